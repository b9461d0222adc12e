package io.mortise.runtime.problem;

import java.util.Map;

/**
 * A refusal that a caller can act on: a stable {@code code}, an HTTP status and a sentence that
 * says what failed and what to do. On the wire it becomes {@code application/problem+json} (RFC
 * 9457); {@link #members} are its typed extension members. The message never holds a secret.
 */
public abstract class Problem extends RuntimeException {
  private final String code;
  private final int status;

  /**
   * @param code stable, snake_case, listed in the HTTP contract
   * @param status HTTP status code
   * @param detail says what failed and what the reader can do
   */
  protected Problem(String code, int status, String detail) {
    super(detail);
    this.code = code;
    this.status = status;
  }

  protected Problem(String code, int status, String detail, Throwable cause) {
    super(detail, cause);
    this.code = code;
    this.status = status;
  }

  public final String code() {
    return code;
  }

  public final int status() {
    return status;
  }

  /** Says what failed and what the reader can do. */
  public final String detail() {
    return String.valueOf(getMessage());
  }

  /** Extension members of the problem document, by name; values must be mappable to JSON. */
  public Map<String, Object> members() {
    return Map.of();
  }
}
