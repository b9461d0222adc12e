package io.mortise.runtime.mask;

import java.io.IOException;
import java.io.OutputStream;

/** Replaces secrets by the mask and changes nothing else. */
final class TextMaskWriter implements MaskWriter {
  private final OutputStream out;
  private final byte[] mask;

  TextMaskWriter(OutputStream out, byte[] mask) {
    this.out = out;
    this.mask = mask;
  }

  @Override
  public void plain(byte[] text, int from, int to) throws IOException {
    out.write(text, from, to - from);
  }

  @Override
  public void masked(byte[] text, int from, int to) throws IOException {
    out.write(mask);
  }

  @Override
  public void finish() {}
}
