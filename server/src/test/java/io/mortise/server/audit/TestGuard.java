package io.mortise.server.audit;

import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.testing.TestServer;
import java.util.UUID;

/** Raises generations for tests that change rows by hand. */
public final class TestGuard {
  private TestGuard() {}

  public static void raise(TestServer server, OrganizationId organization, UUID subject) {
    server.bean(Guard.class).raise(organization, subject);
  }
}
