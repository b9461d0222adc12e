package io.mortise.runtime.call;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** Reads an answer within its bounds, unpacked, and masks it. */
final class AnswerReader {
  private static final int PART = 16 * 1024;

  /** What masking holds of a body at the same time. */
  private static final int COPIES = 5;

  private final int maxBody;
  private final Masker masker;
  private final Semaphore memory;
  private final Runnable abort;

  /**
   * @param memory KiB that all answers may hold together while they are read and masked
   * @param abort drops the connection; without it, closing an answer reads it to its end
   */
  AnswerReader(int maxBody, Masker masker, Semaphore memory, Runnable abort) {
    this.maxBody = maxBody;
    this.masker = masker;
    this.memory = memory;
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
    var body = masked(response, headers);
    headers.remove("content-encoding");
    headers.remove("content-length");
    headers.remove("transfer-encoding");
    headers.replaceAll((name, values) -> List.copyOf(values));
    return new CallAnswer(response.getCode(), Map.copyOf(headers), body);
  }

  private byte[] masked(ClassicHttpResponse response, Map<String, List<String>> headers)
      throws IOException {
    var held = new AtomicInteger();
    try {
      return masker.mask(body(response, headers, held));
    } finally {
      memory.release(held.get());
    }
  }

  private byte[] body(
      ClassicHttpResponse response, Map<String, List<String>> headers, AtomicInteger held)
      throws IOException {
    var entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    if (entity.getContentLength() > maxBody) {
      throw tooLarge();
    }
    try (var stream = unpacked(entity.getContent(), headers)) {
      var body = new ByteArrayOutputStream();
      for (byte[] part = stream.readNBytes(PART); part.length > 0; part = stream.readNBytes(PART)) {
        hold(held);
        body.write(part);
        if (body.size() > maxBody) {
          throw tooLarge();
        }
      }
      return body.toByteArray();
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

  private void hold(AtomicInteger held) {
    int kibibytes = PART / 1024 * COPIES;
    if (!memory.tryAcquire(kibibytes)) {
      abort.run();
      throw new ServiceFailed(
          ServiceFailed.Failure.TOO_LARGE,
          "Too many large answers are under way at this moment. Try again.");
    }
    held.addAndGet(kibibytes);
  }

  private ServiceFailed tooLarge() {
    abort.run();
    return new ServiceFailed(
        ServiceFailed.Failure.TOO_LARGE, "The service's answer is larger than calls may bring.");
  }
}
