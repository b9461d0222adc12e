package io.mortise.runtime.credential;

/**
 * The reason why a secret is read. A search for this type finds every place where content leaves
 * {@link Secret}.
 */
public enum Reveal {
  /** The secret is about to be sealed. */
  FOR_SEALING,
  /** The secret is put on a request to one of its sealed hosts. */
  FOR_OUTBOUND_CALL,
  /** The secret is part of the answer to an engine that may resolve. */
  FOR_RUNTIME_ANSWER,
  /** The secret is searched for in text, to be replaced by a mask. */
  FOR_MASKING,
  /** The keyed hash of the secret is compared with the hashes of others. */
  FOR_DUPLICATE_HASH
}
