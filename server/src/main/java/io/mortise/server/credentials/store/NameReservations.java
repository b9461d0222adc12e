package io.mortise.server.credentials.store;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.CredentialScope;
import io.mortise.server.credentials.store.CredentialEntry.Placement;
import io.mortise.server.kernel.Names;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps every name that an engine may resolve by with one credential: names are unique over a
 * workspace and its organization together, and a name that its credential has given up stays
 * reserved for 30 days. Personal names are unique for their owner and are never reserved, because
 * nothing resolves by them.
 */
@Component
public class NameReservations {
  private static final Duration RESERVED = Duration.ofDays(30);

  private final JdbcClient jdbc;
  private final Clock clock;

  NameReservations(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Why a name cannot be had.
   *
   * @param holder the credential that has or had it
   * @param workspace where it is reserved; null for the organization
   * @param until when the reservation ends; null where the name is in use
   */
  record Taken(CredentialId holder, @Nullable WorkspaceId workspace, @Nullable Instant until) {}

  /**
   * Takes a name in the caller's transaction, back from its own reservation if there is one; 409
   * {@code credential_name_taken} where another credential has it. Of two that take the same name
   * concurrently, the second waits for the first and is refused.
   */
  void take(CredentialEntry entry) {
    String name = entry.label().name();
    lock(entry.placement().organization(), name);
    find(entry.placement(), entry.id(), name)
        .ifPresent(
            taken -> {
              throw CredentialRefused.nameTaken(name, taken);
            });
    of(
            entry.placement().organization(),
            "delete from credential_name_reservation where organization = :organization and owner_scope = :ownerScope and name_key = :key")
        .param("ownerScope", entry.placement().ownerScope())
        .param("key", Names.key(name))
        .update();
  }

  /** Whether a new credential could not have this name. */
  public boolean taken(Placement placement, String name) {
    return find(placement, new CredentialId(new UUID(0, 0)), name).isPresent();
  }

  /** Reserves the name that a credential had until now, in the caller's transaction. */
  void reserve(Credential before) {
    var scope = before.access().scope();
    if (scope instanceof CredentialScope.Personal) {
      return;
    }
    of(
            before.organization(),
            """
            insert into credential_name_reservation (organization, owner_scope, name_key, name, credential, until)
            values (:organization, :ownerScope, :key, :name, :id, :until)
            on conflict (organization, owner_scope, name_key) do update
              set name = excluded.name, credential = excluded.credential, until = excluded.until
            """)
        .param("ownerScope", ownerScope(before.organization(), scope))
        .param("key", Names.key(before.name()))
        .param("name", before.name())
        .param("id", before.id().value())
        .param("until", Times.sql(clock.instant().plus(RESERVED)))
        .update();
  }

  /**
   * Ends a reservation early, in the caller's transaction.
   *
   * @return the name as it was written; empty where that credential has none reserved there
   */
  public Optional<String> free(
      OrganizationId organization, CredentialScope scope, CredentialId id, String name) {
    return of(
            organization,
            """
            delete from credential_name_reservation
            where organization = :organization and owner_scope = :ownerScope and name_key = :key and credential = :id
              and until > :now
            returning name
            """)
        .param("ownerScope", ownerScope(organization, scope))
        .param("key", Names.key(name))
        .param("id", id.value())
        .param("now", Times.sql(clock.instant()))
        .query(String.class)
        .optional();
  }

  /** Deletes ended reservations, so that the table stays small. */
  public void deleteEnded() {
    jdbc.sql("delete from credential_name_reservation where until <= :now")
        .param("now", Times.sql(clock.instant()))
        .update();
  }

  private void lock(OrganizationId organization, String name) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:name, 0))")
        .param("name", "credential name\n" + organization + "\n" + Names.key(name))
        .query(row -> {});
  }

  private Optional<Taken> find(Placement placement, CredentialId self, String name) {
    return of(
            placement.organization(),
            """
            select id, null::uuid as workspace, null::timestamptz as until from credential
            where organization = :organization and name_key in (:key, :oldKey) and id <> :self and
            """
                + (placement.scope() instanceof CredentialScope.Personal
                    ? "owner_scope = :ownerScope limit 1"
                    : """
                      scope <> 'personal' and (:everywhere or owner_scope in (:ownerScope, :organization))
                      union all
                      select credential, nullif(owner_scope, :organization), until from credential_name_reservation
                      where organization = :organization and name_key = :key and credential <> :self and until > :now
                        and (:everywhere or owner_scope in (:ownerScope, :organization))
                      limit 1
                      """))
        .param("key", Names.key(name))
        .param("oldKey", Names.keyBeforeNormalization(name))
        .param("self", self.value())
        .param("ownerScope", placement.ownerScope())
        .param("everywhere", placement.scope() instanceof CredentialScope.Organization)
        .param("now", Times.sql(clock.instant()))
        .query((row, n) -> read(row))
        .optional();
  }

  private static Taken read(ResultSet row) throws SQLException {
    UUID workspace = row.getObject("workspace", UUID.class);
    return new Taken(
        new CredentialId(row.getObject("id", UUID.class)),
        workspace == null ? null : new WorkspaceId(workspace),
        Times.find(row, "until"));
  }

  private JdbcClient.StatementSpec of(OrganizationId organization, String sql) {
    return jdbc.sql(sql).param("organization", organization.value());
  }

  private static UUID ownerScope(OrganizationId organization, CredentialScope scope) {
    return scope.workspace().map(WorkspaceId::value).orElse(organization.value());
  }
}
