package io.mortise.server.apikeys;

import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.ApiKeyScope;
import io.mortise.server.access.FreshSignIn;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditLog;
import io.mortise.server.audit.Guard;
import io.mortise.server.audit.Party;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.BearerToken;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.people.Workspaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes the tokens of API keys: of new keys, and the next one of a key that is rotated. Only a
 * person at a fresh sign-in is handed one, and only for a key of their own; a key never makes a
 * key.
 */
@Component
class ApiKeyIssuer {
  private static final int PREFIX_LENGTH = BearerToken.API_KEY_PREFIX.length() + 6;

  private final JdbcClient jdbc;
  private final AuditLog audit;
  private final Guard guard;
  private final Clock clock;
  private final Reading reading;

  ApiKeyIssuer(JdbcClient jdbc, AuditLog audit, Guard guard, Clock clock, Reading reading) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.guard = guard;
    this.clock = clock;
    this.reading = reading;
  }

  /** What is looked up before a token is made. */
  @Component
  record Reading(ApiKeyReader keys, Workspaces workspaces) {}

  record WantedApiKey(
      String name,
      Set<ApiKeyScope> scopes,
      Set<WorkspaceId> workspaces,
      Set<UUID> flows,
      @Nullable Instant expiresAt) {}

  /** The new key, with its token for the only time. */
  @Transactional
  public ApiKeyView create(Principal principal, WantedApiKey wanted) {
    requirePersonAtFreshSignIn(principal);
    requireFuture(wanted.expiresAt());
    requireOwnWorkspaces(principal, wanted.workspaces());
    requireRightToResolve(principal, wanted.scopes().contains(ApiKeyScope.RUNTIME_RESOLVE));
    var id = ApiKeyId.next();
    String token = newToken();
    insert(principal, id, token, wanted);
    audit.append(created(principal, id, wanted));
    return reading.keys().view(principal, id).withToken(token);
  }

  /**
   * A new token under the same id, limits and expiry. The token before works for the overlap; one
   * that an earlier rotation left working ends now.
   */
  @Transactional
  public ApiKeyView rotate(Principal principal, ApiKeyId id, Duration overlap) {
    requirePersonAtFreshSignIn(principal);
    var key = reading.keys().get(principal, id);
    requireMayRotate(principal, key);
    String token = newToken();
    if (!replaceToken(principal, key, token, overlap)) {
      throw Refused.versionConflict(key.version());
    }
    // Every server forgets which tokens the key had before the next use is recorded.
    guard.raise(principal.organization(), id.value());
    audit.append(
        AuditEvent.by(principal, AuditAction.API_KEY_ROTATED, Party.of(id, key.name()))
            .withFact("overlapHours", Long.toString(overlap.toHours())));
    return reading.keys().view(principal, id).withToken(token);
  }

  private void requirePersonAtFreshSignIn(Principal principal) {
    if (principal.key().isPresent()) {
      throw Refused.forbidden("An API key cannot make another; sign in and make it there.");
    }
    FreshSignIn.require(principal, clock.instant());
  }

  /** A key of somebody else would act as that person for anyone who holds its token. */
  private void requireMayRotate(Principal principal, StoredApiKey key) {
    if (!key.owner().id().equals(principal.id())) {
      throw Refused.forbidden(
          "Only " + key.owner().name() + " can rotate this API key. You can revoke it.");
    }
    key.requireReadable();
    Instant expiresAt = key.token().expiresAt();
    if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
      throw new InvalidRequest("", "This API key has expired. Create another.");
    }
    requireOwnWorkspaces(principal, key.reach().workspaces());
    requireRightToResolve(principal, key.reach().resolves());
  }

  private void requireFuture(@Nullable Instant expiresAt) {
    if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
      throw new InvalidRequest("/expiresAt", "expiresAt must be in the future.");
    }
  }

  private void requireOwnWorkspaces(Principal principal, Collection<WorkspaceId> wanted) {
    for (WorkspaceId workspace : wanted) {
      if (principal.member().in(workspace).isEmpty()
          || !reading.workspaces().exists(principal.organization(), workspace)) {
        throw new InvalidRequest(
            "/workspaces", "You are not a member of the workspace " + workspace + ".");
      }
    }
  }

  private static void requireRightToResolve(Principal principal, boolean resolves) {
    if (resolves && !AccessPolicy.mayMakeResolvingKey(principal.member())) {
      throw Refused.forbidden(
          "A key with runtime:resolve hands out secrets; only owners, admins and workspace managers make one.");
    }
  }

  private void insert(Principal principal, ApiKeyId id, String token, WantedApiKey wanted) {
    jdbc.sql(
            """
            insert into api_key (organization, id, principal, created_by, name, token_hash, prefix, scopes, workspaces, flows,
                                 expires_at, created_at)
            values (:organization, :id, :principal, :principal, :name, :hash, :prefix, :scopes, :workspaces, :flows, :expiresAt, :now)
            """)
        .param("organization", principal.organization().value())
        .param("id", id.value())
        .param("principal", principal.id().value())
        .param("name", wanted.name())
        .param("hash", BearerToken.hash(token))
        .param("prefix", prefix(token))
        .param("scopes", wanted.scopes().stream().map(ApiKeyScope::wire).toArray(String[]::new))
        .param(
            "workspaces", wanted.workspaces().stream().map(WorkspaceId::value).toArray(UUID[]::new))
        .param("flows", wanted.flows().toArray(UUID[]::new))
        .param("expiresAt", Times.sql(wanted.expiresAt()))
        .param("now", Times.sql(clock.instant()))
        .update();
  }

  /** Whether the key was still at the version that was read. */
  private boolean replaceToken(
      Principal principal, StoredApiKey key, String token, Duration overlap) {
    Instant oldTokenUntil = overlap.isZero() ? null : clock.instant().plus(overlap);
    return jdbc.sql(
                """
                update api_key set
                  old_token_hash = case when :oldTokenUntil::timestamptz is null then null else token_hash end,
                  old_token_until = :oldTokenUntil,
                  token_hash = :hash, prefix = :prefix, version = next_version(version)
                where organization = :organization and id = :id and version = :version and revoked_at is null
                """)
            .param("oldTokenUntil", Times.sql(oldTokenUntil))
            .param("hash", BearerToken.hash(token))
            .param("prefix", prefix(token))
            .param("organization", principal.organization().value())
            .param("id", key.id().value())
            .param("version", key.version())
            .update()
        == 1;
  }

  private static AuditEvent created(Principal principal, ApiKeyId id, WantedApiKey wanted) {
    var scopes = joined(wanted.scopes().stream().map(ApiKeyScope::wire));
    var event =
        AuditEvent.by(principal, AuditAction.API_KEY_CREATED, Party.of(id, wanted.name()))
            .withFact("scopes", scopes);
    return withLimits(event, wanted.workspaces(), wanted.flows(), wanted.expiresAt());
  }

  /** The event with the limits of a key; a limit that the key does not have is no fact of it. */
  static AuditEvent withLimits(
      AuditEvent event, Set<WorkspaceId> workspaces, Set<UUID> flows, @Nullable Instant expiresAt) {
    return event
        .withFact("workspaces", joined(workspaces.stream().map(WorkspaceId::toString)))
        .withFact("flows", joined(flows.stream().map(StoredApiKey::flowId)))
        .withFact("expiresAt", expiresAt == null ? null : expiresAt.toString());
  }

  /** Null for none. */
  private static @Nullable String joined(Stream<String> texts) {
    return texts.sorted().reduce((before, next) -> before + " " + next).orElse(null);
  }

  private static String newToken() {
    return BearerToken.API_KEY_PREFIX + BearerToken.random();
  }

  private static String prefix(String token) {
    return token.substring(0, PREFIX_LENGTH);
  }
}
