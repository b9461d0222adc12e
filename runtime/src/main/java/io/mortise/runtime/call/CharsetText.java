package io.mortise.runtime.call;

import io.mortise.runtime.mask.Masker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Masks a body that may be in other charsets than UTF-8. It is searched in each of them and also as
 * raw bytes, because the named charset may be wrong. A body without a secret is passed on
 * unchanged.
 */
final class CharsetText {
  private static final int PART = 16 * 1024;

  private final Masker masker;
  private final MaskingThreads threads;
  private final Set<Charset> charsets;

  CharsetText(Masker masker, MaskingThreads threads, Set<Charset> charsets) {
    this.masker = masker;
    this.threads = threads;
    this.charsets = charsets;
  }

  Body masked(byte[] text, boolean json) throws IOException {
    byte[] shown = text;
    int count = 0;
    for (var charset : charsets) {
      var out = new ByteArrayOutputStream(text.length);
      var stream = masker.body(out, json, charset);
      int found = copy(shown, stream, stream::count);
      shown = found > 0 ? out.toByteArray() : shown;
      count += found;
    }
    var out = new ByteArrayOutputStream(text.length);
    var stream = masker.body(out, json && !AnswerCharsets.wide(text));
    count += copy(shown, stream, stream::count);
    return new Body(out.toByteArray(), count);
  }

  private int copy(byte[] text, OutputStream stream, IntSupplier count) throws IOException {
    try (stream) {
      for (int at = 0; at < text.length; at += PART) {
        int from = at;
        int length = Math.min(PART, text.length - at);
        threads.run(
            () -> {
              stream.write(text, from, length);
              return length;
            });
      }
    }
    return count.getAsInt();
  }
}
