package io.mortise.server.access;

import static io.mortise.server.access.ApiKeyScope.AUDIT_READ;
import static io.mortise.server.access.ApiKeyScope.CREDENTIALS_READ;
import static io.mortise.server.access.ApiKeyScope.CREDENTIALS_WRITE;
import static io.mortise.server.access.OrganizationRole.ADMIN;
import static io.mortise.server.access.OrganizationRole.AUDITOR;
import static io.mortise.server.access.OrganizationRole.OWNER;
import static io.mortise.server.access.TestAccess.ACME;
import static io.mortise.server.access.TestAccess.GLOBEX;
import static io.mortise.server.access.TestAccess.MIA;
import static io.mortise.server.access.TestAccess.NOAH;
import static io.mortise.server.access.TestAccess.SALES;
import static io.mortise.server.access.TestAccess.SUPPORT;
import static io.mortise.server.access.TestAccess.in;
import static io.mortise.server.access.TestAccess.inactive;
import static io.mortise.server.access.TestAccess.key;
import static io.mortise.server.access.TestAccess.mia;
import static io.mortise.server.access.TestAccess.of;
import static io.mortise.server.access.TestAccess.ofOrganization;
import static io.mortise.server.access.TestAccess.personalOf;
import static io.mortise.server.access.TestAccess.session;
import static io.mortise.server.access.TestAccess.to;
import static io.mortise.server.access.WorkspaceRole.EDITOR;
import static io.mortise.server.access.WorkspaceRole.MANAGER;
import static io.mortise.server.access.WorkspaceRole.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.server.access.Decision.Denied;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessPolicyTest {

  @Nested
  class FromScope {
    @Test
    void personal_itsOwner_manages() {
      assertLevel(mia(in(SALES, EDITOR)), personalOf(MIA), Level.MANAGE);
    }

    @ParameterizedTest
    @EnumSource(OrganizationRole.class)
    void personal_anybodyElse_hasNoLevel(OrganizationRole role) {
      assertLevel(mia(role, in(SALES, MANAGER)), personalOf(NOAH), Level.NONE);
    }

    @Test
    void workspace_manager_manages() {
      assertLevel(mia(in(SALES, MANAGER)), of(SALES), Level.MANAGE);
    }

    @Test
    void workspace_editor_uses() {
      assertLevel(mia(in(SALES, EDITOR)), of(SALES), Level.USE);
    }

    @Test
    void workspace_editorWhoManagesCredentials_manages() {
      assertLevel(mia(Map.of(SALES, new Membership(EDITOR, true))), of(SALES), Level.MANAGE);
    }

    @Test
    void workspace_editorWhoManagesCredentialsElsewhere_usesHere() {
      var person = mia(Map.of(SALES, Membership.of(EDITOR), SUPPORT, new Membership(EDITOR, true)));

      assertLevel(person, of(SALES), Level.USE);
    }

    @Test
    void workspace_viewer_sees() {
      assertLevel(mia(in(SALES, VIEWER)), of(SALES), Level.SEE);
    }

    @Test
    void workspace_memberOfAnother_doesNotKnowOfIt() {
      assertLevel(mia(in(SUPPORT, MANAGER)), of(SALES), Level.NONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNER", "ADMIN"})
    void workspace_ownersAndAdmins_areManagersOfEvery(OrganizationRole role) {
      assertLevel(mia(role), of(SALES), Level.MANAGE);
    }

    @Test
    void workspace_auditor_seesMetadata() {
      assertLevel(mia(AUDITOR), of(SALES), Level.SEE);
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNER", "ADMIN"})
    void organization_ownersAndAdmins_manage(OrganizationRole role) {
      assertLevel(mia(role), ofOrganization(), Level.MANAGE);
    }

    @Test
    void organization_editorOfAnyWorkspace_uses() {
      assertLevel(mia(in(SUPPORT, EDITOR)), ofOrganization(), Level.USE);
    }

    @Test
    void organization_managerOfAWorkspace_usesAndDoesNotManage() {
      assertLevel(mia(in(SUPPORT, MANAGER)), ofOrganization(), Level.USE);
    }

    @Test
    void organization_whoOnlyViews_doesNotKnowOfIt() {
      assertLevel(mia(in(SUPPORT, VIEWER)), ofOrganization(), Level.NONE);
    }

    @Test
    void organization_auditor_seesMetadata() {
      assertLevel(mia(AUDITOR), ofOrganization(), Level.SEE);
    }

    @Test
    void personal_auditor_doesNotKnowOfIt() {
      assertLevel(mia(AUDITOR), personalOf(NOAH), Level.NONE);
    }
  }

  @Nested
  class FromGrants {
    @ParameterizedTest
    @EnumSource(
        value = Level.class,
        names = {"USE", "VIEW", "MANAGE"})
    void grant_toPerson_givesItsLevel(Level level) {
      assertLevel(mia(Map.of()), personalOf(NOAH, to(MIA, level)), level);
    }

    @ParameterizedTest
    @EnumSource(
        value = Level.class,
        names = {"USE", "VIEW", "MANAGE"})
    void grant_toWorkspace_givesItsLevelToWhoWorksThere(Level level) {
      assertLevel(mia(in(SUPPORT, EDITOR)), of(SALES, to(SUPPORT, level)), level);
    }

    @Test
    void grant_toWorkspace_letsItsViewersOnlySee() {
      assertLevel(mia(in(SUPPORT, VIEWER)), of(SALES, to(SUPPORT, Level.MANAGE)), Level.SEE);
    }

    @Test
    void grant_toWorkspace_givesNothingToOthers() {
      assertLevel(mia(in(SALES, VIEWER)), of(SALES, to(SUPPORT, Level.MANAGE)), Level.SEE);
    }

    @Test
    void grant_lowerThanTheScope_lowersNothing() {
      assertLevel(mia(in(SALES, MANAGER)), of(SALES, to(MIA, Level.USE)), Level.MANAGE);
    }

    @Test
    void grants_several_theHighestCounts() {
      assertLevel(
          mia(in(SUPPORT, EDITOR)),
          personalOf(NOAH, to(MIA, Level.USE), to(SUPPORT, Level.VIEW)),
          Level.VIEW);
    }

    @ParameterizedTest
    @EnumSource(
        value = Level.class,
        names = {"NONE", "SEE"})
    void grant_ofSeeing_isNeverGiven(Level level) {
      assertThatThrownBy(() -> to(MIA, level)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Nested
  class Actions {
    private static final Set<Action> SEEING = EnumSet.of(Action.SEE);
    private static final Set<Action> USING =
        EnumSet.of(Action.PICK, Action.TEST, Action.REFRESH, Action.CALL);
    private static final Set<Action> VIEWING =
        EnumSet.of(
            Action.VIEW_CONFIGURATION, Action.VIEW_VERSIONS, Action.VIEW_USAGE, Action.VIEW_AUDIT);
    private static final Set<Action> AUDITING =
        EnumSet.of(Action.SEE, Action.VIEW_VERSIONS, Action.VIEW_USAGE, Action.VIEW_AUDIT);

    @ParameterizedTest
    @EnumSource(Action.class)
    void viewer_onlySees(Action action) {
      assertThat(allows(mia(in(SALES, VIEWER)), of(SALES), action))
          .isEqualTo(SEEING.contains(action));
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void editor_seesAndUses(Action action) {
      assertThat(allows(mia(in(SALES, EDITOR)), of(SALES), action))
          .isEqualTo(SEEING.contains(action) || USING.contains(action));
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void grantedView_doesAllButManage(Action action) {
      assertThat(allows(mia(Map.of()), of(SALES, to(MIA, Level.VIEW)), action))
          .isEqualTo(SEEING.contains(action) || USING.contains(action) || VIEWING.contains(action));
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void auditor_readsTheRecordAndMetadata_noConfiguration(Action action) {
      assertThat(allows(mia(AUDITOR), of(SALES), action)).isEqualTo(AUDITING.contains(action));
      assertThat(allows(mia(AUDITOR), ofOrganization(), action))
          .isEqualTo(AUDITING.contains(action));
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void auditor_ofAPersonalCredentialOfAnother_readsNothing(Action action) {
      assertThat(allows(mia(AUDITOR), personalOf(NOAH), action)).isFalse();
    }

    @Test
    void auditor_byAKey_needsItsScopes() {
      var reader = key(mia(AUDITOR), CREDENTIALS_READ);
      var auditing = key(mia(AUDITOR), AUDIT_READ);

      assertThat(AccessPolicy.decide(reader, of(SALES), Action.VIEW_VERSIONS).allowed()).isTrue();
      assertThat(AccessPolicy.decide(reader, of(SALES), Action.VIEW_AUDIT).allowed()).isFalse();
      assertThat(AccessPolicy.decide(auditing, of(SALES), Action.VIEW_AUDIT).allowed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void manager_doesEverything(Action action) {
      assertThat(allows(mia(in(SALES, MANAGER)), of(SALES), action)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void offBoarding_listsRevokesAndDeletesOnly(Action action) {
      assertThat(allows(mia(ADMIN), personalOf(NOAH), action))
          .isEqualTo(EnumSet.of(Action.SEE, Action.REVOKE, Action.DELETE).contains(action));
    }

    @Test
    void refusal_ofWhoMayNotKnow_hidesTheExistence() {
      var decision = AccessPolicy.decide(mia(in(SUPPORT, MANAGER)), of(SALES), Action.SEE);

      assertThat(decision)
          .isInstanceOfSatisfying(Denied.class, denied -> assertThat(denied.hidden()).isTrue());
    }

    @Test
    void refusal_ofWhoSees_saysWhatItNeeds() {
      var decision = AccessPolicy.decide(mia(in(SALES, VIEWER)), of(SALES), Action.CALL);

      assertThat(decision)
          .isInstanceOfSatisfying(Denied.class, denied -> assertThat(denied.hidden()).isFalse());
      assertThat(decision.reason()).isEqualTo(new Reason.LevelTooLow(Level.USE, Level.SEE));
    }
  }

  @Nested
  class Leavers {
    @Test
    void leaver_ofOwnCredential_hasNothing() {
      assertLevel(inactive(mia(in(SALES, MANAGER))), personalOf(MIA), Level.NONE);
    }

    @Test
    void leaver_whoWasOwner_hasNothing() {
      var owner = inactive(mia(OWNER));

      assertThat(allows(owner, of(SALES), Action.SEE)).isFalse();
      assertThat(allows(owner, personalOf(NOAH), Action.DELETE)).isFalse();
      assertThat(AccessPolicy.mayMakeResolvingKey(owner)).isFalse();
      assertThat(AccessPolicy.mayReadAudit(session(owner))).isFalse();
      assertThat(AccessPolicy.mayPlace(owner, new CredentialScope.Organization())).isFalse();
    }
  }

  @Nested
  class Placing {
    @Test
    void personal_everyEditor_mayHave() {
      assertThat(AccessPolicy.mayPlace(mia(in(SALES, EDITOR)), new CredentialScope.Personal()))
          .isTrue();
      assertThat(AccessPolicy.mayPlace(mia(in(SALES, VIEWER)), new CredentialScope.Personal()))
          .isFalse();
    }

    @Test
    void workspace_whoManagesCredentialsThere_mayPlace() {
      var sales = new CredentialScope.Workspace(SALES);

      assertThat(AccessPolicy.mayPlace(mia(in(SALES, MANAGER)), sales)).isTrue();
      assertThat(AccessPolicy.mayPlace(mia(Map.of(SALES, new Membership(EDITOR, true))), sales))
          .isTrue();
      assertThat(AccessPolicy.mayPlace(mia(in(SALES, EDITOR)), sales)).isFalse();
      assertThat(AccessPolicy.mayPlace(mia(in(SUPPORT, MANAGER)), sales)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(OrganizationRole.class)
    void organization_ownersAndAdmins_mayPlace(OrganizationRole role) {
      assertThat(
              AccessPolicy.mayPlace(
                  mia(role, in(SALES, MANAGER)), new CredentialScope.Organization()))
          .isEqualTo(role == OWNER || role == ADMIN);
    }

    @Test
    void keyLimitedToWorkspaces_placesNothingElsewhere() {
      var limited = key(mia(OWNER), Set.of(SALES), CREDENTIALS_WRITE);

      assertThat(AccessPolicy.mayPlace(limited, new CredentialScope.Workspace(SALES))).isTrue();
      assertThat(AccessPolicy.mayPlace(limited, new CredentialScope.Workspace(SUPPORT))).isFalse();
      assertThat(AccessPolicy.mayPlace(limited, new CredentialScope.Organization())).isFalse();
    }
  }

  @Nested
  class Flows {
    private static final FlowAccess FLOW = new FlowAccess(ACME, SALES, MIA, true);
    private static final FlowAccess OWNER_LEFT = new FlowAccess(ACME, SALES, MIA, false);

    @Test
    void workspaceScope_flowOfThatWorkspace_mayUse() {
      assertThat(AccessPolicy.decideFlow(FLOW, of(SALES)).allowed()).isTrue();
      assertThat(AccessPolicy.decideFlow(FLOW, of(SUPPORT)).allowed()).isFalse();
    }

    @Test
    void workspaceScope_grantToFlowsWorkspaceOrOwner_mayUse() {
      assertThat(AccessPolicy.decideFlow(FLOW, of(SUPPORT, to(SALES, Level.USE))).allowed())
          .isTrue();
      assertThat(AccessPolicy.decideFlow(FLOW, of(SUPPORT, to(MIA, Level.USE))).allowed()).isTrue();
      assertThat(AccessPolicy.decideFlow(FLOW, of(SUPPORT, to(NOAH, Level.USE))).allowed())
          .isFalse();
    }

    @Test
    void organizationScope_sameOrganization_mayUse() {
      assertThat(AccessPolicy.decideFlow(FLOW, ofOrganization()).allowed()).isTrue();
      assertThat(
              AccessPolicy.decideFlow(new FlowAccess(GLOBEX, SALES, MIA, true), ofOrganization())
                  .allowed())
          .isFalse();
    }

    @Test
    void personalScope_ownersFlow_mayUse() {
      assertThat(AccessPolicy.decideFlow(FLOW, personalOf(MIA)).allowed()).isTrue();
      assertThat(AccessPolicy.decideFlow(FLOW, personalOf(NOAH)).allowed()).isFalse();
      assertThat(AccessPolicy.decideFlow(FLOW, personalOf(NOAH, to(SALES, Level.USE))).allowed())
          .isTrue();
    }

    @Test
    void ownerWhoLeft_bringsNothingToTheirFlow() {
      assertThat(AccessPolicy.decideFlow(OWNER_LEFT, personalOf(MIA)).allowed()).isFalse();
      assertThat(AccessPolicy.decideFlow(OWNER_LEFT, of(SUPPORT, to(MIA, Level.USE))).allowed())
          .isFalse();
      assertThat(AccessPolicy.decideFlow(OWNER_LEFT, of(SALES)).allowed()).isTrue();
    }
  }

  private static boolean allows(Member person, CredentialAccess credential, Action action) {
    return AccessPolicy.decide(person, credential, action).allowed();
  }

  private static void assertLevel(Member person, CredentialAccess credential, Level level) {
    assertThat(AccessPolicy.levelOf(person, credential)).isEqualTo(level);
  }
}
