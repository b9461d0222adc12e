package io.mortise.runtime.catalogue;

import io.mortise.runtime.problem.Problem;
import java.util.Map;

/** A connector's file is invalid; names the line. */
public final class InvalidConnector extends Problem {
  private final String file;
  private final int line;
  private final String reason;

  /**
   * @param line counted from 1
   */
  public InvalidConnector(String file, int line, String reason) {
    super("invalid_connector", 422, file + ", line " + line + ": " + reason);
    this.file = file;
    this.line = line;
    this.reason = reason;
  }

  public String file() {
    return file;
  }

  public int line() {
    return line;
  }

  public String reason() {
    return reason;
  }

  @Override
  public Map<String, Object> members() {
    return Map.of("file", file, "line", line, "reason", reason);
  }
}
