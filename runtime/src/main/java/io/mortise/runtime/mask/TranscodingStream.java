package io.mortise.runtime.mask;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Masks text in a charset: decodes it, masks it as UTF-8 and encodes it again. Bytes that are
 * malformed in the charset are kept. For one thread.
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

  /** Returns the number of masked places in the text passed on so far. */
  public int count() {
    return masking.count();
  }
}
