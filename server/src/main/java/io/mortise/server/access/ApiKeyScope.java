package io.mortise.server.access;

import java.util.Arrays;
import java.util.Optional;

/** What an API key may be used for. */
public enum ApiKeyScope {
  CREDENTIALS_READ("credentials:read"),
  CREDENTIALS_WRITE("credentials:write"),
  FLOWS_READ("flows:read"),
  FLOWS_WRITE("flows:write"),
  FLOWS_RUN("flows:run"),
  AUDIT_READ("audit:read"),
  RUNTIME_CALL("runtime:call"),
  RUNTIME_RESOLVE("runtime:resolve");

  private final String wire;

  ApiKeyScope(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }

  public static Optional<ApiKeyScope> ofWire(String wire) {
    return Arrays.stream(values()).filter(scope -> scope.wire.equals(wire)).findFirst();
  }
}
