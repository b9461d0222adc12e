package io.mortise.runtime.mask;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Encodes the UTF-8 of {@link FromCharset} in the charset again. If a mask replaced the beginning
 * of a character, the rest of the character is dropped.
 */
final class ToCharset extends OutputStream {
  private static final int SIZE = 8 * 1024;

  private final CharsetDecoder decoder =
      UTF_8.newDecoder().onMalformedInput(CodingErrorAction.IGNORE);
  private final CharsetEncoder encoder;
  private final OutputStream out;
  private final ByteBuffer pending = ByteBuffer.allocate(SIZE);
  private final CharBuffer chars = CharBuffer.allocate(SIZE);
  private final ByteBuffer encoded = ByteBuffer.allocate(SIZE);
  private int upperBits = -1;

  ToCharset(Charset charset, OutputStream out) {
    this.encoder =
        charset
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    this.out = out;
  }

  @Override
  public void write(int single) throws IOException {
    int input = single & 0xff;
    if (upperBits >= 0) {
      out.write(upperBits << 6 | input & 0x3f);
      upperBits = -1;
    } else if (input >= FromCharset.MALFORMED) {
      encode(true);
      upperBits = input & 3;
    } else {
      if (!pending.hasRemaining()) {
        encode(false);
      }
      pending.put((byte) input);
    }
  }

  @Override
  public void write(byte[] text, int from, int length) throws IOException {
    for (int at = from; at < from + length; at++) {
      write(text[at]);
    }
  }

  @Override
  public void close() throws IOException {
    encode(true);
    out.close();
  }

  /**
   * @param last nothing follows, or a byte that no encoder makes: the encoder returns to its first
   *     state
   */
  private void encode(boolean last) throws IOException {
    decoder.decode(pending.flip(), chars, last);
    pending.compact();
    chars.flip();
    while (encoder.encode(chars, encoded, last).isOverflow()) {
      passOn();
    }
    chars.compact();
    if (last) {
      while (encoder.flush(encoded) == CoderResult.OVERFLOW) {
        passOn();
      }
      decoder.reset();
      encoder.reset();
      pending.clear();
      chars.clear();
    }
    passOn();
  }

  private void passOn() throws IOException {
    out.write(encoded.array(), 0, encoded.flip().limit());
    encoded.clear();
  }
}
