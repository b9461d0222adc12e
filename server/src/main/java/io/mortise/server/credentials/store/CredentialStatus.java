package io.mortise.server.credentials.store;

import io.mortise.runtime.connector.MethodType;
import io.mortise.server.access.CredentialScope;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a credential stands; in this order the first that holds. The first six refuse every use.
 */
public enum CredentialStatus {
  UNREADABLE(Cure.CHECK_ROOT_KEY, "(c.damaged or c.unreadable_since is not null)"),
  REVOKED(Cure.RESTORE, "c.revoked_at is not null"),
  DEACTIVATED(null, "(c.scope = 'personal' and not p.active)"),
  PENDING(Cure.ENTER_SECRET, "c.secret_version = 0"),
  NEEDS_REAUTHORIZATION(Cure.REAUTHORIZE, "c.reauthorize_since is not null"),
  EXPIRED(Cure.ROTATE, "c.expires_at <= :now"),
  FAILING(Cure.TEST, "(c.test_failed or c.refusals_in_row >= 3)"),
  EXPIRING(
      Cure.ROTATE,
      "(c.expires_at > :now and c.expires_at <= :expiringBefore and c.type_group <> 'oauth2')"),
  ROTATION_DUE(Cure.ROTATE, "c.rotate_by <= :now"),
  ACTIVE(null, "true");

  public static final Duration EXPIRING_AHEAD = Duration.ofDays(14);
  static final int REFUSALS_UNTIL_FAILING = 3;

  /** The one action that cures it. */
  public enum Cure {
    CHECK_ROOT_KEY,
    RESTORE,
    ENTER_SECRET,
    REAUTHORIZE,
    ROTATE,
    TEST;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final @Nullable Cure cure;
  private final String condition;

  /**
   * @param condition what makes it hold, in SQL over {@code credential c} and its owner {@code p}:
   *     the same rule as {@link #of}, for lists; a test holds both equal
   */
  CredentialStatus(@Nullable Cure cure, String condition) {
    this.cure = cure;
    this.condition = condition;
  }

  /** The status of each row, in SQL. */
  public static String sqlValue() {
    return Arrays.stream(values())
        .map(status -> "when " + status.condition + " then '" + status.wire() + "'")
        .collect(Collectors.joining(" ", "case ", " end"));
  }

  /**
   * Whether a row has this status, in SQL. Spelled out instead of comparing {@link #sqlValue}, so
   * that PostgreSQL can estimate it and use the indexes of the rare ones.
   */
  public String sqlFilter() {
    return Stream.concat(
            Stream.of(condition),
            Arrays.stream(values())
                .limit(ordinal())
                .map(before -> before.condition + " is not true"))
        .collect(Collectors.joining(" and "));
  }

  static CredentialStatus of(Credential credential, Instant now) {
    var state = credential.state();
    var marks = state.marks();
    Instant expires = state.deadlines().expiresAt();
    Instant rotateBy = state.deadlines().rotateBy();
    boolean refreshable = credential.service().type().group().equals("oauth2");
    if (marks.damaged() || marks.unreadableSince() != null) {
      return UNREADABLE;
    }
    if (marks.revokedAt() != null) {
      return REVOKED;
    }
    if (credential.access().scope() instanceof CredentialScope.Personal
        && !credential.people().ownerActive()) {
      return DEACTIVATED;
    }
    if (state.secretVersion() == 0) {
      return PENDING;
    }
    if (marks.reauthorizeSince() != null) {
      return NEEDS_REAUTHORIZATION;
    }
    if (expires != null && !expires.isAfter(now)) {
      return EXPIRED;
    }
    if (marks.testFailed() || marks.refusalsInRow() >= REFUSALS_UNTIL_FAILING) {
      return FAILING;
    }
    if (expires != null && !refreshable && !expires.isAfter(now.plus(EXPIRING_AHEAD))) {
      return EXPIRING;
    }
    return rotateBy != null && !rotateBy.isAfter(now) ? ROTATION_DUE : ACTIVE;
  }

  /** Whether the credential may be used at all. */
  public boolean usable() {
    return compareTo(EXPIRED) > 0;
  }

  /** What cures it, as the wire names it; null where nothing does. */
  public @Nullable String cure(Credential credential) {
    if (this == UNREADABLE && credential.state().marks().damaged()) {
      return Cure.ENTER_SECRET.wire();
    }
    // A client has no account to authorize: it gets another secret.
    if (this == NEEDS_REAUTHORIZATION
        && credential.service().type() == MethodType.OAUTH2_CLIENT_CREDENTIALS) {
      return Cure.ROTATE.wire();
    }
    TestResult last = credential.state().lastTest();
    if (this == FAILING && last != null && last.blamesSecret()) {
      return Cure.ROTATE.wire();
    }
    return cure == null ? null : cure.wire();
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static @Nullable CredentialStatus ofWire(String wire) {
    for (var status : values()) {
      if (status.wire().equals(wire)) {
        return status;
      }
    }
    return null;
  }

  /** Why it stands there, as a person reads it; null while active. */
  public @Nullable String reason(Credential credential) {
    var state = credential.state();
    return switch (this) {
      case UNREADABLE ->
          state.marks().damaged()
              ? "Its row in the database is damaged. Enter all fields again to repair it, or delete it."
              : "It cannot be decrypted: the row is damaged, or it was sealed under another key.";
      case REVOKED -> "Revoked by " + credential.people().revokedBy() + ".";
      case DEACTIVATED -> credential.people().ownerName() + ", who owns it, has left.";
      case PENDING -> "No secret has been entered yet.";
      case NEEDS_REAUTHORIZATION ->
          credential.service().type() == MethodType.OAUTH2_CLIENT_CREDENTIALS
              ? "The service refused to issue a token to this client."
              : "The service refused to refresh its token.";
      case EXPIRED -> "It expired.";
      case FAILING -> failing(state);
      case EXPIRING -> "It expires soon and cannot refresh itself.";
      case ROTATION_DUE ->
          "Its secret is older than " + state.deadlines().rotateEveryDays() + " days.";
      case ACTIVE -> null;
    };
  }

  private static String failing(Credential.State state) {
    TestResult last = state.lastTest();
    return state.marks().testFailed() && last != null
        ? "The last test failed: " + last.message()
        : "The service refused it " + state.marks().refusalsInRow() + " times in a row.";
  }
}
