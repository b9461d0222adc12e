package io.mortise.server.apikeys;

import io.mortise.server.access.Caller;
import io.mortise.server.audit.AuditHistory;
import io.mortise.server.audit.RecordedEvent;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.Times;
import io.mortise.server.people.Workspaces;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads API keys for people: one's own, and for owners and admins everybody's. */
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
  List<ApiKeyView> list(Caller caller) {
    var names = workspaces.names(caller.organization());
    return select(caller, null).stream().map(key -> key.view(names)).toList();
  }

  ApiKeyView view(Caller caller, ApiKeyId id) {
    return get(caller, id).view(workspaces.names(caller.organization()));
  }

  ApiKeyView viewWithLastUse(Caller caller, ApiKeyId id) {
    var view = view(caller, id);
    return audit
        .lastUseBy(caller.organization(), id.value())
        .map(event -> view.withLastUse(lastUse(caller, event)))
        .orElse(view);
  }

  /** The key as stored; 404 for one that the caller may not know of. */
  StoredApiKey get(Caller caller, ApiKeyId id) {
    return select(caller, id).stream()
        .findFirst()
        .orElseThrow(() -> Refused.notFound("The API key"));
  }

  private List<StoredApiKey> select(Caller caller, @Nullable ApiKeyId id) {
    var now = clock.instant();
    return jdbc.sql(
            """
            select k.id, k.name, k.scopes, k.workspaces, k.flows, k.version, k.prefix, k.expires_at, k.last_used_at,
                   k.created_at, p.id as person, p.name as person_name,
                   case when k.old_token_until > :now then k.old_token_until end as old_token_until,
                   (select least(coalesce(sum(u.ok + u.failed), 0), 9007199254740991)::bigint from credential_use u
                    where u.organization = k.organization and u.api_key = k.id and u.day > :since) as uses
            from api_key k join person p on p.organization = k.organization and p.id = k.person
            where k.organization = :organization and k.revoked_at is null
              and (:everybody or k.person = :person) and (:id::uuid is null or k.id = :id)
            order by k.created_at desc
            """)
        .param("now", Times.sql(now))
        .param("since", LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS_OF_USES))
        .param("organization", caller.organization().value())
        .param("everybody", caller.person().role().administers())
        .param("person", caller.user().value())
        .param("id", id == null ? null : id.value())
        .query((row, n) -> StoredApiKey.read(row))
        .list();
  }

  /**
   * A refusal may have been answered as if the credential did not exist; then only those who may
   * list every credential are told its name.
   */
  private static ApiKeyView.LastUse lastUse(Caller caller, RecordedEvent event) {
    var target = event.target();
    boolean hidden =
        "not_permitted".equals(event.reason()) && !caller.person().role().administers();
    var credential =
        hidden || target.id() == null || target.name() == null
            ? null
            : new Named(target.id(), target.name());
    return new ApiKeyView.LastUse(event.at(), credential, event.outcome(), event.reason());
  }
}
