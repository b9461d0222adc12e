package io.mortise.runtime.call;

import io.mortise.runtime.mask.Masker;
import io.mortise.runtime.mask.MaskingStream;
import io.mortise.runtime.net.ServiceFailed;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * A body that is a gzip file without saying so in {@code Content-Encoding}, such as a downloaded
 * archive. Its decompressed content is searched. A file without a secret is passed on unchanged;
 * otherwise it is compressed again with the secrets masked. Nested files are decompressed as well.
 */
final class GzipFile {
  private static final int MAX_NESTING = 3;
  private static final int PART = 16 * 1024;
  private static final int MAX_HEADER = 64 * 1024;

  private final Masker masker;
  private final MaskingThreads threads;
  private final long maxUnpacked;
  private boolean damaged;

  GzipFile(Masker masker, MaskingThreads threads, long maxUnpacked) {
    this.masker = masker;
    this.threads = threads;
    this.maxUnpacked = maxUnpacked;
  }

  static boolean begins(byte[] content) {
    return content.length >= 2 && content[0] == 0x1f && (content[1] & 0xff) == 0x8b;
  }

  /** Returns the file compressed again if something was masked, or else the given file. */
  Body masked(byte[] file) throws IOException {
    if (unpack(file, OutputStream.nullOutputStream()) > 0) {
      var packed = new ByteArrayOutputStream();
      int count = unpack(file, packed);
      return new Body(packed.toByteArray(), count);
    }
    // The compressed bytes are searched too: file names, data after the end, and false gzip
    // headers.
    var itself = new ByteArrayOutputStream(file.length);
    int count = copy(new ByteArrayInputStream(file), masker.body(itself, false));
    return new Body(itself.toByteArray(), count);
  }

  private int unpack(byte[] file, OutputStream to) throws IOException {
    InputStream content = new ByteArrayInputStream(file);
    var out = to;
    int nesting = 0;
    for (var inner = gunzip(content); inner != content; inner = gunzip(content)) {
      if (nesting++ == MAX_NESTING) {
        throw tooLarge();
      }
      content = new BufferedInputStream(new UpToDamage(inner));
      out = new GZIPOutputStream(out);
    }
    return nesting == 0 ? 0 : copy(content, masker.body(out, false));
  }

  /** Returns the decompressed content, or the same content if it is not a gzip file. */
  private static InputStream gunzip(InputStream content) throws IOException {
    content.mark(MAX_HEADER);
    try {
      return new GZIPInputStream(content);
    } catch (ZipException | EOFException e) {
      content.reset();
      return content;
    }
  }

  private int copy(InputStream content, MaskingStream out) throws IOException {
    long total = 0;
    byte[] part = new byte[PART];
    try (out) {
      for (int read = content.read(part); read > 0; read = content.read(part)) {
        total += read;
        if (total > maxUnpacked) {
          throw tooLarge();
        }
        write(part, read, out);
      }
    }
    if (damaged && out.count() > 0) {
      throw new ServiceFailed(
          ServiceFailed.Failure.NETWORK, "The service's answer is a damaged file.");
    }
    return out.count();
  }

  private void write(byte[] part, int length, OutputStream out) throws IOException {
    threads.run(
        () -> {
          out.write(part, 0, length);
          return length;
        });
  }

  /** Ends where the file is damaged. Such a file is passed on only if nothing was found before. */
  private final class UpToDamage extends FilterInputStream {
    UpToDamage(InputStream content) {
      super(content);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      try {
        return super.read(into, from, length);
      } catch (ZipException | EOFException e) {
        damaged = true;
        return -1;
      }
    }
  }

  private static ServiceFailed tooLarge() {
    return new ServiceFailed(
        ServiceFailed.Failure.TOO_LARGE,
        "The service's answer is a compressed file whose content is larger than the limit for calls.");
  }
}
