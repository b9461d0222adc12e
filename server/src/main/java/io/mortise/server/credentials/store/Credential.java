package io.mortise.server.credentials.store;

import io.mortise.runtime.connector.MethodType;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.CredentialAccess;
import io.mortise.server.audit.Party;
import io.mortise.server.kernel.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A credential as its row has it: everything but the secret. */
public record Credential(
    CredentialId id,
    Service service,
    Label label,
    CredentialAccess access,
    People people,
    Shape shape,
    State state,
    Stamp stamp) {

  /** What names a row: every statement is within an organization. */
  public record Key(OrganizationId organization, CredentialId id) {}

  public record Service(String connector, String method, MethodType type) {}

  /**
   * @param environment prod, staging or dev
   */
  public record Label(String name, String notes, @Nullable String environment, List<String> tags) {
    public Label {
      tags = List.copyOf(tags);
    }
  }

  public record People(
      String ownerName,
      boolean ownerActive,
      @Nullable String workspaceName,
      @Nullable String revokedBy,
      @Nullable ChangedBy secretBy) {}

  /** Who entered the current secret, and when. */
  public record ChangedBy(String id, String name, Instant at) {}

  /**
   * @param publicFields what the page shows; uses go by the sealed document
   * @param app the OAuth app whose client asks for its tokens; null for none
   */
  public record Shape(
      Map<String, Object> publicFields, List<String> secretNames, @Nullable UUID app) {}

  /** What the status follows from. */
  public record State(
      int secretVersion,
      Marks marks,
      Deadlines deadlines,
      @Nullable TestResult lastTest,
      @Nullable Instant lastTestedAt,
      @Nullable Instant lastUsedAt,
      @Nullable String identity) {}

  /**
   * @param damaged whether the row holds what no release of Mortise writes
   */
  public record Marks(
      boolean damaged,
      @Nullable Instant unreadableSince,
      @Nullable Instant revokedAt,
      @Nullable Instant reauthorizeSince,
      boolean testFailed,
      int refusalsInRow) {}

  public record Deadlines(
      @Nullable Instant expiresAt,
      @Nullable Integer rotateEveryDays,
      @Nullable Instant rotateBy,
      @Nullable Instant rollbackUntil) {
    private static final int MAX_DAYS = 36_500;

    /**
     * How often to remind; null for never, and where a damaged row has more than a hundred years.
     */
    @Nullable Integer reminderDays() {
      return rotateEveryDays == null || rotateEveryDays > MAX_DAYS ? null : rotateEveryDays;
    }
  }

  /**
   * @param version of the row, for optimistic locking
   * @param generation of the credential in the audit guard when it was read
   * @param ownerGeneration of its owner in the audit guard when it was read
   */
  public record Stamp(
      long version, Instant createdAt, Instant updatedAt, long generation, long ownerGeneration) {}

  public Key key() {
    return new Key(access.organization(), id);
  }

  public OrganizationId organization() {
    return access.organization();
  }

  public String name() {
    return label.name();
  }

  public Party party() {
    return Party.of(id, name());
  }

  public CredentialStatus status(Instant now) {
    return CredentialStatus.of(this, now);
  }
}
