package io.mortise.server.credentials.apps;

import io.mortise.runtime.problem.Problem;
import java.util.Map;

/** An OAuth app is not deleted while credentials use it. */
final class AppInUse extends Problem {
  private final int usedBy;

  private AppInUse(int usedBy) {
    super(
        "app_in_use",
        409,
        "Credentials use this OAuth app. Give them another one, or delete them, first.");
    this.usedBy = usedBy;
  }

  static AppInUse by(int credentials) {
    return new AppInUse(credentials);
  }

  @Override
  public Map<String, Object> members() {
    return Map.of("usedBy", usedBy);
  }
}
