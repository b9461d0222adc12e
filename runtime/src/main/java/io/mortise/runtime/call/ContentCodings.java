package io.mortise.runtime.call;

import io.mortise.runtime.net.ServiceFailed;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Undoes the content codings of an answer (RFC 9110, section 8.4). */
final class ContentCodings {
  private static final int MAX_CODINGS = 3;
  private static final int ZLIB_METHOD = 8;

  private ContentCodings() {}

  /**
   * Returns the content without its codings.
   *
   * @param named values of {@code Content-Encoding}, in the order in which they were applied
   * @throws ServiceFailed if a coding is unknown: content that cannot be read cannot be masked, so
   *     it is not passed on
   */
  static InputStream undo(InputStream packed, List<String> named) throws IOException {
    var codings = codings(named);
    if (codings.size() > MAX_CODINGS) {
      throw unknown();
    }
    var content = packed;
    for (var coding : codings.reversed()) {
      content = undo(content, coding);
    }
    return content;
  }

  private static List<String> codings(List<String> named) {
    var codings = new ArrayList<String>();
    for (var value : named) {
      for (var coding : value.split(",")) {
        var name = coding.strip().toLowerCase(Locale.ROOT);
        if (!name.isEmpty() && !name.equals("identity")) {
          codings.add(name);
        }
      }
    }
    return codings;
  }

  private static InputStream undo(InputStream packed, String coding) throws IOException {
    var raw = new PushbackInputStream(packed, 2);
    byte[] first = raw.readNBytes(2);
    raw.unread(first);
    if (first.length == 0) {
      return raw;
    }
    return switch (coding) {
      case "gzip", "x-gzip" -> new GZIPInputStream(raw);
      case "deflate" -> new InflaterInputStream(raw, new Inflater(!isZlib(first)));
      default -> throw unknown();
    };
  }

  /** Some services send deflate without the zlib wrapper that the name requires (RFC 1950). */
  private static boolean isZlib(byte[] first) {
    return first.length == 2
        && (first[0] & 0x0f) == ZLIB_METHOD
        && ((first[0] & 0xff) * 256 + (first[1] & 0xff)) % 31 == 0;
  }

  private static ServiceFailed unknown() {
    return new ServiceFailed(
        ServiceFailed.Failure.NETWORK,
        "The service compressed its answer in a way that Mortise did not ask for.");
  }
}
