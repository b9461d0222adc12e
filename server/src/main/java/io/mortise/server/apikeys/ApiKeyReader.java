package io.mortise.server.apikeys;

import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditHistory;
import io.mortise.server.audit.RecordedEvent;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.people.Workspaces;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads API keys for people: their own, those of service accounts that they manage, and for owners
 * and admins everybody's.
 */
@Component
final class ApiKeyReader {
  private static final int DAYS_OF_USES = 30;

  private final JdbcClient jdbc;
  private final Workspaces workspaces;
  private final AuditHistory audit;
  private final Clock clock;

  ApiKeyReader(JdbcClient jdbc, Workspaces workspaces, AuditHistory audit, Clock clock) {
    this.jdbc = jdbc;
    this.workspaces = workspaces;
    this.audit = audit;
    this.clock = clock;
  }

  /** Newest first. */
  List<ApiKeyView> list(Principal principal) {
    var names = workspaces.names(principal.organization());
    return select(principal, null).stream().map(key -> key.view(names)).toList();
  }

  ApiKeyView view(Principal principal, ApiKeyId id) {
    return get(principal, id).view(workspaces.names(principal.organization()));
  }

  ApiKeyView viewWithLastUse(Principal principal, ApiKeyId id) {
    var view = view(principal, id);
    return audit
        .lastUseBy(principal.organization(), id.value())
        .map(event -> view.withLastUse(lastUse(principal, event)))
        .orElse(view);
  }

  /** The key as stored; 404 for one that the caller may not know of. */
  StoredApiKey get(Principal principal, ApiKeyId id) {
    return select(principal, id).stream()
        .findFirst()
        .orElseThrow(() -> Refused.notFound("The API key"));
  }

  private List<StoredApiKey> select(Principal principal, @Nullable ApiKeyId id) {
    var now = clock.instant();
    return jdbc.sql(
            """
            select k.id, k.name, k.scopes, k.workspaces, k.flows, k.version, k.prefix, k.expires_at, k.last_used_at,
                   k.created_at, p.id as owner, p.kind as owner_kind, p.name as owner_name,
                   c.id as created_by, c.name as created_by_name,
                   case when k.old_token_until > :now then k.old_token_until end as old_token_until,
                   (select least(coalesce(sum(u.ok + u.failed), 0), 9007199254740991)::bigint from credential_use u
                    where u.organization = k.organization and u.api_key = k.id and u.day > :since) as uses
            from api_key k join principal p on p.organization = k.organization and p.id = k.principal
            join principal c on c.organization = k.organization and c.id = k.created_by
            where k.organization = :organization and k.revoked_at is null and p.deleted_at is null
              and (:everybody or k.principal = :principal
                   or p.kind = 'service_account' and p.workspace = any(:managed)) and (:id::uuid is null or k.id = :id)
            order by k.created_at desc
            """)
        .param("now", Times.sql(now))
        .param("since", LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS_OF_USES))
        .param("organization", principal.organization().value())
        .param("everybody", principal.member().role().administers())
        .param("principal", principal.id().value())
        .param("managed", managed(principal))
        .param("id", id == null ? null : id.value())
        .query((row, n) -> StoredApiKey.read(row))
        .list();
  }

  private static UUID[] managed(Principal principal) {
    var member = principal.member();
    return member.workspaces().keySet().stream()
        .filter(workspace -> AccessPolicy.mayManage(member, Optional.of(workspace)))
        .map(WorkspaceId::value)
        .toArray(UUID[]::new);
  }

  /**
   * A refusal may have been answered as if the credential did not exist; then only those who may
   * list every credential are told its name.
   */
  private static ApiKeyView.LastUse lastUse(Principal principal, RecordedEvent event) {
    var target = event.target();
    boolean hidden =
        "not_permitted".equals(event.reason()) && !principal.member().role().administers();
    var credential =
        hidden || target.id() == null || target.name() == null
            ? null
            : new Named(target.id(), target.name());
    return new ApiKeyView.LastUse(event.at(), credential, event.outcome(), event.reason());
  }
}
