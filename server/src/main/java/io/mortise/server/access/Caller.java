package io.mortise.server.access;

import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.SessionId;
import io.mortise.server.kernel.TokenHash;
import io.mortise.server.kernel.UserId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request: a person, by a session or by one of their API keys, and from where.
 *
 * @param key the key, or empty for a session
 * @param facts generations of the person and the key at the time they were read (see the audit
 *     guard)
 */
public record Caller(Person person, Optional<ApiKey> key, Origin origin, Facts facts) {

  /**
   * Where the request came from, and the session that made it.
   *
   * @param token which of the key's tokens the request showed; null for a session
   */
  public record Origin(
      String address,
      @Nullable SessionId session,
      @Nullable Instant signedInAt,
      @Nullable TokenHash token) {
    public Origin(String address, @Nullable SessionId session, @Nullable Instant signedInAt) {
      this(address, session, signedInAt, null);
    }
  }

  /** Generations under which person and key were read. */
  public record Facts(long personGeneration, long keyGeneration) {}

  /** Refuses API keys: what a key may do to its person's account is nothing. */
  public void demandPerson() {
    if (key.isPresent()) {
      throw Refused.forbidden("This is for people; sign in and do it there.");
    }
  }

  public OrganizationId organization() {
    return person.organization();
  }

  public UserId user() {
    return person.id();
  }
}
