package io.mortise.runtime.call;

import io.mortise.runtime.mask.Masked;
import io.mortise.runtime.mask.Masker;
import io.mortise.runtime.net.ServiceFailed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** Reads an answer within its bounds, decompressed, and masks it while it is read. */
final class AnswerReader {
  private static final int PART = 16 * 1024;

  /** An answer takes a growing buffer and, at the end, the array made from it. */
  private static final int COPIES = 3;

  /** Decompressed bytes of a file are not kept in memory, so it may be this many times larger. */
  private static final int UNPACKED_FILE = 10;

  /** Masking a shorter piece is faster than handing it to another thread. */
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
   * An answer as it is passed on, and its redirect targets.
   *
   * @param locations the values of {@code Location}, not masked
   */
  record Reading(CallAnswer answer, List<String> locations) {}

  /**
   * Reads and masks an answer. Header names are in lower case; {@code Content-Type} keeps its type.
   */
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
        var masked = masked(header.getKey(), value);
        values.add(masked.text());
        count += masked.count();
      }
      shown.put(header.getKey(), List.copyOf(values));
    }
    shown.keySet().removeAll(List.of("content-encoding", "content-length", "transfer-encoding"));
    var answer = new CallAnswer(status, Map.copyOf(shown), body.content(), count);
    return new Reading(answer, headers.getOrDefault("location", List.of()));
  }

  private Masked masked(String name, String value) throws IOException {
    boolean type = name.equals(CONTENT_TYPE);
    Supplier<Masked> masking =
        () -> type ? ContentType.masked(value, masker) : masker.header(value);
    return value.length() <= SHORT ? masking.get() : threads.run(masking::get);
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
      var charsets = AnswerCharsets.of(types, first);
      if (GzipFile.begins(first)) {
        byte[] file = whole(first, content);
        return new GzipFile(in(charsets), threads, (long) maxBody * UNPACKED_FILE).masked(file);
      }
      boolean json = isJson(types, first);
      if (charsets.isEmpty()) {
        return text(first, content, json);
      }
      byte[] text = whole(first, content);
      memory.take((long) text.length * COPIES);
      return new CharsetText(in(charsets), threads, charsets).masked(text, json);
    } catch (ServiceFailed e) {
      abort.run();
      throw e;
    }
  }

  private Masker in(Set<Charset> charsets) throws IOException {
    return charsets.isEmpty() ? masker : threads.run(() -> masker.in(charsets));
  }

  private Body text(byte[] first, InputStream rest, boolean json) throws IOException {
    var masked = new ByteArrayOutputStream(first.length);
    var stream = masker.body(masked, json);
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

  private byte[] whole(byte[] first, InputStream rest) throws IOException {
    var whole = new ByteArrayOutputStream(first.length);
    int total = 0;
    for (byte[] part = first; part.length > 0; part = rest.readNBytes(PART)) {
      total = count(total, part);
      whole.write(part);
    }
    return whole.toByteArray();
  }

  private int count(int before, byte[] part) {
    memory.take((long) part.length * COPIES);
    int total = before + part.length;
    if (total > maxBody) {
      throw tooLarge();
    }
    return total;
  }

  /** A body without a type is treated as JSON if it begins like an object or an array. */
  private static boolean isJson(List<String> types, byte[] first) {
    return types.isEmpty()
        ? AnswerCharsets.beginning(first).matches("(?s)[\\xfe\\xff]*[{\\[].*")
        : types.getFirst().toLowerCase(Locale.ROOT).contains("json");
  }

  private static ServiceFailed tooLarge() {
    return new ServiceFailed(
        ServiceFailed.Failure.TOO_LARGE,
        "The service's answer is larger than the limit for calls. Ask for less.");
  }
}
