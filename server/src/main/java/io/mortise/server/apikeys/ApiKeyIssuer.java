package io.mortise.server.apikeys;

import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.ApiKeyScope;
import io.mortise.server.access.FreshSignIn;
import io.mortise.server.access.KeyLimits;
import io.mortise.server.access.Member;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditedChanges;
import io.mortise.server.audit.Party;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.BearerToken;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.ServiceAccountId;
import io.mortise.server.kernel.UserId;
import io.mortise.server.kernel.WorkspaceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes the tokens of API keys: of new keys, and the next one of a key that is rotated. Only a
 * person at a fresh sign-in is handed one, for a key of their own or of a service account that they
 * manage; a key never makes a key.
 */
@Component
class ApiKeyIssuer {
  private static final int PREFIX_LENGTH = BearerToken.API_KEY_PREFIX.length() + 6;

  private final ApiKeyRows rows;
  private final AuditedChanges changes;
  private final Clock clock;
  private final ApiKeyReader keys;
  private final ApiKeyOwners owners;

  ApiKeyIssuer(
      ApiKeyRows rows,
      AuditedChanges changes,
      Clock clock,
      ApiKeyReader keys,
      ApiKeyOwners owners) {
    this.rows = rows;
    this.changes = changes;
    this.clock = clock;
    this.keys = keys;
    this.owners = owners;
  }

  /**
   * @param serviceAccount whose key it will be; null for one's own
   */
  record WantedApiKey(
      @Nullable ServiceAccountId serviceAccount,
      String name,
      Set<ApiKeyScope> scopes,
      KeyLimits limits,
      @Nullable Instant expiresAt) {}

  /** The new key, with its token for the only time. */
  public ApiKeyView create(Principal.SignedIn person, WantedApiKey wanted) {
    FreshSignIn.require(person, clock.instant());
    requireFuture(wanted.expiresAt());
    Member owner = owners.ofNewKey(person, wanted.serviceAccount());
    owners.requireWorkspaces(owner, wanted.limits().workspaces());
    requireRightToResolve(owner, wanted.scopes().contains(ApiKeyScope.RUNTIME_RESOLVE));
    var id = ApiKeyId.next();
    String token = newToken();
    return changes.apply(
        change -> {
          rows.insert(person.user(), owner.id(), key(person, id), stored(token), wanted);
          change.record(created(person, owner, id, wanted));
          return keys.view(person, id).withToken(token);
        });
  }

  /**
   * A new token under the same id, limits and expiry. The token before works for the overlap; one
   * that an earlier rotation left working ends now.
   *
   * @param version that was seen; null to rotate whatever is saved now
   */
  public ApiKeyView rotate(
      Principal.SignedIn person, ApiKeyId id, Duration overlap, @Nullable Long version) {
    FreshSignIn.require(person, clock.instant());
    var key = keys.get(person, id);
    key.requireVersion(version);
    requireMayRotate(person, key);
    String token = newToken();
    return changes.apply(
        change -> {
          if (!replaceToken(person, key, token, overlap)) {
            throw Refused.versionConflict(key.version());
          }
          change.record(
              AuditEvent.by(person, AuditAction.API_KEY_ROTATED, Party.of(id, key.name()))
                  .withFact("overlapHours", Long.toString(overlap.toHours())));
          return keys.view(person, id).withToken(token);
        });
  }

  /** A key of another person would act as that person for anyone who holds its token. */
  private void requireMayRotate(Principal.SignedIn person, StoredApiKey key) {
    if (key.owner().id() instanceof UserId other && !other.equals(person.user())) {
      throw Refused.forbidden(
          "Only " + key.owner().name() + " can rotate this API key. You can revoke it.");
    }
    key.requireReadable();
    Instant expiresAt = key.token().expiresAt();
    if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
      throw new InvalidRequest("", "This API key has expired. Create another.");
    }
    Member owner = owners.of(person, key);
    owners.requireWorkspaces(owner, key.reach().limits().workspaces());
    requireRightToResolve(owner, key.reach().resolves());
  }

  private void requireFuture(@Nullable Instant expiresAt) {
    if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
      throw new InvalidRequest("/expiresAt", "expiresAt must be in the future.");
    }
  }

  private static void requireRightToResolve(Member owner, boolean resolves) {
    if (resolves && !AccessPolicy.mayMakeResolvingKey(owner)) {
      throw Refused.forbidden(
          owner.id() instanceof UserId
              ? "A key with runtime:resolve hands out secrets; only owners, admins and workspace managers make one."
              : "A key with runtime:resolve hands out secrets, and this service account manages no workspace. Give it"
                  + " the role manager, or create a key that only calls.");
    }
  }

  /** Whether the key was still at the version that was read. */
  private boolean replaceToken(
      Principal.SignedIn person, StoredApiKey key, String token, Duration overlap) {
    Instant oldTokenUntil = overlap.isZero() ? null : clock.instant().plus(overlap);
    return rows.replaceToken(
        key(person, key.id()), key.version(), stored(token), person.user(), oldTokenUntil);
  }

  private static AuditEvent created(
      Principal.SignedIn person, Member owner, ApiKeyId id, WantedApiKey wanted) {
    var scopes = joined(wanted.scopes().stream().map(ApiKeyScope::wire));
    var event =
        AuditEvent.by(person, AuditAction.API_KEY_CREATED, Party.of(id, wanted.name()))
            .withFact("scopes", scopes)
            .withFact(
                "serviceAccount",
                owner.id() instanceof ServiceAccountId ? owner.id().toString() : null);
    return withLimits(event, wanted.limits(), wanted.expiresAt());
  }

  /** The event with the limits of a key; a limit that the key does not have is no fact of it. */
  static AuditEvent withLimits(AuditEvent event, KeyLimits limits, @Nullable Instant expiresAt) {
    return event
        .withFact("workspaces", joined(limits.workspaces().stream().map(WorkspaceId::toString)))
        .withFact("flows", joined(limits.flows().stream().map(StoredApiKey::flowId)))
        .withFact("expiresAt", expiresAt == null ? null : expiresAt.toString());
  }

  /** Null for none. */
  private static @Nullable String joined(Stream<String> texts) {
    return texts.sorted().reduce((before, next) -> before + " " + next).orElse(null);
  }

  private static String newToken() {
    return BearerToken.API_KEY_PREFIX + BearerToken.random();
  }

  private static ApiKeyRows.Key key(Principal.SignedIn person, ApiKeyId id) {
    return new ApiKeyRows.Key(person.organization(), id);
  }

  private static ApiKeyRows.Token stored(String token) {
    return new ApiKeyRows.Token(BearerToken.hash(token), token.substring(0, PREFIX_LENGTH));
  }
}
