package io.mortise.server.matrix;

import io.mortise.server.access.OrganizationRole;
import io.mortise.server.matrix.Target.Shared;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of people that the product text tells apart (§4.1 to §4.3).
 *
 * @param sales their role in the workspace Sales, {@code editor+} with <em>manage credentials</em>
 * @param support their role in the workspace Support, with which one credential is shared
 * @param granted what a grant of that credential gives to the person
 */
record Somebody(
    String name,
    OrganizationRole role,
    @Nullable String sales,
    @Nullable String support,
    @Nullable String granted,
    boolean suspended,
    boolean elsewhere) {

  static Somebody of(OrganizationRole role) {
    return new Somebody(role.wire(), role, null, null, null, false, false);
  }

  static Somebody inSales(String role) {
    return new Somebody("sales " + role, OrganizationRole.MEMBER, role, null, null, false, false);
  }

  static Somebody inSupport(String role) {
    return new Somebody("support " + role, OrganizationRole.MEMBER, null, role, null, false, false);
  }

  static Somebody granted(String level) {
    return new Somebody(
        "granted " + level, OrganizationRole.MEMBER, null, null, level, false, false);
  }

  Somebody suspendedNow() {
    return new Somebody("suspended " + name, role, sales, support, granted, true, false);
  }

  Somebody ofAnotherOrganization() {
    return new Somebody("foreign " + name, role, null, null, null, false, true);
  }

  boolean administers() {
    return role == OrganizationRole.OWNER || role == OrganizationRole.ADMIN;
  }

  boolean audits() {
    return role == OrganizationRole.AUDITOR;
  }

  boolean edits() {
    return administers() || edits(sales) || edits(support);
  }

  boolean managesSomewhere() {
    return administers() || "manager".equals(sales) || "manager".equals(support);
  }

  boolean managesCredentialsOfSales() {
    return administers() || "manager".equals(sales) || "editor+".equals(sales);
  }

  /** Of {@code none see use view manage}, as the tables of product §4.3 have it. */
  String level(Target target) {
    String byScope =
        switch (target.scope()) {
          case "personal" -> target.owner().equals(name) ? "manage" : "none";
          case "organization" ->
              administers() ? "manage" : edits() ? "use" : audits() ? "see" : "none";
          default -> bySales();
        };
    return target.shared() == Shared.YES ? higher(byScope, byGrants()) : byScope;
  }

  private String bySales() {
    if (managesCredentialsOfSales()) {
      return "manage";
    }
    return switch (sales) {
      case "editor" -> "use";
      case "viewer" -> "see";
      case null, default -> audits() ? "see" : "none";
    };
  }

  /** The shared credential is granted to some people, and to Support at the level view. */
  private String byGrants() {
    String bySupport =
        administers() || edits(support) ? "view" : "viewer".equals(support) ? "see" : "none";
    return higher(granted == null ? "none" : granted, bySupport);
  }

  private static boolean edits(@Nullable String role) {
    return role != null && !role.equals("viewer");
  }

  private static String higher(String one, String other) {
    return Target.includes(one, other) ? one : other;
  }
}
