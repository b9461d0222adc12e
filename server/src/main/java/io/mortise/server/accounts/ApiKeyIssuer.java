package io.mortise.server.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mortise.runtime.problem.TypedId;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditLog;
import io.mortise.server.audit.Guard;
import io.mortise.server.audit.Party;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.ApiKeyScope;
import io.mortise.server.kernel.Caller;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.UserId;
import io.mortise.server.kernel.WorkspaceId;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes, lists and revokes API keys. Only a person at a fresh sign-in makes one; a key never makes
 * a key.
 */
@Component
class ApiKeyIssuer {
  private final JdbcClient jdbc;
  private final AuditLog audit;
  private final Guard guard;
  private final Clock clock;
  private final Workspaces workspaces;

  ApiKeyIssuer(JdbcClient jdbc, AuditLog audit, Guard guard, Clock clock, Workspaces workspaces) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.guard = guard;
    this.clock = clock;
    this.workspaces = workspaces;
  }

  record WantedApiKey(
      String name,
      Set<ApiKeyScope> scopes,
      Set<WorkspaceId> workspaces,
      Set<UUID> flows,
      @Nullable Instant expiresAt) {}

  /**
   * A key as people see it.
   *
   * @param workspaces null where it reaches all of its person's
   * @param flows null where it may run any
   */
  record ApiKeyView(
      String id,
      String name,
      @ArraySchema(schema = @Schema(implementation = ApiKeyScope.class)) List<String> scopes,
      @Nullable List<Named> workspaces,
      @Nullable List<String> flows,
      @Nullable Instant expiresAt,
      @Nullable Instant lastUsedAt,
      Instant createdAt,
      Named createdBy,
      long version,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String token) {
    ApiKeyView withToken(String made) {
      return new ApiKeyView(
          id,
          name,
          scopes,
          workspaces,
          flows,
          expiresAt,
          lastUsedAt,
          createdAt,
          createdBy,
          version,
          made);
    }

    @Override
    public String toString() {
      return "ApiKeyView[" + id + "]";
    }
  }

  /** The new key, with its token for the only time. */
  @Transactional
  public ApiKeyView create(Caller caller, WantedApiKey wanted) {
    demandPersonAtFreshSignIn(caller);
    check(caller, wanted);
    var id = ApiKeyId.next();
    String token = BearerToken.API_KEY_PREFIX + BearerToken.random();
    insert(caller, id, token, wanted);
    audit.append(created(caller, id, wanted));
    return get(caller, id).withToken(token);
  }

  /** One's own keys; owners and admins see everybody's. */
  List<ApiKeyView> list(Caller caller) {
    return select(caller, null);
  }

  /** Once and for all; a version that was not the one seen is refused. */
  @Transactional
  public void revoke(Caller caller, ApiKeyId id, @Nullable Long version) {
    ApiKeyView key = get(caller, id);
    if (version != null && version != key.version()) {
      throw Refused.versionConflict(key.version());
    }
    jdbc.sql(
            """
            update api_key set revoked_at = :now, version = next_version(version)
            where organization = :organization and id = :id and revoked_at is null
            """)
        .param("now", Times.sql(clock.instant()))
        .param("organization", caller.organization().value())
        .param("id", id.value())
        .update();
    guard.raise(caller.organization(), id.value());
    audit.append(AuditEvent.by(caller, AuditAction.API_KEY_REVOKED, Party.of(id, key.name())));
  }

  private ApiKeyView get(Caller caller, ApiKeyId id) {
    return select(caller, id).stream()
        .findFirst()
        .orElseThrow(() -> Refused.notFound("The API key"));
  }

  private void demandPersonAtFreshSignIn(Caller caller) {
    if (caller.key().isPresent()) {
      throw Refused.forbidden("An API key cannot make another; sign in and make it there.");
    }
    FreshSignIn.demand(caller, clock.instant());
  }

  private void check(Caller caller, WantedApiKey wanted) {
    if (wanted.expiresAt() != null && !wanted.expiresAt().isAfter(clock.instant())) {
      throw new InvalidRequest("/expiresAt", "expiresAt lies in the past.");
    }
    for (WorkspaceId workspace : wanted.workspaces()) {
      if (caller.person().in(workspace).isEmpty()
          || !workspaces.exists(caller.organization(), workspace)) {
        throw new InvalidRequest("/workspaces", workspace + " is no workspace of yours.");
      }
    }
    if (wanted.scopes().contains(ApiKeyScope.RUNTIME_RESOLVE)
        && !AccessPolicy.mayMakeResolvingKey(caller.person())) {
      throw Refused.forbidden(
          "A key with runtime:resolve hands out secrets; only owners, admins and workspace managers make one.");
    }
  }

  private void insert(Caller caller, ApiKeyId id, String token, WantedApiKey wanted) {
    jdbc.sql(
            """
            insert into api_key (organization, id, person, name, token_hash, scopes, workspaces, flows, expires_at,
                                 created_at)
            values (:organization, :id, :person, :name, :hash, :scopes, :workspaces, :flows, :expiresAt, :now)
            """)
        .param("organization", caller.organization().value())
        .param("id", id.value())
        .param("person", caller.user().value())
        .param("name", wanted.name())
        .param("hash", BearerToken.hash(token))
        .param("scopes", wanted.scopes().stream().map(ApiKeyScope::wire).toArray(String[]::new))
        .param(
            "workspaces", wanted.workspaces().stream().map(WorkspaceId::value).toArray(UUID[]::new))
        .param("flows", wanted.flows().toArray(UUID[]::new))
        .param("expiresAt", Times.sql(wanted.expiresAt()))
        .param("now", Times.sql(clock.instant()))
        .update();
  }

  private static AuditEvent created(Caller caller, ApiKeyId id, WantedApiKey wanted) {
    Instant expiresAt = wanted.expiresAt();
    return AuditEvent.by(caller, AuditAction.API_KEY_CREATED, Party.of(id, wanted.name()))
        .withFact("scopes", joined(wanted.scopes().stream().map(ApiKeyScope::wire)))
        .withFact("workspaces", joined(wanted.workspaces().stream().map(WorkspaceId::toString)))
        .withFact("flows", joined(wanted.flows().stream().map(ApiKeyIssuer::flowId)))
        .withFact("expiresAt", expiresAt == null ? null : expiresAt.toString());
  }

  /** Null for none: a limit that the key does not have is no fact of it. */
  private static @Nullable String joined(Stream<String> texts) {
    return texts.sorted().reduce((before, next) -> before + " " + next).orElse(null);
  }

  private static String flowId(UUID flow) {
    return TypedId.format("flow", flow);
  }

  private List<ApiKeyView> select(Caller caller, @Nullable ApiKeyId id) {
    var names = workspaces.names(caller.organization());
    return jdbc.sql(
            """
            select k.id, k.name, k.scopes, k.workspaces, k.flows, k.version, k.expires_at, k.last_used_at, k.created_at,
                   p.id as person, p.name as person_name
            from api_key k join person p on p.organization = k.organization and p.id = k.person
            where k.organization = :organization and k.revoked_at is null
              and (:everybody or k.person = :person) and (:id::uuid is null or k.id = :id)
            order by k.created_at desc
            """)
        .param("organization", caller.organization().value())
        .param("everybody", caller.person().role().administers())
        .param("person", caller.user().value())
        .param("id", id == null ? null : id.value())
        .query((row, n) -> read(row, names))
        .list();
  }

  private static ApiKeyView read(ResultSet row, Map<UUID, String> names) throws SQLException {
    var limited = ApiKeyArrays.values(row.getArray("workspaces"), new UUID[0]);
    var flows = ApiKeyArrays.values(row.getArray("flows"), new UUID[0]);
    return new ApiKeyView(
        new ApiKeyId(row.getObject("id", UUID.class)).toString(),
        row.getString("name"),
        List.of(ApiKeyArrays.values(row.getArray("scopes"), new String[0])),
        limited.length == 0 ? null : Arrays.stream(limited).map(id -> named(id, names)).toList(),
        flows.length == 0 ? null : Arrays.stream(flows).map(ApiKeyIssuer::flowId).toList(),
        Times.find(row, "expires_at"),
        Times.find(row, "last_used_at"),
        Times.get(row, "created_at"),
        new Named(
            new UserId(row.getObject("person", UUID.class)).toString(),
            row.getString("person_name")),
        row.getLong("version"),
        null);
  }

  private static Named named(UUID id, Map<UUID, String> names) {
    return new Named(new WorkspaceId(id).toString(), names.getOrDefault(id, "deleted"));
  }
}
