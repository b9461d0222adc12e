package io.mortise.server.access;

import static io.mortise.server.access.OrganizationRole.ADMIN;
import static io.mortise.server.access.OrganizationRole.AUDITOR;
import static io.mortise.server.access.OrganizationRole.OWNER;
import static io.mortise.server.access.Permission.CREATE_IN_ORGANIZATION;
import static io.mortise.server.access.Permission.CREATE_IN_WORKSPACE;
import static io.mortise.server.access.Permission.CREATE_PERSONAL;
import static io.mortise.server.access.Permission.MAKE_RESOLVING_KEY;
import static io.mortise.server.access.Permission.READ_AUDIT;
import static io.mortise.server.access.TestAccess.SALES;
import static io.mortise.server.access.TestAccess.SUPPORT;
import static io.mortise.server.access.TestAccess.in;
import static io.mortise.server.access.TestAccess.inactive;
import static io.mortise.server.access.TestAccess.key;
import static io.mortise.server.access.TestAccess.mia;
import static io.mortise.server.access.TestAccess.session;
import static io.mortise.server.access.WorkspaceRole.EDITOR;
import static io.mortise.server.access.WorkspaceRole.MANAGER;
import static io.mortise.server.access.WorkspaceRole.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is offered to whom. */
class PermissionTest {
  private static final ApiKeyScope[] EVERY_SCOPE = ApiKeyScope.values();

  @Test
  void ownersAndAdmins_haveAll() {
    assertPermissions(session(mia(OWNER)), Permission.values());
    assertPermissions(session(mia(ADMIN)), Permission.values());
  }

  @Test
  void manager_hasNeitherTheOrganizationNorItsRecord() {
    assertPermissions(
        session(mia(in(SALES, MANAGER))), CREATE_PERSONAL, CREATE_IN_WORKSPACE, MAKE_RESOLVING_KEY);
  }

  @Test
  void editor_creates_whereTheyManageCredentials() {
    var trusted = mia(Map.of(SALES, new Membership(EDITOR, true)));

    assertPermissions(session(mia(in(SALES, EDITOR))), CREATE_PERSONAL);
    assertPermissions(session(trusted), CREATE_PERSONAL, CREATE_IN_WORKSPACE);
  }

  @Test
  void viewersAndLeavers_haveNone() {
    assertPermissions(session(mia(in(SALES, VIEWER))));
    assertPermissions(session(inactive(mia(OWNER))));
  }

  @Test
  void auditor_onlyReads() {
    assertPermissions(session(mia(AUDITOR)), READ_AUDIT);
  }

  @Test
  void key_ofEveryScope_makesNoKey() {
    assertPermissions(
        key(mia(OWNER), EVERY_SCOPE),
        CREATE_PERSONAL,
        CREATE_IN_WORKSPACE,
        CREATE_IN_ORGANIZATION,
        READ_AUDIT);
  }

  @Test
  void key_withoutTheScope_createsNothing() {
    assertPermissions(key(mia(OWNER), ApiKeyScope.CREDENTIALS_READ));
    assertPermissions(key(mia(OWNER), ApiKeyScope.AUDIT_READ), READ_AUDIT);
  }

  @Test
  void key_limitedToWorkspaces_createsOnlyThere() {
    var manager = mia(in(SALES, MANAGER));

    assertPermissions(key(mia(OWNER), Set.of(SALES), EVERY_SCOPE), CREATE_IN_WORKSPACE);
    assertPermissions(key(manager, Set.of(SALES), EVERY_SCOPE), CREATE_IN_WORKSPACE);
    assertPermissions(key(manager, Set.of(SUPPORT), EVERY_SCOPE));
  }

  private static void assertPermissions(Principal principal, Permission... expected) {
    assertThat(Permission.of(principal)).containsExactlyInAnyOrder(expected);
  }
}
