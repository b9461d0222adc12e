package io.mortise.runtime.call;

import java.util.List;
import java.util.Map;

/** What a service answered, with the secrets of the call masked. */
@SuppressWarnings("ArrayRecordComponent")
public record CallAnswer(int status, Map<String, List<String>> headers, byte[] body) {
  @Override
  public String toString() {
    return "CallAnswer[" + status + ", " + body.length + " bytes]";
  }
}
