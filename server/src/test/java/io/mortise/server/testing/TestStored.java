package io.mortise.server.testing;

import io.mortise.runtime.connector.MethodType;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.CredentialAccess;
import io.mortise.server.access.CredentialScope;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.TestResult;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.UserId;
import io.mortise.server.kernel.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds credentials as their rows have them: by default an active bearer token of the workspace
 * Sales, owned by Noah.
 */
public final class TestStored {
  public static final CredentialId ID = new CredentialId(new UUID(5, 1));
  public static final WorkspaceId SALES = new WorkspaceId(new UUID(1, 1));
  public static final UserId NOAH = new UserId(new UUID(2, 2));
  public static final long GENERATION = 7;
  public static final long OWNER_GENERATION = 8;

  private PrincipalId owner = NOAH;
  private boolean ownerActive = true;
  private CredentialScope scope = new CredentialScope.Workspace(SALES);
  private MethodType type = MethodType.BEARER;
  private int secretVersion = 1;
  private boolean damaged;
  private @Nullable Instant unreadableSince;
  private @Nullable Instant revokedAt;
  private @Nullable Instant reauthorizeSince;
  private @Nullable Instant expiresAt;
  private @Nullable Instant rotateBy;
  private @Nullable TestResult lastTest;
  private int refusalsInRow;

  private TestStored() {}

  public static TestStored credential() {
    return new TestStored();
  }

  public TestStored in(CredentialScope other) {
    this.scope = other;
    return this;
  }

  public TestStored ownedBySomebodyWhoLeft() {
    this.ownerActive = false;
    return this;
  }

  public TestStored of(MethodType other) {
    this.type = other;
    return this;
  }

  public TestStored withoutSecret() {
    this.secretVersion = 0;
    return this;
  }

  public TestStored damaged() {
    this.damaged = true;
    return this;
  }

  public TestStored unreadableSince(Instant at) {
    this.unreadableSince = at;
    return this;
  }

  public TestStored revokedAt(Instant at) {
    this.revokedAt = at;
    return this;
  }

  public TestStored reauthorizeSince(Instant at) {
    this.reauthorizeSince = at;
    return this;
  }

  public TestStored expiresAt(Instant at) {
    this.expiresAt = at;
    return this;
  }

  public TestStored rotateBy(Instant at) {
    this.rotateBy = at;
    return this;
  }

  public TestStored refusedInRow(int times) {
    this.refusalsInRow = times;
    return this;
  }

  /** The last test failed for that reason. */
  public TestStored failedTest(String reason) {
    this.lastTest =
        new TestResult(false, reason, "The service said no.", null, 401, null, 5L, null, null);
    return this;
  }

  public Credential build() {
    return new Credential(
        ID,
        new Credential.Service("github", "bearer", type),
        new Credential.Label("acme-ci", "", null, List.of()),
        new CredentialAccess(TestPrincipals.ACME, owner, scope, List.of()),
        new Credential.People("Noah", ownerActive, "Sales", null, null),
        new Credential.Shape(Map.of(), List.of("token"), null),
        new Credential.State(
            secretVersion,
            new Credential.Marks(
                damaged,
                unreadableSince,
                revokedAt,
                reauthorizeSince,
                lastTest != null,
                refusalsInRow),
            new Credential.Deadlines(expiresAt, null, rotateBy, null),
            lastTest,
            null,
            null,
            null),
        new Credential.Stamp(1, Instant.EPOCH, Instant.EPOCH, GENERATION, OWNER_GENERATION));
  }
}
