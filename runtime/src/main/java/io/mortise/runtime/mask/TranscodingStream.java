package io.mortise.runtime.mask;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Masks a text in a charset: decodes it, masks the UTF-8 of it and encodes that again. Bytes that
 * are malformed in the charset stay. For one thread.
 */
public final class TranscodingStream extends OutputStream {
  private final FromCharset decoding;
  private final MaskingStream masking;

  TranscodingStream(FromCharset decoding, MaskingStream masking) {
    this.decoding = decoding;
    this.masking = masking;
  }

  @Override
  public void write(int single) throws IOException {
    decoding.write(single);
  }

  @Override
  public void write(byte[] text, int from, int length) throws IOException {
    decoding.write(text, from, length);
  }

  @Override
  public void close() throws IOException {
    decoding.close();
  }

  /** Counts the masked places in what was passed on. */
  public int count() {
    return masking.count();
  }
}
