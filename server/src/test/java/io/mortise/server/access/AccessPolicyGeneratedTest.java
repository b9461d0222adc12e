package io.mortise.server.access;

import static io.mortise.server.access.TestAccess.ACME;
import static io.mortise.server.access.TestAccess.GLOBEX;
import static io.mortise.server.access.TestAccess.NOAH;
import static io.mortise.server.access.TestAccess.SALES;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.testing.TestPrincipals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rules against tables written from the product text, over generated people, credentials and
 * keys.
 */
class AccessPolicyGeneratedTest {
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

  @Test
  void levelOf_anything_isThatOfTheTables() {
    GeneratedAccess.cases(
        5_000,
        any -> {
          Member person = any.person();
          CredentialAccess credential = any.credential();
          assertThat(AccessPolicy.levelOf(person, credential).wire())
              .isEqualTo(expectedLevel(person, credential));
        });
  }

  @Test
  void decide_person_isThatOfTheTables() {
    GeneratedAccess.cases(
        5_000,
        any -> {
          Member person = any.person();
          CredentialAccess credential = any.credential();
          Action action = any.of(Action.values());
          assertThat(AccessPolicy.decide(person, credential, action).allowed())
              .isEqualTo(mayByTables(person, credential, action.name()));
        });
  }

  @Test
  void decide_key_isItsPersonsRightWithinItsReachAndScopes() {
    GeneratedAccess.cases(
        10_000,
        any -> {
          Member person = any.person();
          ApiKey key = any.key();
          CredentialAccess credential = any.credential();
          Action action = any.of(Action.values());
          boolean expected =
              mayByTables(person, credential, action.name())
                  && reachedBy(key, person, credential)
                  && key.scopes().stream()
                      .anyMatch(scope -> actionsOf(scope).contains(action.name()));

          assertThat(AccessPolicy.decide(principal(person, key), credential, action).allowed())
              .isEqualTo(expected);
        });
  }

  @Test
  void decideResolve_key_isThatOfTheText() {
    GeneratedAccess.cases(
        5_000,
        any -> {
          Member person = any.person();
          ApiKey key = any.key();
          CredentialAccess credential = any.credential();
          boolean expected =
              key.has(ApiKeyScope.RUNTIME_RESOLVE)
                  && reachedBy(key, person, credential)
                  && managesSomewhere(person)
                  && expectedLevel(person, credential).equals("manage");

          assertThat(AccessPolicy.decideResolve(principal(person, key), credential).allowed())
              .isEqualTo(expected);
        });
  }

  @Test
  void key_anything_neverDoesMoreThanItsPerson() {
    GeneratedAccess.cases(
        1_000,
        any -> {
          Member person = any.person();
          ApiKey key = any.key();
          CredentialAccess credential = any.credential();
          Action action = any.of(Action.values());
          if (AccessPolicy.decide(principal(person, key), credential, action).allowed()) {
            assertThat(AccessPolicy.decide(person, credential, action).allowed()).isTrue();
          }
          if (AccessPolicy.decideResolve(principal(person, key), credential).allowed()) {
            assertThat(AccessPolicy.decide(person, credential, Action.CALL).allowed()).isTrue();
          }
        });
  }

  @Test
  void grant_more_neverLowersALevel() {
    GeneratedAccess.cases(
        1_000,
        any -> {
          Member person = any.person();
          CredentialAccess credential = any.credential();
          Grant grant = any.grant();
          var more = new ArrayList<>(credential.grants());
          more.add(grant);
          var granted =
              new CredentialAccess(
                  credential.organization(), credential.owner(), credential.scope(), more);

          assertThat(AccessPolicy.levelOf(person, granted))
              .isGreaterThanOrEqualTo(AccessPolicy.levelOf(person, credential));
        });
  }

  @Test
  void foreignOrganization_anything_givesNothing() {
    GeneratedAccess.cases(
        1_000,
        any -> {
          Member person = any.person();
          ApiKey key = any.key();
          CredentialAccess credential = any.credential();
          Action action = any.of(Action.values());
          var other = person.organization().equals(ACME) ? GLOBEX : ACME;
          var foreign =
              new CredentialAccess(
                  other, credential.owner(), credential.scope(), credential.grants());
          var flow = new FlowAccess(person.organization(), SALES, person.id(), true);

          assertThat(AccessPolicy.levelOf(person, foreign)).isEqualTo(Level.NONE);
          assertThat(AccessPolicy.decide(person, foreign, action).allowed()).isFalse();
          assertThat(AccessPolicy.decide(principal(person, key), foreign, action).allowed())
              .isFalse();
          assertThat(AccessPolicy.decideResolve(principal(person, key), foreign).allowed())
              .isFalse();
          assertThat(AccessPolicy.decideFlow(flow, foreign).allowed()).isFalse();
        });
  }

  @Test
  void leaver_anything_getsNothing() {
    GeneratedAccess.cases(
        1_000,
        any -> {
          Member person = any.person();
          ApiKey key = any.key();
          CredentialAccess credential = any.credential();
          Action action = any.of(Action.values());
          var leaver = TestAccess.inactive(person);

          assertThat(AccessPolicy.decide(leaver, credential, action).allowed()).isFalse();
          assertThat(AccessPolicy.decide(principal(leaver, key), credential, action).allowed())
              .isFalse();
          assertThat(AccessPolicy.decideResolve(principal(leaver, key), credential).allowed())
              .isFalse();
        });
  }

  @Test
  void offBoarding_personalOfAnother_isNeverUsed() {
    GeneratedAccess.cases(
        1_000,
        any -> {
          Member person = any.person();
          Action action = any.of(Action.values());
          var personal = TestAccess.personalOf(NOAH);
          var decision = AccessPolicy.decide(person, personal, action);

          if (!person.id().equals(NOAH)
              && action.needed().includes(Level.USE)
              && decision.allowed()) {
            assertThat(action).isIn(Action.REVOKE, Action.DELETE);
            assertThat(administers(person)).isTrue();
          }
        });
  }

  /** Only who may make a key that resolves goes on resolving with it (product §4.8). */
  private static boolean managesSomewhere(Member person) {
    return administers(person)
        || person.workspaces().values().stream().anyMatch(m -> role(m).startsWith("manager"));
  }

  private static boolean mayByTables(Member person, CredentialAccess credential, String action) {
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

  private static String expectedLevel(Member person, CredentialAccess credential) {
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

  private static String scopeLevel(Member person, CredentialAccess credential) {
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

  private static String grantLevel(Member person, Grant grant) {
    return switch (grant.to()) {
      case Grant.Grantee.ToPrincipal(var id) ->
          id.equals(person.id()) ? grant.level().wire() : "none";
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
  private static boolean reachedBy(ApiKey key, Member person, CredentialAccess credential) {
    return switch (credential.scope().wire()) {
      case "personal" -> person.id().equals(credential.owner()) && key.workspaces().isEmpty();
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

  private static boolean administers(Member person) {
    return person.role() == OrganizationRole.OWNER || person.role() == OrganizationRole.ADMIN;
  }

  private static String roleIn(Member person, WorkspaceId workspace) {
    var membership = person.workspaces().get(workspace);
    return membership == null ? "none" : role(membership);
  }

  private static String role(Membership membership) {
    return membership.role().wire() + (membership.manageCredentials() ? "+" : "");
  }

  private static Principal principal(Member person, ApiKey key) {
    return TestPrincipals.key(person, key);
  }
}
