package io.mortise.server.matrix;

import java.util.List;

/**
 * A credential that callers try to reach.
 *
 * @param owner name of the person who owns a personal one
 * @param bystander id of a person who is none of the callers
 * @param id of one that is usable
 * @param revoked id of one of the same kind that is revoked
 */
record Target(
    String name,
    String scope,
    String owner,
    Shared shared,
    String bystander,
    String id,
    String revoked) {
  private static final List<String> LEVELS = List.of("none", "see", "use", "view", "manage");

  /** Whether the credential is shared beyond its scope. */
  enum Shared {
    YES,
    NO
  }

  static boolean includes(String level, String needed) {
    return LEVELS.indexOf(level) >= LEVELS.indexOf(needed);
  }
}
