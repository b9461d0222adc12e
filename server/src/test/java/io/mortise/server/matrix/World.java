package io.mortise.server.matrix;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.OrganizationRole;
import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.matrix.Asking.Key;
import io.mortise.server.matrix.Target.Shared;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestPeople.TestPerson;
import io.mortise.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A server with somebody of every kind, everything they can be known by, and what they try to
 * reach.
 */
final class World implements AutoCloseable {
  private static final Set<String> SCOPES =
      Set.of(
          "credentials:read",
          "credentials:write",
          "audit:read",
          "runtime:call",
          "runtime:resolve",
          "flows:read",
          "flows:write",
          "flows:run");

  private final TestServer server = TestServer.start();
  private final DialectServer service = DialectServer.start();
  private final Api owner = server.api().setUp();
  private final WorkspaceId sales = server.people().defaultWorkspace();
  private final WorkspaceId support = server.people().workspace("Support");
  private final TestPerson bystander = server.people().add("bystander", OrganizationRole.MEMBER);
  private final OrganizationId globex = server.people().organization("Globex");
  private final Map<Somebody, TestPerson> people = new HashMap<>();
  private final List<Target> targets = new ArrayList<>();
  private final List<Asking> callers = new ArrayList<>();

  private World() {
    for (Somebody who : everybody()) {
      people.put(who, join(who));
    }
    addTargets();
    callers.add(new Asking(null, null, server.api()));
    people.forEach(
        (who, person) -> {
          callers.add(new Asking(who, null, server.api().signIn(person.email())));
          keys().forEach(key -> callers.add(new Asking(who, key, byKey(person, key))));
        });
    people.keySet().stream()
        .filter(Somebody::suspended)
        .forEach(who -> server.people().activate(people.get(who), false));
  }

  static World create() {
    return new World();
  }

  TestServer server() {
    return server;
  }

  String sales() {
    return sales.toString();
  }

  List<Target> targets() {
    return targets;
  }

  List<Asking> callers() {
    return callers;
  }

  /** A session of its own, for a call that ends it. */
  Api freshSession(Asking asking) {
    return server.api().signIn(people.get(asking.who()).email());
  }

  void reserveName(Target target) {
    server
        .database()
        .execute(
            """
            insert into credential_name_reservation (organization, owner_scope, name_key, name, credential, until)
            values ('%s', '%s', 'reserved', 'reserved', '%s', now() + interval '1 day')
            on conflict (organization, owner_scope, name_key) do update set credential = excluded.credential
            """
                .formatted(server.people().acme().value(), sales.value(), uuid(target.id())));
  }

  @Override
  public void close() {
    service.close();
    server.close();
  }

  private static List<Somebody> everybody() {
    var all = new ArrayList<Somebody>();
    for (var role : OrganizationRole.values()) {
      all.add(Somebody.of(role));
    }
    for (String role : List.of("manager", "editor", "editor+", "viewer")) {
      all.add(Somebody.inSales(role));
    }
    for (String role : List.of("manager", "editor", "viewer")) {
      all.add(Somebody.inSupport(role));
    }
    for (String level : List.of("use", "view", "manage")) {
      all.add(Somebody.granted(level));
    }
    all.add(Somebody.inSales("manager").suspendedNow());
    all.add(Somebody.of(OrganizationRole.OWNER).ofAnotherOrganization());
    return all;
  }

  private TestPerson join(Somebody who) {
    String name = who.name().replace(' ', '-').replace('+', 'p');
    if (who.elsewhere()) {
      return server.people().add(globex, name, who.role());
    }
    var person = server.people().add(name, who.role());
    join(person, sales, who.sales());
    join(person, support, who.support());
    return person;
  }

  private void join(TestPerson person, WorkspaceId workspace, @Nullable String role) {
    if (role != null) {
      boolean manages = role.endsWith("+");
      var plain = WorkspaceRole.ofWire(role.replace("+", ""));
      server.people().join(person, workspace, plain, manages);
    }
  }

  private void addTargets() {
    targets.add(target("of Sales", "workspace", owner, "", Shared.NO));
    targets.add(target("shared", "workspace", owner, "", Shared.YES));
    targets.add(target("of all", "organization", owner, "", Shared.NO));
    for (var who : people.keySet()) {
      boolean ownsOne = who.edits() && !who.suspended() && !who.elsewhere() && !who.administers();
      if (ownsOne) {
        var api = server.api().signIn(people.get(who).email());
        targets.add(target("of " + who.name(), "personal", api, who.name(), Shared.NO));
      }
    }
  }

  private Target target(String name, String scope, Api by, String personal, Shared shared) {
    String id = add(name, scope, by);
    String revoked = add(name + " revoked", scope, by);
    if (shared == Shared.YES) {
      for (String each : List.of(id, revoked)) {
        share(each, support.toString(), "view");
        people.forEach(
            (who, person) -> {
              if (who.granted() != null) {
                share(each, person.id().toString(), who.granted());
              }
            });
      }
    }
    by.post("/credentials/" + revoked + "/revoke").expect(200);
    return new Target(name, scope, personal, shared, bystander.id().toString(), id, revoked);
  }

  private void share(String id, String with, String level) {
    owner.put("/credentials/" + id + "/grants/" + with, Map.of("level", level)).expect(204);
  }

  private String add(String name, String scope, Api by) {
    var credential =
        TestCredentials.http(service).withoutField("testUrl").named(name).with("scope", scope);
    return (scope.equals("workspace") ? credential.inWorkspace(sales) : credential).addBy(by);
  }

  private static List<Key> keys() {
    var keys = new ArrayList<Key>();
    keys.add(new Key("a key for everything", SCOPES, null, false));
    for (String scope : SCOPES) {
      if (!scope.startsWith("flows:")) {
        var others = new HashSet<>(SCOPES);
        others.remove(scope);
        keys.add(new Key("a key without " + scope, others, null, false));
        keys.add(new Key("a key for " + scope, Set.of(scope), null, false));
      }
    }
    keys.add(new Key("a key of Sales", SCOPES, "Sales", false));
    keys.add(new Key("a key of Support", SCOPES, "Support", false));
    keys.add(new Key("a key of one flow", SCOPES, null, true));
    return keys;
  }

  /** Straight to the table: the product lets only managers make keys that resolve. */
  private Api byKey(TestPerson person, Key key) {
    String token = "mrt_fake" + UUID.randomUUID().toString().replace("-", "");
    try (var connection = server.database().asOwner()) {
      insert(connection, person, key, token);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return server.api().byToken(token);
  }

  private void insert(Connection connection, TestPerson person, Key key, String token)
      throws SQLException {
    var workspaces =
        key.limitedTo() == null
            ? new UUID[0]
            : new UUID[] {key.limitedTo().equals("Sales") ? sales.value() : support.value()};
    try (var insert =
        connection.prepareStatement(
            """
            insert into api_key (organization, id, principal, created_by, token_shown_to, name, token_hash, scopes, workspaces,
                                 flows, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now())
            """)) {
      insert.setObject(1, person.organization().value());
      insert.setObject(2, UUID.randomUUID());
      insert.setObject(3, person.id().value());
      insert.setObject(4, person.id().value());
      insert.setObject(5, person.id().value());
      insert.setString(6, key.name());
      insert.setBytes(7, sha256(token));
      insert.setArray(8, connection.createArrayOf("text", key.scopes().toArray()));
      insert.setArray(9, connection.createArrayOf("uuid", workspaces));
      var flows = key.limitedToFlows() ? new UUID[] {UUID.randomUUID()} : new UUID[0];
      insert.setArray(10, connection.createArrayOf("uuid", flows));
      insert.executeUpdate();
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static UUID uuid(String id) {
    return CredentialId.parse(id).orElseThrow().value();
  }
}
