package io.mortise.server.apikeys;

import io.mortise.server.kernel.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an API key works, or how it ended. A key that has ended never works again. */
public enum KeyStanding {
  WORKING(null),
  REVOKED("key_revoked"),
  EXPIRED("key_expired"),
  /** The service account whose key it is was deleted. */
  OWNER_DELETED("owner_deleted");

  private final @Nullable String code;

  KeyStanding(@Nullable String code) {
    this.code = code;
  }

  /** How the key ended, as the wire names it; empty for one that works. */
  public Optional<String> ended() {
    return Optional.ofNullable(code);
  }

  /**
   * Reads {@code revoked_at}, {@code deleted_at} of the owner and {@code expires_at} of the key.
   */
  static KeyStanding read(ResultSet row, Instant now) throws SQLException {
    if (Times.find(row, "deleted_at") != null) {
      return OWNER_DELETED;
    }
    if (Times.find(row, "revoked_at") != null) {
      return REVOKED;
    }
    Instant expiresAt = Times.find(row, "expires_at");
    return expiresAt == null || now.isBefore(expiresAt) ? WORKING : EXPIRED;
  }
}
