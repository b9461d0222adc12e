package io.mortise.server.testing;

import io.mortise.server.access.OrganizationRole;
import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.audit.AuditLog;
import io.mortise.server.audit.TestGuard;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.UserId;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.vault.Vault;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds people, workspaces and organizations straight to the database, raising the guard as real
 * code would.
 */
public final class TestPeople {
  private static final String OWNER_OF_ACME =
      "select id from principal where email_key = '" + Api.OWNER_EMAIL + "'";

  private final TestServer server;
  private final JdbcClient jdbc;

  /** Hashing a password takes its time; everybody has the same one. */
  private static final class Hash {
    private static volatile String value = "";

    static String of(PasswordEncoder encoder) {
      if (value.isEmpty()) {
        value = encoder.encode(Api.PASSWORD);
      }
      return value;
    }
  }

  TestPeople(TestServer server) {
    this.server = server;
    this.jdbc = server.jdbc();
  }

  /** Somebody who can sign in with {@link Api#PASSWORD}. */
  public record TestPerson(OrganizationId organization, UserId id, String name, String email) {}

  public OrganizationId acme() {
    return new OrganizationId(
        jdbc.sql("select organization from principal where email_key = '" + Api.OWNER_EMAIL + "'")
            .query(UUID.class)
            .single());
  }

  public UserId olga() {
    return new UserId(jdbc.sql(OWNER_OF_ACME).query(UUID.class).single());
  }

  public WorkspaceId defaultWorkspace() {
    return new WorkspaceId(
        jdbc.sql("select id from workspace where organization = :organization and name = 'Default'")
            .param("organization", acme().value())
            .query(UUID.class)
            .single());
  }

  public TestPerson add(String name, OrganizationRole role) {
    return add(acme(), name, role);
  }

  /** A member of one workspace. */
  public TestPerson add(String name, WorkspaceId workspace, WorkspaceRole role) {
    var person = add(name, OrganizationRole.MEMBER);
    join(person, workspace, role, false);
    return person;
  }

  public TestPerson add(OrganizationId organization, String name, OrganizationRole role) {
    var person = new TestPerson(organization, UserId.next(), name, name + "@example.test");
    jdbc.sql(
            """
            insert into principal (organization, id, kind, name, email, email_key, password_hash, role, created_at)
            values (:organization, :id, 'person', :name, :email, :key, :hash, :role, now())
            """)
        .param("organization", organization.value())
        .param("id", person.id().value())
        .param("name", name)
        .param("email", person.email())
        .param("key", person.email().toLowerCase(Locale.ROOT))
        .param("hash", Hash.of(server.bean(PasswordEncoder.class)))
        .param("role", role.wire())
        .update();
    return person;
  }

  public WorkspaceId workspace(String name) {
    return workspace(acme(), name);
  }

  public WorkspaceId workspace(OrganizationId organization, String name) {
    var id = WorkspaceId.next();
    jdbc.sql(
            """
            insert into workspace (organization, id, name, name_key, created_at)
            values (:organization, :id, :name, :key, now())
            """)
        .param("organization", organization.value())
        .param("id", id.value())
        .param("name", name)
        .param("key", name.toLowerCase(Locale.ROOT))
        .update();
    return id;
  }

  /** Another organization with its keys and its chain, and nobody in it. */
  public OrganizationId organization(String name) {
    var id = OrganizationId.next();
    inTransaction(
        () -> {
          jdbc.sql("insert into organization (id, name, created_at) values (:id, :name, now())")
              .param("id", id.value())
              .param("name", name)
              .update();
          server.bean(Vault.class).createKeys(id);
          server.bean(AuditLog.class).open(id);
        });
    return id;
  }

  public void join(
      TestPerson person, WorkspaceId workspace, WorkspaceRole role, boolean managesCredentials) {
    change(
        person,
        () ->
            jdbc.sql(
                    """
                insert into workspace_member (organization, workspace, principal, role, manage_credentials)
                values (:organization, :workspace, :person, :role, :manages)
                on conflict (organization, workspace, principal) do update
                  set role = excluded.role, manage_credentials = excluded.manage_credentials
                """)
                .param("organization", person.organization().value())
                .param("workspace", workspace.value())
                .param("person", person.id().value())
                .param("role", role.wire())
                .param("manages", managesCredentials)
                .update());
  }

  public void leave(TestPerson person, WorkspaceId workspace) {
    change(
        person,
        () ->
            jdbc.sql(
                    "delete from workspace_member where workspace = :workspace and principal = :person")
                .param("workspace", workspace.value())
                .param("person", person.id().value())
                .update());
  }

  public void activate(TestPerson person, boolean active) {
    change(
        person,
        () ->
            jdbc.sql("update principal set active = :active where id = :person")
                .param("active", active)
                .param("person", person.id().value())
                .update());
  }

  public void changeRole(TestPerson person, OrganizationRole role) {
    change(
        person,
        () ->
            jdbc.sql("update principal set role = :role where id = :person")
                .param("role", role.wire())
                .param("person", person.id().value())
                .update());
  }

  private void change(TestPerson person, Runnable update) {
    inTransaction(
        () -> {
          update.run();
          TestGuard.raise(server, person.organization(), person.id().value());
        });
  }

  private void inTransaction(Runnable work) {
    server.bean(TransactionTemplate.class).executeWithoutResult(status -> work.run());
  }
}
