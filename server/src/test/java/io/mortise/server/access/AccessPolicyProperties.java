package io.mortise.server.access;

import static io.mortise.server.access.TestAccess.ACME;
import static io.mortise.server.access.TestAccess.GLOBEX;
import static io.mortise.server.access.TestAccess.MIA;
import static io.mortise.server.access.TestAccess.NOAH;
import static io.mortise.server.access.TestAccess.SALES;
import static io.mortise.server.access.TestAccess.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.kernel.ApiKey;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.ApiKeyScope;
import io.mortise.server.kernel.Caller;
import io.mortise.server.kernel.Membership;
import io.mortise.server.kernel.OrganizationRole;
import io.mortise.server.kernel.Person;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.kernel.WorkspaceRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The rules against tables written from the product text, over generated people, credentials and
 * keys.
 */
class AccessPolicyProperties {
  private static final List<String> LEVELS = List.of("none", "see", "use", "view", "manage");

  /** Product §4.2: what each level adds. */
  private static final Map<String, String> LEVEL_OF_ACTION =
      Map.ofEntries(
          Map.entry("SEE", "see"),
          Map.entry("PICK", "use"),
          Map.entry("TEST", "use"),
          Map.entry("REFRESH", "use"),
          Map.entry("CALL", "use"),
          Map.entry("VIEW_CONFIGURATION", "view"),
          Map.entry("VIEW_VERSIONS", "view"),
          Map.entry("VIEW_USAGE", "view"),
          Map.entry("VIEW_AUDIT", "view"),
          Map.entry("EDIT", "manage"),
          Map.entry("DUPLICATE", "manage"),
          Map.entry("ROTATE", "manage"),
          Map.entry("SHARE", "manage"),
          Map.entry("REVOKE", "manage"),
          Map.entry("RESTORE", "manage"),
          Map.entry("DELETE", "manage"));

  /**
   * Product §4.3, “Workspace → manager manages, editor uses, viewer sees”; “+” is
   * manage-credentials.
   */
  private static final Map<String, String> WORKSPACE_SCOPE =
      Map.of(
          "manager",
          "manage",
          "manager+",
          "manage",
          "editor",
          "use",
          "editor+",
          "manage",
          "viewer",
          "see",
          "viewer+",
          "see",
          "none",
          "none");

  /** “Organization → … every editor of any workspace uses.” */
  private static final Map<String, String> ORGANIZATION_SCOPE =
      Map.of(
          "manager",
          "use",
          "manager+",
          "use",
          "editor",
          "use",
          "editor+",
          "use",
          "viewer",
          "none",
          "viewer+",
          "none",
          "none",
          "none");

  @Property(tries = 5_000)
  void levelOf_anything_isThatOfTheTables(
      @ForAll("people") Person person, @ForAll("credentials") CredentialAccess credential) {
    assertThat(AccessPolicy.levelOf(person, credential).wire())
        .isEqualTo(expectedLevel(person, credential));
  }

  @Property(tries = 5_000)
  void decide_person_isThatOfTheTables(
      @ForAll("people") Person person,
      @ForAll("credentials") CredentialAccess credential,
      @ForAll Action action) {
    assertThat(AccessPolicy.decide(person, credential, action).allowed())
        .isEqualTo(mayByTables(person, credential, action.name()));
  }

  @Property(tries = 10_000)
  void decide_key_isItsPersonsRightWithinItsReachAndScopes(
      @ForAll("people") Person person,
      @ForAll("keys") ApiKey key,
      @ForAll("credentials") CredentialAccess credential,
      @ForAll Action action) {
    boolean expected =
        mayByTables(person, credential, action.name())
            && reachedBy(key, person, credential)
            && key.scopes().stream().anyMatch(scope -> actionsOf(scope).contains(action.name()));

    assertThat(AccessPolicy.decide(caller(person, key), credential, action).allowed())
        .isEqualTo(expected);
  }

  @Property(tries = 5_000)
  void decideResolve_key_isThatOfTheText(
      @ForAll("people") Person person,
      @ForAll("keys") ApiKey key,
      @ForAll("credentials") CredentialAccess credential) {
    boolean manages =
        administers(person)
            || person.workspaces().values().stream().anyMatch(m -> role(m).startsWith("manager"));
    boolean managesHere =
        credential
            .scope()
            .workspace()
            .map(
                workspace ->
                    administers(person)
                        || Stream.concat(Stream.of(workspace), sharedWith(credential))
                            .anyMatch(one -> roleIn(person, one).startsWith("manager")))
            .orElse(manages);
    boolean expected =
        key.has(ApiKeyScope.RUNTIME_RESOLVE)
            && managesHere
            && reachedBy(key, person, credential)
            && mayByTables(person, credential, "CALL");

    assertThat(AccessPolicy.decideResolve(caller(person, key), credential).allowed())
        .isEqualTo(expected);
  }

  @Property
  void key_anything_neverDoesMoreThanItsPerson(
      @ForAll("people") Person person,
      @ForAll("keys") ApiKey key,
      @ForAll("credentials") CredentialAccess credential,
      @ForAll Action action) {
    if (AccessPolicy.decide(caller(person, key), credential, action).allowed()) {
      assertThat(AccessPolicy.decide(person, credential, action).allowed()).isTrue();
    }
    if (AccessPolicy.decideResolve(caller(person, key), credential).allowed()) {
      assertThat(AccessPolicy.decide(person, credential, Action.CALL).allowed()).isTrue();
    }
  }

  @Property
  void grant_more_neverLowersALevel(
      @ForAll("people") Person person,
      @ForAll("credentials") CredentialAccess credential,
      @ForAll("grants") Grant grant) {
    var more = new ArrayList<>(credential.grants());
    more.add(grant);
    var granted =
        new CredentialAccess(
            credential.organization(), credential.owner(), credential.scope(), more);

    assertThat(AccessPolicy.levelOf(person, granted))
        .isGreaterThanOrEqualTo(AccessPolicy.levelOf(person, credential));
  }

  @Property
  void foreignOrganization_anything_givesNothing(
      @ForAll("people") Person person,
      @ForAll("keys") ApiKey key,
      @ForAll("credentials") CredentialAccess credential,
      @ForAll Action action) {
    var other = person.organization().equals(ACME) ? GLOBEX : ACME;
    var foreign =
        new CredentialAccess(other, credential.owner(), credential.scope(), credential.grants());
    var flow = new FlowAccess(person.organization(), SALES, person.id(), true);

    assertThat(AccessPolicy.levelOf(person, foreign)).isEqualTo(Level.NONE);
    assertThat(AccessPolicy.decide(person, foreign, action).allowed()).isFalse();
    assertThat(AccessPolicy.decide(caller(person, key), foreign, action).allowed()).isFalse();
    assertThat(AccessPolicy.decideResolve(caller(person, key), foreign).allowed()).isFalse();
    assertThat(AccessPolicy.decideFlow(flow, foreign).allowed()).isFalse();
  }

  @Property
  void leaver_anything_getsNothing(
      @ForAll("people") Person person,
      @ForAll("keys") ApiKey key,
      @ForAll("credentials") CredentialAccess credential,
      @ForAll Action action) {
    var leaver = TestAccess.inactive(person);

    assertThat(AccessPolicy.decide(leaver, credential, action).allowed()).isFalse();
    assertThat(AccessPolicy.decide(caller(leaver, key), credential, action).allowed()).isFalse();
    assertThat(AccessPolicy.decideResolve(caller(leaver, key), credential).allowed()).isFalse();
  }

  @Property
  void offBoarding_personalOfAnother_isNeverUsed(
      @ForAll("people") Person person, @ForAll Action action) {
    var personal = TestAccess.personalOf(NOAH);
    var decision = AccessPolicy.decide(person, personal, action);

    if (!person.id().equals(NOAH) && action.needed().includes(Level.USE) && decision.allowed()) {
      assertThat(action).isIn(Action.REVOKE, Action.DELETE);
      assertThat(administers(person)).isTrue();
    }
  }

  private static boolean mayByTables(Person person, CredentialAccess credential, String action) {
    int has = LEVELS.indexOf(expectedLevel(person, credential));
    boolean offBoards =
        person.active()
            && person.organization().equals(credential.organization())
            && administers(person)
            && credential.scope().wire().equals("personal")
            && Set.of("SEE", "REVOKE", "DELETE").contains(action);
    // §4.1, “auditor (reads audit and metadata)”: of everything that they are shown at all.
    boolean audits =
        person.role() == OrganizationRole.AUDITOR
            && has > LEVELS.indexOf("none")
            && Set.of("VIEW_AUDIT", "VIEW_USAGE", "VIEW_VERSIONS").contains(action);
    return offBoards || audits || has >= LEVELS.indexOf(LEVEL_OF_ACTION.get(action));
  }

  private static String expectedLevel(Person person, CredentialAccess credential) {
    if (!person.active() || !person.organization().equals(credential.organization())) {
      return "none";
    }
    var levels = new ArrayList<String>();
    levels.add(scopeLevel(person, credential));
    for (Grant grant : credential.grants()) {
      levels.add(grantLevel(person, grant));
    }
    return levels.stream()
        .max((one, other) -> LEVELS.indexOf(one) - LEVELS.indexOf(other))
        .orElseThrow();
  }

  private static String scopeLevel(Person person, CredentialAccess credential) {
    boolean audits = person.role() == OrganizationRole.AUDITOR;
    return switch (credential.scope().wire()) {
      case "personal" -> person.id().equals(credential.owner()) ? "manage" : "none";
      case "workspace" -> {
        if (administers(person)) {
          yield "manage";
        }
        String level =
            WORKSPACE_SCOPE.getOrDefault(
                roleIn(person, credential.scope().workspace().orElseThrow()), "none");
        yield audits && level.equals("none") ? "see" : level;
      }
      default -> {
        if (administers(person)) {
          yield "manage";
        }
        boolean edits =
            person.workspaces().values().stream()
                .anyMatch(m -> "use".equals(ORGANIZATION_SCOPE.get(role(m))));
        yield edits ? "use" : audits ? "see" : "none";
      }
    };
  }

  private static String grantLevel(Person person, Grant grant) {
    return switch (grant.to()) {
      case Grant.Grantee.ToPerson(var id) -> id.equals(person.id()) ? grant.level().wire() : "none";
      case Grant.Grantee.ToWorkspace(var id) -> {
        String role = administers(person) ? "manager" : roleIn(person, id);
        yield role.equals("none")
            ? "none"
            : role.startsWith("viewer") ? "see" : grant.level().wire();
      }
    };
  }

  /**
   * §4.8, “A key reaches the credentials of its workspaces and of the organization, personal ones
   * only of its own person.”
   */
  private static boolean reachedBy(ApiKey key, Person person, CredentialAccess credential) {
    return switch (credential.scope().wire()) {
      case "personal" -> person.id().equals(credential.owner());
      case "organization" -> true;
      default ->
          key.workspaces().isEmpty()
              || key.workspaces().contains(credential.scope().workspace().orElseThrow())
              || sharedWith(credential).anyMatch(key.workspaces()::contains);
    };
  }

  private static Stream<WorkspaceId> sharedWith(CredentialAccess credential) {
    return credential.grants().stream()
        .map(Grant::to)
        .filter(Grant.Grantee.ToWorkspace.class::isInstance)
        .map(to -> ((Grant.Grantee.ToWorkspace) to).workspace());
  }

  /** What each scope of a key is for. */
  private static Set<String> actionsOf(ApiKeyScope scope) {
    return switch (scope) {
      case CREDENTIALS_READ ->
          Set.of("SEE", "PICK", "VIEW_CONFIGURATION", "VIEW_USAGE", "VIEW_VERSIONS");
      case CREDENTIALS_WRITE ->
          Set.of(
              "TEST",
              "REFRESH",
              "EDIT",
              "DUPLICATE",
              "ROTATE",
              "SHARE",
              "REVOKE",
              "RESTORE",
              "DELETE");
      case AUDIT_READ -> Set.of("VIEW_AUDIT");
      case RUNTIME_CALL, RUNTIME_RESOLVE -> Set.of("CALL");
      case FLOWS_READ, FLOWS_WRITE, FLOWS_RUN -> Set.of();
    };
  }

  private static boolean administers(Person person) {
    return person.role() == OrganizationRole.OWNER || person.role() == OrganizationRole.ADMIN;
  }

  private static String roleIn(Person person, WorkspaceId workspace) {
    var membership = person.workspaces().get(workspace);
    return membership == null ? "none" : role(membership);
  }

  private static String role(Membership membership) {
    return membership.role().wire() + (membership.manageCredentials() ? "+" : "");
  }

  private static Caller caller(Person person, ApiKey key) {
    return TestAccess.caller(person, Optional.of(key));
  }

  @Provide
  Arbitrary<Person> people() {
    Arbitrary<Map<WorkspaceId, Membership>> places =
        Arbitraries.maps(Arbitraries.of(SALES, SUPPORT), memberships()).ofMaxSize(2);
    return Combinators.combine(
            Arbitraries.of(ACME, ACME, ACME, ACME, GLOBEX),
            Arbitraries.of(MIA, NOAH),
            Arbitraries.of(OrganizationRole.class),
            Arbitraries.of(true, true, true, true, false),
            places)
        .as(
            (organization, id, role, active, workspaces) ->
                new Person(organization, id, "Somebody", role, active, workspaces));
  }

  @Provide
  Arbitrary<CredentialAccess> credentials() {
    Arbitrary<CredentialScope> scopes =
        Arbitraries.of(
            new CredentialScope.Personal(),
            new CredentialScope.Organization(),
            new CredentialScope.Workspace(SALES),
            new CredentialScope.Workspace(SUPPORT));
    return Combinators.combine(Arbitraries.of(MIA, NOAH), scopes, grants().list().ofMaxSize(3))
        .as((owner, scope, grants) -> new CredentialAccess(ACME, owner, scope, grants));
  }

  @Provide
  Arbitrary<Grant> grants() {
    var levels = Arbitraries.of(Level.USE, Level.VIEW, Level.MANAGE);
    return Arbitraries.oneOf(
        Combinators.combine(Arbitraries.of(MIA, NOAH), levels).as(TestAccess::to),
        Combinators.combine(Arbitraries.of(SALES, SUPPORT), levels).as(TestAccess::to));
  }

  @Provide
  Arbitrary<ApiKey> keys() {
    return Combinators.combine(
            Arbitraries.of(ApiKeyScope.class).set(), Arbitraries.of(SALES, SUPPORT).set())
        .as(
            (scopes, workspaces) ->
                new ApiKey(new ApiKeyId(new UUID(3, 1)), "engine", scopes, workspaces, Set.of()));
  }

  private static Arbitrary<Membership> memberships() {
    return Combinators.combine(Arbitraries.of(WorkspaceRole.class), Arbitraries.of(true, false))
        .as(Membership::new);
  }
}
