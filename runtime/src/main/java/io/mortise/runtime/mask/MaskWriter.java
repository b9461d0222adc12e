package io.mortise.runtime.mask;

import java.io.IOException;

/** Writes the text with the mask in it. */
sealed interface MaskWriter permits TextMaskWriter, JsonMaskWriter {
  void plain(byte[] text, int from, int to) throws IOException;

  void masked(byte[] text, int from, int to) throws IOException;

  /** The text ends here. */
  void finish() throws IOException;
}
