package io.mortise.server.credentials.browse;

import io.mortise.runtime.connector.MethodType;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.OrganizationRole;
import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.UserId;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.testing.TestPeople;
import io.mortise.server.testing.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Acme with random people, workspaces, credentials in every state, and grants; the same for the
 * same seed.
 */
final class RandomOrganization {
  private static final List<String> CONNECTORS = List.of("petstore", "github", "slack", "http");
  private static final List<String> WORDS =
      List.of(
          "10% off",
          "a_b", "c:\\keys", "o'brien", "Über", "pets", "ab", "prod", "%", "_", "ci", "mail");

  private final TestServer server;
  private final Random random;
  private final Instant now;
  private final OrganizationId id;
  private final List<WorkspaceId> workspaces = new ArrayList<>();
  private final List<UserId> people = new ArrayList<>();
  private final Map<CredentialId, Row> rows = new HashMap<>();

  private record Row(String nameKey, Instant lastUsed, Instant created, String searchText) {}

  RandomOrganization(TestServer server, Instant now, long seed) {
    this.server = server;
    this.now = now;
    this.random = new Random(seed);
    this.id = server.people().acme();
  }

  void fill(int credentials) {
    TestPeople directory = server.people();
    people.add(directory.olga());
    workspaces.add(directory.defaultWorkspace());
    for (String name : List.of("Sales", "Support", "Ops")) {
      workspaces.add(directory.workspace(name));
    }
    for (var role : OrganizationRole.values()) {
      for (int i = 0; i < (role == OrganizationRole.MEMBER ? 10 : 2); i++) {
        addPerson(directory, role, role.wire() + i);
      }
    }
    for (int i = 0; i < credentials; i++) {
      addCredential(i);
    }
    server.database().execute("analyze");
  }

  private void addPerson(TestPeople directory, OrganizationRole role, String name) {
    var person = directory.add(name, role);
    people.add(person.id());
    for (var workspace : workspaces) {
      if (random.nextInt(10) < 4) {
        var place = one(List.of(WorkspaceRole.values()));
        directory.join(person, workspace, place, random.nextInt(4) == 0);
      }
    }
    if (random.nextInt(5) == 0 && role == OrganizationRole.MEMBER) {
      directory.activate(person, false);
    }
  }

  private void addCredential(int number) {
    var credential = new CredentialId(UUID.randomUUID());
    String scope = one(List.of("personal", "workspace", "workspace", "organization"));
    UserId owner = one(people);
    WorkspaceId workspace = scope.equals("workspace") ? one(workspaces) : null;
    UUID ownerScope =
        switch (scope) {
          case "personal" -> owner.value();
          case "workspace" -> Objects.requireNonNull(workspace).value();
          default -> id.value();
        };
    String name = one(WORDS) + " " + number;
    String connector = one(CONNECTORS);
    String notes = random.nextBoolean() ? "" : one(WORDS) + " notes";
    // Few different times, so that orders have ties for the id to break.
    Instant used =
        random.nextInt(3) == 0 ? Instant.EPOCH : now.minus(Duration.ofDays(random.nextInt(5)));
    Instant created = now.minus(Duration.ofDays(100 + random.nextInt(5)));
    String search = (name + "\n" + connector + "\n" + notes).toLowerCase(Locale.ROOT);
    insert(
        credential,
        scope,
        owner,
        workspace,
        ownerScope,
        name,
        connector,
        notes,
        used,
        created,
        search);
    rows.put(credential, new Row(name.toLowerCase(Locale.ROOT), used, created, search));
    for (int i = random.nextInt(3); i > 0; i--) {
      grant(credential, owner);
    }
  }

  private void insert(
      CredentialId credential,
      String scope,
      UserId owner,
      @Nullable WorkspaceId workspace,
      UUID ownerScope,
      String name,
      String connector,
      String notes,
      Instant used,
      Instant created,
      String search) {
    var type = one(List.of(MethodType.values()));
    server
        .jdbc()
        .sql(
            """
            insert into credential (organization, id, connector, method, type, type_group, name, name_key, scope, owner,
              workspace, owner_scope, public_fields, secret_names, notes, search_text, expires_at, rotate_every_days,
              rotate_by, secret_version, revoked_at, revoked_by, reauthorize_since, unreadable_since, test_failed,
              refusals_in_row, last_used_at, created_at, updated_at)
            values (:organization, :id, :connector, :type, :type, :group, :name, :nameKey, :scope, :owner,
              :workspace, :ownerScope, '{}', '{key}', :notes, :search, :expires, 90,
              :rotateBy, :secretVersion, :revoked, :owner, :reauthorize, :unreadable, :testFailed,
              :refusals, :used, :created, :created)
            """)
        .param("organization", id.value())
        .param("id", credential.value())
        .param("connector", connector)
        .param("type", type.wire())
        .param("group", type.group())
        .param("name", name)
        .param("nameKey", name.toLowerCase(Locale.ROOT))
        .param("scope", scope)
        .param("owner", owner.value())
        .param("workspace", workspace == null ? null : workspace.value())
        .param("ownerScope", ownerScope)
        .param("notes", notes)
        .param("search", search)
        .param("expires", Times.sql(sometimes(3, around(Duration.ofDays(14)))))
        .param("rotateBy", Times.sql(sometimes(2, around(Duration.ZERO))))
        .param("secretVersion", random.nextInt(8) == 0 ? 0 : 1)
        .param("revoked", Times.sql(sometimes(8, now)))
        .param("reauthorize", Times.sql(sometimes(8, now)))
        .param("unreadable", Times.sql(sometimes(10, now)))
        .param("testFailed", random.nextInt(8) == 0)
        .param("refusals", random.nextInt(5))
        .param("used", used.equals(Instant.EPOCH) ? null : Times.sql(used))
        .param("created", Times.sql(created))
        .update();
  }

  private void grant(CredentialId credential, UserId by) {
    boolean person = random.nextBoolean();
    server
        .jdbc()
        .sql(
            """
            insert into credential_grant (organization, credential, subject, subject_type, level, granted_by, granted_at)
            values (:organization, :credential, :subject, :type, :level, :by, now()) on conflict do nothing
            """)
        .param("organization", id.value())
        .param("credential", credential.value())
        .param("subject", person ? one(people).value() : one(workspaces).value())
        .param("type", person ? "person" : "workspace")
        .param("level", one(List.of("use", "view", "manage")))
        .param("by", by.value())
        .update();
  }

  /** At the very moment, a microsecond beside it, or well before or after. */
  private Instant around(Duration ahead) {
    var moment = random.nextBoolean() ? now : now.plus(ahead);
    return moment.plus(
        one(
            List.of(
                Duration.ZERO,
                Duration.ofNanos(1000),
                Duration.ofNanos(-1000),
                Duration.ofDays(-3),
                Duration.ofDays(30))));
  }

  private @Nullable Instant sometimes(int oneIn, Instant value) {
    return random.nextInt(oneIn) == 0 ? value : null;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  OrganizationId id() {
    return id;
  }

  List<WorkspaceId> workspaces() {
    return workspaces;
  }

  List<UserId> people() {
    return people;
  }

  List<String> connectors() {
    return CONNECTORS;
  }

  List<CredentialId> credentials() {
    return List.copyOf(rows.keySet());
  }

  String searchText(CredentialId credential) {
    return row(credential).searchText();
  }

  /** The order by the sorted value; ties go by id, of which only the database knows the order. */
  Comparator<Credential> order(CredentialQuery.Sort sort) {
    Comparator<Credential> ascending =
        switch (sort) {
          case NAME, NAME_DESCENDING -> Comparator.comparing(c -> natural(row(c.id()).nameKey()));
          case USED, USED_DESCENDING -> Comparator.comparing(c -> row(c.id()).lastUsed());
          case CREATED, CREATED_DESCENDING -> Comparator.comparing(c -> row(c.id()).created());
        };
    return sort.direction().equals("asc") ? ascending : ascending.reversed();
  }

  /** Numbers by their value: all names here end in one of at most nine digits. */
  private static String natural(String name) {
    int space = name.lastIndexOf(' ');
    return name.substring(0, space)
        + "%010d".formatted(Integer.parseInt(name.substring(space + 1)));
  }

  private Row row(CredentialId credential) {
    return Objects.requireNonNull(rows.get(credential));
  }
}
