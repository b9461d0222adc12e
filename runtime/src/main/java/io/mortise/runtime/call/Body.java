package io.mortise.runtime.call;

/**
 * A body with the secrets masked.
 *
 * @param masked the number of masked places
 */
@SuppressWarnings("ArrayRecordComponent")
record Body(byte[] content, int masked) {
  static final Body NONE = new Body(new byte[0], 0);
}
