package io.mortise.runtime.call;

import io.mortise.runtime.mask.Masked;
import io.mortise.runtime.mask.Masker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** Reads an answer within its bounds, decompressed, and masks it while it is read. */
final class AnswerReader {
  private static final int PART = 16 * 1024;

  /** A growing buffer and the array made of it at the end. */
  private static final int COPIES = 3;

  /** Of a compressed file nothing is held unpacked, so that only time limits it. */
  private static final int UNPACKED_FILE = 10;

  /** A shorter piece is masked sooner than it is handed to another thread. */
  private static final int SHORT = 2 * 1024;

  private static final String CONTENT_TYPE = "content-type";

  private final int maxBody;
  private final Masker masker;
  private final MaskingThreads threads;
  private final AnswerMemory.Share memory;
  private final Runnable abort;

  /**
   * @param abort drops the connection; without it, closing an answer reads it to its end
   */
  AnswerReader(
      int maxBody,
      Masker masker,
      MaskingThreads threads,
      AnswerMemory.Share memory,
      Runnable abort) {
    this.maxBody = maxBody;
    this.masker = masker;
    this.threads = threads;
    this.memory = memory;
    this.abort = abort;
  }

  /**
   * An answer as it is passed on, and where it leads.
   *
   * @param locations the values of {@code Location} as they came
   */
  record Reading(CallAnswer answer, List<String> locations) {}

  /** Header names come out in lower case. {@code Content-Type} is never masked. */
  Reading read(ClassicHttpResponse response) throws IOException {
    try {
      var headers = headers(response);
      var body = body(response, headers);
      return masked(response.getCode(), headers, body);
    } catch (ServiceFailed e) {
      abort.run();
      throw e;
    }
  }

  private Reading masked(int status, Map<String, List<String>> headers, Body body)
      throws IOException {
    int count = body.masked();
    var shown = new LinkedHashMap<String, List<String>>();
    for (var header : headers.entrySet()) {
      var values = new ArrayList<String>();
      for (var value : header.getValue()) {
        if (header.getKey().equals(CONTENT_TYPE)) {
          values.add(value);
        } else {
          var masked = masked(value);
          values.add(masked.text());
          count += masked.count();
        }
      }
      shown.put(header.getKey(), List.copyOf(values));
    }
    shown.keySet().removeAll(List.of("content-encoding", "content-length", "transfer-encoding"));
    var answer = new CallAnswer(status, Map.copyOf(shown), body.content(), count);
    return new Reading(answer, headers.getOrDefault("location", List.of()));
  }

  private Masked masked(String header) throws IOException {
    return header.length() <= SHORT
        ? masker.header(header)
        : threads.run(() -> masker.header(header));
  }

  private static Map<String, List<String>> headers(ClassicHttpResponse response) {
    var headers = new LinkedHashMap<String, List<String>>();
    for (var header : response.getHeaders()) {
      var name = header.getName().toLowerCase(Locale.ROOT);
      var value = header.getValue() == null ? "" : header.getValue();
      headers.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
    }
    return headers;
  }

  private Body body(ClassicHttpResponse response, Map<String, List<String>> headers)
      throws IOException {
    var entity = response.getEntity();
    if (entity == null) {
      return Body.NONE;
    }
    if (entity.getContentLength() > maxBody) {
      throw tooLarge();
    }
    var codings = headers.getOrDefault("content-encoding", List.of());
    var types = headers.getOrDefault(CONTENT_TYPE, List.of());
    try (var content = ContentCodings.undo(entity.getContent(), codings)) {
      return masked(content, types);
    }
  }

  /** Drops the connection before the content is closed, which would read it to its end. */
  private Body masked(InputStream content, List<String> types) throws IOException {
    try {
      byte[] first = content.readNBytes(PART);
      return GzipFile.begins(first) ? file(first, content) : text(first, content, types);
    } catch (ServiceFailed e) {
      abort.run();
      throw e;
    }
  }

  private Body text(byte[] first, InputStream rest, List<String> types) throws IOException {
    var masked = new ByteArrayOutputStream(first.length);
    var stream = masker.body(masked, isJson(types, first));
    try (stream) {
      int total = 0;
      for (byte[] part = first; part.length > 0; part = rest.readNBytes(PART)) {
        total = count(total, part);
        write(part, stream);
      }
    }
    return new Body(masked.toByteArray(), stream.count());
  }

  private void write(byte[] part, OutputStream stream) throws IOException {
    if (part.length <= SHORT) {
      stream.write(part);
      return;
    }
    threads.run(
        () -> {
          stream.write(part);
          return part.length;
        });
  }

  private Body file(byte[] first, InputStream rest) throws IOException {
    var file = new ByteArrayOutputStream(first.length);
    int total = 0;
    for (byte[] part = first; part.length > 0; part = rest.readNBytes(PART)) {
      total = count(total, part);
      file.write(part);
    }
    var gzip = new GzipFile(masker, threads, (long) maxBody * UNPACKED_FILE);
    return gzip.masked(file.toByteArray());
  }

  private int count(int before, byte[] part) {
    memory.take((long) part.length * COPIES);
    int total = before + part.length;
    if (total > maxBody) {
      throw tooLarge();
    }
    return total;
  }

  /** A body without a type is taken for JSON if it begins like an object or an array. */
  private static boolean isJson(List<String> types, byte[] first) {
    return types.isEmpty()
        ? first.length > 0 && (first[0] == '{' || first[0] == '[')
        : types.getFirst().toLowerCase(Locale.ROOT).contains("json");
  }

  private static ServiceFailed tooLarge() {
    return new ServiceFailed(
        ServiceFailed.Failure.TOO_LARGE, "The service's answer is larger than calls may bring.");
  }
}
