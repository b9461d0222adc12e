package io.mortise.server.audit;

import io.mortise.server.testing.TestServer;

/** Audit logs of a server, as they are after a restart. */
public final class TestLogs {
  private TestLogs() {}

  /** A log that remembers no head. */
  public static AuditLog restarted(TestServer server) {
    return new AuditLog(
        server.bean(AuditChain.class),
        server.bean(AuditParties.class),
        server.clock(),
        server.bean(RecordingHealth.class));
  }
}
