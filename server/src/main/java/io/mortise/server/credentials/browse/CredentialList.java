package io.mortise.server.credentials.browse;

import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.ApiKeyScope;
import io.mortise.server.access.OrganizationRole;
import io.mortise.server.access.Principal;
import io.mortise.server.access.VisibleCredentials;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialRows;
import io.mortise.server.credentials.store.CredentialStatus;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Page;
import io.mortise.server.kernel.Paging;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.people.Workspaces;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lists what a caller may see, a page by key in one statement. Each credential belongs to one owner
 * scope (its owner, its workspace or the organization), so a page is the merge of the first rows of
 * each owner scope the caller belongs to and of what is granted to them. It never opens a secret.
 */
@Component
class CredentialList {
  private final JdbcClient jdbc;
  private final CredentialRows rows;
  private final Workspaces workspaces;
  private final Clock clock;

  CredentialList(JdbcClient jdbc, JsonMapper json, Workspaces workspaces, Clock clock) {
    this.jdbc = jdbc;
    this.rows = new CredentialRows(json);
    this.workspaces = workspaces;
    this.clock = clock;
  }

  Page<Credential> page(Principal principal, CredentialQuery query) {
    requireRead(principal);
    var visible = visible(principal, query);
    var sort = query.sort();
    var cursor = Cursor.of(query.paging());
    String sql =
        "select "
            + CredentialRows.COLUMNS
            + ", page.sort_value::text as sort_value from ("
            + union(
                visible,
                query,
                "select c.organization, c.id, " + sort.column() + " as sort_value",
                cursor,
                " order by %1$s %2$s, c.id %2$s".formatted(sort.column(), sort.direction()))
            + " order by sort_value %1$s, id %1$s limit :limit".formatted(sort.direction())
            + ") page join credential c on c.organization = page.organization and c.id = page.id "
            + CredentialRows.JOINS
            + " order by page.sort_value %1$s, c.id %1$s".formatted(sort.direction());
    record Found(Credential credential, String sortValue) {}
    List<Found> found;
    try {
      found =
          jdbc.sql(sql)
              .params(parameters(principal, visible, query, cursor))
              .param("limit", query.paging().oneMore())
              .query((row, n) -> new Found(rows.read(row), row.getString("sort_value")))
              .list();
    } catch (DataIntegrityViolationException e) {
      if (cursor == null) {
        throw e;
      }
      // Of what is checked before, only the cursor's value may be none of its column.
      throw Paging.invalidCursor();
    }
    var page =
        Page.of(
            found,
            query.paging(),
            last -> new Cursor(last.sortValue(), last.credential().id().value()).text(),
            () -> counted(principal, visible, query));
    return new Page<>(
        page.items().stream().map(Found::credential).toList(), page.next(), page.total());
  }

  /**
   * Counts over all that the caller may see.
   *
   * @param untested active ones whose secret was not tested since it was saved; {@code byStatus}
   *     counts them as active
   */
  record CredentialSummary(
      long total,
      long untested,
      Map<String, Long> byStatus,
      Map<String, Long> byConnector,
      Map<String, Long> byScope,
      Map<String, Long> byType) {}

  CredentialSummary summary(Principal principal, @Nullable String workspace) {
    requireRead(principal);
    var query = CredentialQuery.of(workspace);
    var visible = visible(principal, query);
    var byStatus = new HashMap<String, Long>();
    var byConnector = new HashMap<String, Long>();
    var byScope = new HashMap<String, Long>();
    var byType = new HashMap<String, Long>();
    String select =
        "select c.organization, c.id, c.connector, c.scope, c.type_group, "
            + CredentialStatus.sqlValue()
            + " as status, c.last_tested_at is null as untested";
    var untested = new AtomicLong();
    jdbc.sql(
            "select connector, scope, type_group, status, untested, count(*) as n from ("
                + union(visible, query, select, null, "")
                + ") counted group by connector, scope, type_group, status, untested")
        .params(parameters(principal, visible, query, null))
        .param("limit", Integer.MAX_VALUE)
        .query(
            row -> {
              long n = row.getLong("n");
              String status = row.getString("status");
              if (row.getBoolean("untested") && status.equals(CredentialStatus.ACTIVE.wire())) {
                untested.addAndGet(n);
              }
              byStatus.merge(status, n, Long::sum);
              byConnector.merge(row.getString("connector"), n, Long::sum);
              byScope.merge(row.getString("scope"), n, Long::sum);
              byType.merge(row.getString("type_group"), n, Long::sum);
            });
    long total = byStatus.values().stream().mapToLong(Long::longValue).sum();
    return new CredentialSummary(total, untested.get(), byStatus, byConnector, byScope, byType);
  }

  private long counted(Principal principal, VisibleCredentials visible, CredentialQuery query) {
    // Walks an index: without an order PostgreSQL may read the whole table for an owner scope that
    // has nothing.
    String walked =
        switch (query.status()) {
          case ROTATION_DUE -> "c.rotate_by";
          case EXPIRED, EXPIRING -> "c.expires_at";
          case null, default -> "c.sort_key, c.id";
        };
    return jdbc.sql(
            "select count(*) from ("
                + union(visible, query, "select c.id", null, " order by " + walked)
                + " limit :limit) counted")
        .params(parameters(principal, visible, query, null))
        .param("limit", Page.COUNTED + 1)
        .query(Long.class)
        .single();
  }

  private static String union(
      VisibleCredentials visible,
      CredentialQuery query,
      String select,
      @Nullable Cursor cursor,
      String orderBy) {
    String inner =
        select
            + " from credential c join principal p on p.organization = c.organization and p.id = c.owner"
            + " where c.organization = :organization and "
            + Filters.sql(query, cursor);
    String byOwnerScope =
        "(select found.* from unnest(:ownerScopes) as scopes (id) cross join lateral ("
            + inner
            + " and c.owner_scope = scopes.id"
            + orderBy
            + " limit :limit"
            + ") found)";
    String beyond =
        "("
            + inner
            + " and c.owner_scope <> all(:ownerScopes) and "
            + visible.beyond()
            + orderBy
            + " limit :limit"
            + ")";
    return "select * from ("
        + byOwnerScope
        + (visible.seesBeyond() ? " union all " + beyond : "")
        + ") merged";
  }

  private Map<String, Object> parameters(
      Principal principal,
      VisibleCredentials visible,
      CredentialQuery query,
      @Nullable Cursor cursor) {
    var values = new HashMap<String, Object>(visible.parameters());
    Instant now = clock.instant();
    values.put("organization", principal.organization().value());
    values.put("ownerScopes", visible.ownerScopes().toArray(UUID[]::new));
    values.put("now", Times.sql(now));
    values.put("expiringBefore", Times.sql(now.plus(CredentialStatus.EXPIRING_AHEAD)));
    Filters.bind(values, query, cursor);
    return values;
  }

  private VisibleCredentials visible(Principal principal, CredentialQuery query) {
    var organization =
        new VisibleCredentials.Organization(
            workspaceIds(principal), () -> owners(principal.organization()));
    return VisibleCredentials.of(principal, organization, query.workspace() != null);
  }

  /** Workspaces whose credentials the member sees, whatever their key is limited to. */
  private List<WorkspaceId> workspaceIds(Principal principal) {
    return principal.member().role() == OrganizationRole.AUDITOR
        ? workspaces.names(principal.organization()).keySet().stream()
            .map(WorkspaceId::new)
            .toList()
        : workspaces.of(principal);
  }

  private List<UUID> owners(OrganizationId organization) {
    return jdbc.sql("select id from principal where organization = :organization")
        .param("organization", organization.value())
        .query(UUID.class)
        .list();
  }

  private static void requireRead(Principal principal) {
    if (!principal.holds(ApiKeyScope.CREDENTIALS_READ)) {
      throw Refused.forbidden("The API key lacks the scope credentials:read.");
    }
    if (!principal.member().active()) {
      throw Refused.unauthenticated();
    }
  }

  /**
   * Whether a caller may see a listed credential at all; the same rule as the lists', for tests to
   * hold them equal.
   */
  static boolean sees(Principal principal, Credential credential) {
    return AccessPolicy.decide(principal, credential.access(), Action.SEE).allowed();
  }
}
