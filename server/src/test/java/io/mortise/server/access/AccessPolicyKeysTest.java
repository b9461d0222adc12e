package io.mortise.server.access;

import static io.mortise.server.access.ApiKeyScope.AUDIT_READ;
import static io.mortise.server.access.ApiKeyScope.CREDENTIALS_READ;
import static io.mortise.server.access.ApiKeyScope.RUNTIME_CALL;
import static io.mortise.server.access.ApiKeyScope.RUNTIME_RESOLVE;
import static io.mortise.server.access.OrganizationRole.ADMIN;
import static io.mortise.server.access.OrganizationRole.AUDITOR;
import static io.mortise.server.access.OrganizationRole.MEMBER;
import static io.mortise.server.access.OrganizationRole.OWNER;
import static io.mortise.server.access.TestAccess.MIA;
import static io.mortise.server.access.TestAccess.NOAH;
import static io.mortise.server.access.TestAccess.SALES;
import static io.mortise.server.access.TestAccess.SUPPORT;
import static io.mortise.server.access.TestAccess.in;
import static io.mortise.server.access.TestAccess.key;
import static io.mortise.server.access.TestAccess.mia;
import static io.mortise.server.access.TestAccess.of;
import static io.mortise.server.access.TestAccess.ofOrganization;
import static io.mortise.server.access.TestAccess.personalOf;
import static io.mortise.server.access.TestAccess.session;
import static io.mortise.server.access.TestAccess.to;
import static io.mortise.server.access.WorkspaceRole.EDITOR;
import static io.mortise.server.access.WorkspaceRole.MANAGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.access.Decision.Denied;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a key takes away from its person. */
class AccessPolicyKeysTest {
  @Test
  void key_withoutTheScope_mayNot() {
    var principal = key(mia(OWNER), CREDENTIALS_READ);

    assertThat(AccessPolicy.decide(principal, of(SALES), Action.SEE).allowed()).isTrue();
    assertThat(AccessPolicy.decide(principal, of(SALES), Action.CALL).allowed()).isFalse();
    assertThat(AccessPolicy.decide(principal, of(SALES), Action.EDIT).allowed()).isFalse();
    assertThat(AccessPolicy.decide(principal, of(SALES), Action.VIEW_AUDIT).allowed()).isFalse();
  }

  @Test
  void key_limitedToWorkspaces_reachesThemAndTheOrganization() {
    var principal = key(mia(OWNER), Set.of(SALES), RUNTIME_CALL);

    assertThat(AccessPolicy.decide(principal, of(SALES), Action.CALL).allowed()).isTrue();
    assertThat(AccessPolicy.decide(principal, ofOrganization(), Action.CALL).allowed()).isTrue();
    assertThat(AccessPolicy.decide(principal, of(SUPPORT), Action.CALL).allowed()).isFalse();
  }

  @Test
  void key_personalOfItsPerson_reaches() {
    assertThat(
            AccessPolicy.decide(key(mia(OWNER), RUNTIME_CALL), personalOf(MIA), Action.CALL)
                .allowed())
        .isTrue();
  }

  @Test
  void key_personalOfAnother_doesNotEvenReachWhatIsShared() {
    var shared = personalOf(NOAH, to(MIA, Level.MANAGE));

    assertThat(AccessPolicy.decide(key(mia(OWNER), RUNTIME_CALL), shared, Action.CALL).allowed())
        .isFalse();
  }

  @Test
  void runtimeCall_anyBuilder_mayHave() {
    assertThat(
            AccessPolicy.decide(key(mia(in(SALES, EDITOR)), RUNTIME_CALL), of(SALES), Action.CALL)
                .allowed())
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource(OrganizationRole.class)
  void resolvingKey_ownersAdminsAndManagers_mayMake(OrganizationRole role) {
    assertThat(AccessPolicy.mayMakeResolvingKey(mia(role)))
        .isEqualTo(role == OWNER || role == ADMIN);
    assertThat(AccessPolicy.mayMakeResolvingKey(mia(MEMBER, in(SALES, MANAGER)))).isTrue();
    assertThat(
            AccessPolicy.mayMakeResolvingKey(
                mia(MEMBER, Map.of(SALES, new Membership(EDITOR, true)))))
        .isFalse();
  }

  @Test
  void resolve_withoutTheScope_mayNot() {
    assertThat(AccessPolicy.decideResolve(key(mia(OWNER), RUNTIME_CALL), of(SALES)).allowed())
        .isFalse();
    assertThat(AccessPolicy.decideResolve(session(mia(OWNER)), of(SALES)).allowed()).isFalse();
  }

  @Test
  void resolve_managerOfItsWorkspace_may() {
    assertThat(
            AccessPolicy.decideResolve(key(mia(in(SALES, MANAGER)), RUNTIME_RESOLVE), of(SALES))
                .allowed())
        .isTrue();
  }

  @Test
  void resolve_whoWasManagerAndIsEditorNow_mayNoMore() {
    assertThat(
            AccessPolicy.decideResolve(key(mia(in(SALES, EDITOR)), RUNTIME_RESOLVE), of(SALES))
                .allowed())
        .isFalse();
    assertThat(
            AccessPolicy.decideResolve(
                    key(mia(in(SALES, EDITOR)), RUNTIME_RESOLVE), ofOrganization())
                .allowed())
        .isFalse();
  }

  @Test
  void resolve_managerElsewhere_resolvesNothingWhereTheyOnlyEdit() {
    var person = mia(Map.of(SALES, Membership.of(EDITOR), SUPPORT, Membership.of(MANAGER)));

    assertThat(AccessPolicy.decideResolve(key(person, RUNTIME_RESOLVE), of(SALES)).allowed())
        .isFalse();
    assertThat(AccessPolicy.decideResolve(key(person, RUNTIME_RESOLVE), of(SUPPORT)).allowed())
        .isTrue();
  }

  @Test
  void resolve_sharedToManageWithAWorkspaceTheyManage_may() {
    var person = mia(Map.of(SALES, Membership.of(EDITOR), SUPPORT, Membership.of(MANAGER)));
    var shared = of(SALES, to(SUPPORT, Level.MANAGE));
    var sharedToView = of(SALES, to(SUPPORT, Level.VIEW));

    assertThat(AccessPolicy.decideResolve(key(person, RUNTIME_RESOLVE), shared).allowed()).isTrue();
    assertThat(AccessPolicy.decideResolve(key(person, RUNTIME_RESOLVE), sharedToView))
        .isInstanceOfSatisfying(Denied.class, denied -> assertThat(denied.hidden()).isFalse());
    assertThat(
            AccessPolicy.decideResolve(key(mia(in(SUPPORT, EDITOR)), RUNTIME_RESOLVE), shared)
                .allowed())
        .isFalse();
  }

  @Test
  void resolve_outsideTheReach_looksAbsent() {
    var principal = key(mia(OWNER), Set.of(SALES), RUNTIME_RESOLVE);

    assertThat(AccessPolicy.decideResolve(principal, of(SUPPORT)))
        .isInstanceOfSatisfying(Denied.class, denied -> assertThat(denied.hidden()).isTrue());
  }

  @Test
  void audit_ownersAdminsAndAuditors_mayRead() {
    assertThat(AccessPolicy.mayReadAudit(session(mia(AUDITOR)))).isTrue();
    assertThat(AccessPolicy.mayReadAudit(session(mia(OWNER)))).isTrue();
    assertThat(AccessPolicy.mayReadAudit(session(mia(in(SALES, MANAGER))))).isFalse();
    assertThat(AccessPolicy.mayReadAudit(key(mia(AUDITOR), CREDENTIALS_READ))).isFalse();
    assertThat(AccessPolicy.mayReadAudit(key(mia(AUDITOR), AUDIT_READ))).isTrue();
  }

  @Test
  void audit_keyLimitedToWorkspaces_readsNoRecordOfAll() {
    assertThat(AccessPolicy.mayReadAudit(key(mia(OWNER), Set.of(SALES), AUDIT_READ))).isFalse();
    assertThat(AccessPolicy.mayReadAudit(key(mia(AUDITOR), Set.of(SALES), AUDIT_READ))).isFalse();
  }
}
