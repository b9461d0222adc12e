package io.mortise.runtime.call;

import java.util.List;
import java.util.Map;

/**
 * The answer of a service, with the secrets of the call masked.
 *
 * @param masked the number of masked places, headers included
 */
@SuppressWarnings("ArrayRecordComponent")
public record CallAnswer(int status, Map<String, List<String>> headers, byte[] body, int masked) {
  @Override
  public String toString() {
    return "CallAnswer[" + status + ", " + body.length + " bytes]";
  }
}
