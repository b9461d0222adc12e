package io.mortise.runtime.credential;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A credential opened for one attempt. Everything that decides where it may be sent comes from the
 * sealed document, never from a database row. Close it after the attempt.
 */
public record ResolvedCredential(
    CredentialId id, String name, Method method, Token token, Fields fields, List<String> hosts)
    implements AutoCloseable {

  /**
   * The connector and the id and wire type of its method, for example {@code github / bearer /
   * bearer}.
   */
  public record Method(String connector, String id, String type) {}

  /**
   * Identifies what is handed out.
   *
   * @param version of the secret
   * @param number of the access token that was got with it; 0 where the secret itself is used
   * @param id by which engines report outcomes; opaque
   * @param renewable whether a new one can be got now if the service refuses this one
   */
  public record Token(
      int version, int number, String id, @Nullable Instant expiresAt, boolean renewable) {

    /** The secret itself, which stays until somebody changes it. */
    public static Token ofSecret(int version, String id, @Nullable Instant expiresAt) {
      return new Token(version, 0, id, expiresAt, false);
    }
  }

  public ResolvedCredential {
    hosts = List.copyOf(hosts);
  }

  @Override
  public void close() {
    fields.close();
  }
}
