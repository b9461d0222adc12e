package io.mortise.server.credentials.apps;

import io.mortise.runtime.problem.Problem;

/** The OAuth app of a credential cannot be used. */
public final class AppUnusable extends Problem {
  private final boolean permanent;

  private AppUnusable(String detail, boolean permanent) {
    super("refresh_failed", 502, detail);
    this.permanent = permanent;
  }

  static AppUnusable deleted() {
    return new AppUnusable("The OAuth app of this credential was deleted.", true);
  }

  /** The app is another client now, or the client of another server. */
  static AppUnusable changed(String name) {
    return new AppUnusable(
        "The OAuth app “" + name + "” has another client ID or other addresses now.", true);
  }

  static AppUnusable unreadable(String name) {
    return new AppUnusable(
        "The client secret of the OAuth app “" + name + "” cannot be decrypted. Enter it again.",
        false);
  }

  /** An incident of the app; every credential that uses it goes on once it is cured. */
  static AppUnusable refused(String name) {
    return new AppUnusable(
        "The service does not accept the client secret of the OAuth app “" + name + "”.", false);
  }

  /** Whether the credential works again only after a person authorizes it. */
  public boolean permanent() {
    return permanent;
  }
}
