package io.mortise.runtime.mask;

import java.io.IOException;

/** Writes the text with the secrets replaced by the mask. */
sealed interface MaskWriter permits TextMaskWriter, JsonMaskWriter {
  void plain(byte[] text, int from, int to) throws IOException;

  void masked(byte[] text, int from, int to) throws IOException;

  /** Ends the text. */
  void finish() throws IOException;
}
