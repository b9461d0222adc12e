package io.mortise.server.credentials;

/** To what end a credential is opened. */
public enum UsePurpose {
  /** The caller gets the secret. */
  HAND_OUT,
  /** The server sends a call; the caller never holds the secret. */
  CALL
}
