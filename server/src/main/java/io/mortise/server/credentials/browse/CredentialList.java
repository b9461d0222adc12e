package io.mortise.server.credentials.browse;

import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.ApiKey;
import io.mortise.server.access.ApiKeyScope;
import io.mortise.server.access.Principal;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialRows;
import io.mortise.server.credentials.store.CredentialStatus;
import io.mortise.server.access.OrganizationRole;
import io.mortise.server.kernel.Page;
import io.mortise.server.kernel.Paging;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.people.Workspaces;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lists what a caller may see, a page by key in one statement. Each credential belongs to one
 * audience (its owner, its workspace or the organization), so a page is the merge of the first rows
 * of each audience the caller belongs to and of what is granted to them. It never opens a secret.
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
    demandRead(principal);
    var sort = query.sort();
    var cursor = Cursor.of(query.paging());
    String sql =
        "select "
            + CredentialRows.COLUMNS
            + ", page.sort_value::text as sort_value from ("
            + union(
                principal,
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
              .params(parameters(principal, query, cursor))
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
            () -> counted(principal, query));
    return new Page<>(
        page.items().stream().map(Found::credential).toList(), page.next(), page.total());
  }

  /**
   * Counts over all that the caller may see.
   *
   * @param untested active ones that were never tested; {@code byStatus} counts them as active
   */
  record CredentialSummary(
      long total,
      long untested,
      Map<String, Long> byStatus,
      Map<String, Long> byConnector,
      Map<String, Long> byScope,
      Map<String, Long> byType) {}

  CredentialSummary summary(Principal principal, @Nullable String workspace) {
    demandRead(principal);
    var query = CredentialQuery.of(workspace);
    var byStatus = new HashMap<String, Long>();
    var byConnector = new HashMap<String, Long>();
    var byScope = new HashMap<String, Long>();
    var byType = new HashMap<String, Long>();
    String select =
        "select c.organization, c.id, c.connector, c.scope, c.type_group, "
            + CredentialStatus.sqlValue()
            + " as status, c.last_tested_at is null as never_tested";
    var untested = new AtomicLong();
    jdbc.sql(
            "select connector, scope, type_group, status, never_tested, count(*) as n from ("
                + union(principal, query, select, null, "")
                + ") counted group by connector, scope, type_group, status, never_tested")
        .params(parameters(principal, query, null))
        .param("limit", Integer.MAX_VALUE)
        .query(
            row -> {
              long n = row.getLong("n");
              String status = row.getString("status");
              if (row.getBoolean("never_tested") && status.equals(CredentialStatus.ACTIVE.wire())) {
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

  private long counted(Principal principal, CredentialQuery query) {
    // Walks an index: without an order PostgreSQL may read the whole table for an audience that
    // has nothing.
    String walked =
        switch (query.status()) {
          case ROTATION_DUE -> "c.rotate_by";
          case EXPIRED, EXPIRING -> "c.expires_at";
          case null, default -> "c.sort_key, c.id";
        };
    return jdbc.sql(
            "select count(*) from ("
                + union(principal, query, "select c.id", null, " order by " + walked)
                + " limit :limit) counted")
        .params(parameters(principal, query, null))
        .param("limit", Page.COUNTED + 1)
        .query(Long.class)
        .single();
  }

  private String union(
      Principal principal,
      CredentialQuery query,
      String select,
      @Nullable Cursor cursor,
      String orderBy) {
    String inner =
        select
            + " from credential c join principal p on p.organization = c.organization and p.id = c.owner"
            + " where c.organization = :organization and "
            + Filters.sql(query, cursor);
    String byAudience =
        "(select found.* from unnest(:audiences) as audience (id) cross join lateral ("
            + inner
            + " and c.audience = audience.id"
            + orderBy
            + " limit :limit"
            + ") found)";
    String beyond =
        "("
            + inner
            + " and c.audience <> all(:audiences) and "
            + beyondAudiences(principal)
            + orderBy
            + " limit :limit"
            + ")";
    return "select * from ("
        + byAudience
        + (seesBeyond(principal) ? " union all " + beyond : "")
        + ") merged";
  }

  private Map<String, Object> parameters(
      Principal principal, CredentialQuery query, @Nullable Cursor cursor) {
    var values = new HashMap<String, Object>();
    Instant now = clock.instant();
    values.put("organization", principal.organization().value());
    values.put("audiences", audiences(principal, query).toArray(UUID[]::new));
    values.put("grantees", grantees(principal).toArray(UUID[]::new));
    values.put("ofPerson", values(workspaceIds(principal)));
    values.put("ofKey", values(workspacesOfKey(principal)));
    values.put("now", Times.sql(now));
    values.put("expiringBefore", Times.sql(now.plus(CredentialStatus.EXPIRING_AHEAD)));
    Filters.bind(values, query, cursor);
    return values;
  }

  /** Owner, workspaces and organization that the caller sees everything of. */
  private List<UUID> audiences(Principal principal, CredentialQuery query) {
    var person = principal.member();
    var audiences = new ArrayList<UUID>();
    if (person.role().administers() && principal.key().isEmpty() && query.workspace() == null) {
      // For off-boarding: also the personal ones of others.
      audiences.addAll(owners(principal));
    } else if (workspacesOfKey(principal).isEmpty()) {
      audiences.add(person.id().value());
    }
    var limited = workspacesOfKey(principal);
    workspaceIds(principal).stream()
        .filter(id -> limited.isEmpty() || limited.contains(id))
        .map(WorkspaceId::value)
        .forEach(audiences::add);
    if (person.editsAnywhere() || person.role() == OrganizationRole.AUDITOR) {
      audiences.add(principal.organization().value());
    }
    return audiences;
  }

  /** Workspaces whose credentials the person sees, whatever their key is limited to. */
  private List<WorkspaceId> workspaceIds(Principal principal) {
    return principal.member().role() == OrganizationRole.AUDITOR
        ? workspaces.names(principal.organization()).keySet().stream()
            .map(WorkspaceId::new)
            .toList()
        : workspaces.of(principal);
  }

  private static Set<WorkspaceId> workspacesOfKey(Principal principal) {
    return principal.key().map(ApiKey::workspaces).orElse(Set.of());
  }

  private static UUID[] values(Collection<WorkspaceId> workspaces) {
    return workspaces.stream().map(WorkspaceId::value).toArray(UUID[]::new);
  }

  private List<UUID> owners(Principal principal) {
    return jdbc.sql("select id from principal where organization = :organization")
        .param("organization", principal.organization().value())
        .query(UUID.class)
        .list();
  }

  /** Who administers sees every audience already, except by a key that is limited to some. */
  private static boolean seesBeyond(Principal principal) {
    return !principal.member().role().administers() || !workspacesOfKey(principal).isEmpty();
  }

  /**
   * What is granted to the person. Of that a key reaches nothing personal of others, and a key
   * limited to workspaces only what is in or shared with one of them, or is the organization's.
   */
  private static String beyondAudiences(Principal principal) {
    String granted = grantTo(":grantees");
    if (principal.key().isEmpty()) {
      return granted;
    }
    if (workspacesOfKey(principal).isEmpty()) {
      return granted + " and c.scope <> 'personal'";
    }
    return "(c.scope = 'organization' and "
        + granted
        + " or c.scope = 'workspace' and (c.audience = any(:ofKey) or "
        + grantTo(":ofKey")
        + ") and (c.audience = any(:ofPerson) or "
        + granted
        + "))";
  }

  private static String grantTo(String subjects) {
    return """
        exists (select 1 from credential_grant g where g.organization = c.organization
                  and g.credential = c.id and g.subject = any(%s))
        """
        .formatted(subjects);
  }

  private static List<UUID> grantees(Principal principal) {
    var grantees = new ArrayList<UUID>(List.of(principal.id().value()));
    principal.member().workspaces().keySet().forEach(workspace -> grantees.add(workspace.value()));
    return grantees;
  }

  private static void demandRead(Principal principal) {
    if (principal.key().map(key -> !key.has(ApiKeyScope.CREDENTIALS_READ)).orElse(false)) {
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
