package io.mortise.runtime.credential;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A credential opened for one attempt. Everything that decides where it may go comes out of the
 * sealed document, never out of a database row. Close it after the attempt.
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
   * Which secret this is: the secret's version, an opaque id that engines report back, and when it
   * stops working.
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
