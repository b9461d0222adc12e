package io.mortise.runtime.credential;

/**
 * Why a secret is read. One search for this type finds every place where content leaves {@link
 * Secret}.
 */
public enum Reveal {
  /** It is about to be encrypted. */
  FOR_SEALING,
  /** It is put on a request to one of its sealed hosts. */
  FOR_OUTBOUND_CALL,
  /** It is the answer to an engine that may resolve. */
  FOR_RUNTIME_ANSWER,
  /** It is looked for in text, to be replaced by a mask. */
  FOR_MASKING,
  /** Its keyed hash is compared with others'. */
  FOR_DUPLICATE_HASH
}
