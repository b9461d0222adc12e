package io.mortise.runtime.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** Reads an answer within its bounds, unpacked, and masks it. */
final class AnswerReader {
  private final int maxBody;
  private final Masker masker;
  private final Runnable abort;

  /**
   * @param abort drops the connection; without it, closing an answer reads it to its end
   */
  AnswerReader(int maxBody, Masker masker, Runnable abort) {
    this.maxBody = maxBody;
    this.masker = masker;
    this.abort = abort;
  }

  /** Header names come out in lower case. */
  CallAnswer read(ClassicHttpResponse response) throws IOException {
    var headers = new LinkedHashMap<String, List<String>>();
    for (var header : response.getHeaders()) {
      var name = header.getName().toLowerCase(Locale.ROOT);
      var value = header.getValue() == null ? "" : header.getValue();
      headers.computeIfAbsent(name, unused -> new ArrayList<>()).add(masker.mask(value));
    }
    var body = masker.mask(body(response, headers));
    headers.remove("content-encoding");
    headers.remove("content-length");
    headers.remove("transfer-encoding");
    headers.replaceAll((name, values) -> List.copyOf(values));
    return new CallAnswer(response.getCode(), Map.copyOf(headers), body);
  }

  private byte[] body(ClassicHttpResponse response, Map<String, List<String>> headers)
      throws IOException {
    var entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    if (entity.getContentLength() > maxBody) {
      throw tooLarge();
    }
    try (var stream = unpacked(entity.getContent(), headers)) {
      var body = stream.readNBytes(maxBody + 1);
      if (body.length > maxBody) {
        throw tooLarge();
      }
      return body;
    }
  }

  /** A form that cannot be unpacked cannot be masked either, so it is not handed on. */
  private static InputStream unpacked(InputStream packed, Map<String, List<String>> headers)
      throws IOException {
    var raw = new PushbackInputStream(packed);
    int first = raw.read();
    if (first < 0) {
      return raw;
    }
    raw.unread(first);
    var coding =
        String.join(",", headers.getOrDefault("content-encoding", List.of()))
            .strip()
            .toLowerCase(Locale.ROOT);
    return switch (coding) {
      case "", "identity" -> raw;
      case "gzip", "x-gzip" -> new GZIPInputStream(raw);
      case "deflate" -> new InflaterInputStream(raw);
      default ->
          throw new ServiceFailed(
              ServiceFailed.Failure.NETWORK,
              "The service packed its answer in a way that was not asked for.");
    };
  }

  private ServiceFailed tooLarge() {
    abort.run();
    return new ServiceFailed(
        ServiceFailed.Failure.TOO_LARGE, "The service's answer is larger than calls may bring.");
  }
}
