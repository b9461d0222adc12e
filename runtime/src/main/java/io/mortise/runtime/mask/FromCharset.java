package io.mortise.runtime.mask;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/**
 * Decodes the bytes written to it and passes them on as UTF-8. A byte that is malformed in the
 * charset becomes a pair of bytes that does not occur in UTF-8, and {@link ToCharset} turns the
 * pair back into that byte.
 */
final class FromCharset extends OutputStream {
  /** The first byte of such a pair holds the byte's upper two bits, the second one the rest. */
  static final int MALFORMED = 0xf8;

  private static final int CHARS = 8 * 1024;

  private final CharsetDecoder decoder;
  private final OutputStream out;
  private final CharBuffer chars = CharBuffer.allocate(CHARS);
  private ByteBuffer rest;

  FromCharset(Charset charset, OutputStream out) {
    this.decoder = charset.newDecoder();
    this.out = out;
    this.rest = ByteBuffer.wrap(droppedMark(charset));
  }

  /**
   * Returns a byte order mark for decoders that drop the first one (Java's UTF-32), so that the
   * mark in the text is kept.
   */
  private static byte[] droppedMark(Charset charset) {
    byte[] mark = "\ufeff".getBytes(charset);
    return charset.decode(ByteBuffer.wrap(mark)).isEmpty() ? mark : new byte[0];
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] text, int from, int length) throws IOException {
    var in = ByteBuffer.allocate(rest.remaining() + length).put(rest).put(text, from, length);
    decode(in.flip(), false);
    rest = in.slice();
  }

  @Override
  public void close() throws IOException {
    decode(rest, true);
    decoder.flush(chars);
    passOn();
    out.close();
  }

  private void decode(ByteBuffer in, boolean last) throws IOException {
    CoderResult result;
    do {
      result = decoder.decode(in, chars, last);
      passOn();
      if (result.isError()) {
        for (int i = 0; i < result.length(); i++) {
          int malformed = in.get() & 0xff;
          out.write(MALFORMED | malformed >> 6);
          out.write(0x80 | malformed & 0x3f);
        }
      }
    } while (!result.isUnderflow());
  }

  private void passOn() throws IOException {
    var bytes = UTF_8.encode(chars.flip());
    out.write(bytes.array(), bytes.arrayOffset(), bytes.remaining());
    chars.clear();
  }
}
