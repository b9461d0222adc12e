package io.mortise.server.access;

/** What somebody wants to do with a credential, and the level it takes. */
public enum Action {
  SEE(Level.SEE),
  PICK(Level.USE),
  TEST(Level.USE),
  REFRESH(Level.USE),
  CALL(Level.USE),
  VIEW_CONFIGURATION(Level.VIEW),
  VIEW_VERSIONS(Level.VIEW),
  VIEW_USAGE(Level.VIEW),
  VIEW_AUDIT(Level.VIEW),
  EDIT(Level.MANAGE),
  DUPLICATE(Level.MANAGE),
  ROTATE(Level.MANAGE),
  SHARE(Level.MANAGE),
  REVOKE(Level.MANAGE),
  RESTORE(Level.MANAGE),
  DELETE(Level.MANAGE);

  private final Level needed;

  Action(Level needed) {
    this.needed = needed;
  }

  public Level needed() {
    return needed;
  }

  /**
   * What owners and admins may do with somebody's personal credential, for off-boarding. Never
   * using it.
   */
  boolean offBoards() {
    return this == SEE || this == REVOKE || this == DELETE;
  }

  /** What auditors may do with all that they see: read the record and what is no configuration. */
  boolean audits() {
    return this == VIEW_VERSIONS || this == VIEW_USAGE || this == VIEW_AUDIT;
  }
}
