package io.mortise.runtime.connector;

import io.mortise.runtime.problem.Problem;
import java.util.List;
import java.util.Map;

/** A request names a connector that the catalogue does not have. */
public final class UnknownConnector extends Problem {
  public UnknownConnector(String id) {
    super("invalid_request", 400, "There is no connector named " + printable(id) + ".");
  }

  @Override
  public Map<String, Object> members() {
    return Map.of("errors", List.of(Map.of("pointer", "/connector", "detail", detail())));
  }

  private static String printable(String id) {
    return id.matches("[A-Za-z0-9._-]{1,80}") ? id : "that";
  }
}
