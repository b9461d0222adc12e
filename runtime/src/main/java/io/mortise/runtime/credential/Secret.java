package io.mortise.runtime.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/**
 * Secret text, held as UTF-8. It shows nothing in {@link #toString}, has no {@code equals}, and
 * cannot be serialised or mapped to JSON. {@link #close} wipes this copy; it does not wipe strings
 * made by {@link #reveal}, which the garbage collector keeps for a while.
 */
public final class Secret implements AutoCloseable {
  private final byte[] utf8;

  private Secret(byte[] utf8) {
    this.utf8 = utf8;
  }

  public static Secret of(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the content; {@code why} states the reason for reviewers. */
  public String reveal(Reveal why) {
    Objects.requireNonNull(why);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** A second copy, which has to be wiped, too. */
  public Secret copy() {
    return new Secret(utf8.clone());
  }

  /** Length in bytes of UTF-8. */
  public int length() {
    return utf8.length;
  }

  /** Whether both hold the same bytes, in time that does not depend on where they differ. */
  public boolean sameAs(Secret other) {
    return MessageDigest.isEqual(utf8, other.utf8);
  }

  @Override
  public void close() {
    Arrays.fill(utf8, (byte) 0);
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
