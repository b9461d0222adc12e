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
   * Identifies the secret: its version, an opaque id by which engines report outcomes, and the time
   * at which it expires.
   */
  public record Token(int version, String id, @Nullable Instant expiresAt) {}

  public ResolvedCredential {
    hosts = List.copyOf(hosts);
  }

  @Override
  public void close() {
    fields.close();
  }
}
