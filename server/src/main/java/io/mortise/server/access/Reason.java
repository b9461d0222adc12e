package io.mortise.server.access;

import java.util.Optional;

/**
 * Why {@link AccessPolicy} decided as it did. A value: the code that shows it makes the sentence.
 */
public sealed interface Reason {
  /** Reasons that need nothing else said. */
  enum Plain implements Reason {
    /** It is the member's own personal credential. */
    OWN_PERSONAL,
    /** The member is an owner or admin of the organization. */
    ADMINISTERS,
    /** Editors of any workspace use the organization's credentials. */
    EDITS_ANYWHERE,
    /** Auditors read the audit log and metadata. */
    AUDITS,
    /** Owners and admins may list, revoke and delete personal credentials of others. */
    OFF_BOARDS,
    /** The flow is within the credential's scope. */
    FLOW_IN_SCOPE,
    /** The credential is shared with the flow's workspace or owner. */
    FLOW_SHARED,

    OTHER_ORGANIZATION,
    SUSPENDED,
    PERSONAL_OF_ANOTHER,
    NOT_IN_WORKSPACE,
    NOT_AN_EDITOR,
    /** A key reaches personal credentials of its own member only. */
    KEY_OF_ANOTHER,
    /** A key that is limited to workspaces reaches no personal credential. */
    KEY_LIMITED_AND_PERSONAL,
    KEY_OUTSIDE_WORKSPACES,
    /** Only keys of owners, admins and managers of a workspace resolve. */
    MAY_NOT_RESOLVE,
    FLOW_OUTSIDE
  }

  /**
   * The member's place in the credential's workspace.
   *
   * @param role empty for auditors, who see every workspace
   */
  record InWorkspace(Optional<WorkspaceRole> role) implements Reason {}

  record SharedAt(Level level) implements Reason {}

  record LevelTooLow(Level needed, Level has) implements Reason {}

  /** Resolving needs the level manage. */
  record ResolveNeedsManage(Level has) implements Reason {}

  record ScopeMissing(ApiKeyScope scope) implements Reason {}
}
