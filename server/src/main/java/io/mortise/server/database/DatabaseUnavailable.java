package io.mortise.server.database;

/** The embedded PostgreSQL cannot be started; the message says why and what to do. */
public final class DatabaseUnavailable extends RuntimeException {
  DatabaseUnavailable(String sentence) {
    super(sentence);
  }

  DatabaseUnavailable(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
