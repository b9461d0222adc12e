package io.mortise.runtime.call;

import io.mortise.runtime.auth.AppliedAuth;
import io.mortise.runtime.credential.Fields;
import org.jspecify.annotations.Nullable;

/** Replaces the secrets of a call, in every form they are likely to turn up in. */
public final class Masker {
  /** What stands where a secret stood. */
  public static final String MASK = "•••";

  private Masker() {}

  public static Masker of(Fields fields, @Nullable AppliedAuth applied) {
    throw new UnsupportedOperationException("coming");
  }

  public String mask(String text) {
    throw new UnsupportedOperationException("coming");
  }

  public byte[] mask(byte[] content) {
    throw new UnsupportedOperationException("coming");
  }
}
