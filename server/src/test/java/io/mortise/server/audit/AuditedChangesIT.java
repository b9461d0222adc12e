package io.mortise.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.testing.TestServer;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A change and its events: both or neither. */
class AuditedChangesIT {
  private static TestServer server;
  private static OrganizationId organization;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    server.api().setUp();
    organization =
        new OrganizationId(
            server.jdbc().sql("select id from organization").query(UUID.class).single());
  }

  @AfterAll
  static void end() {
    server.close();
  }

  private static boolean rename(String name, boolean made) {
    return server
        .bean(AuditedChanges.class)
        .attempt(
            change -> {
              server.jdbc().sql("update organization set name = :n").param("n", name).update();
              change.record(
                  AuditEvent.bySystem(
                      organization,
                      AuditAction.ORGANIZATION_CREATED,
                      Party.of(organization, name)));
              return made;
            });
  }

  private static String name() {
    return server.jdbc().sql("select name from organization").query(String.class).single();
  }

  private static long events() {
    return server.jdbc().sql("select count(*) from audit_event").query(Long.class).single();
  }

  @Test
  void attempt_thatTurnsOutToBeNone_leavesNothingOfWhatItWrote() {
    long before = events();

    assertThat(rename("half made", false)).isFalse();

    assertThat(name()).isNotEqualTo("half made");
    assertThat(events()).isEqualTo(before);
  }

  @Test
  void attempt_thatMadeTheChange_leavesBoth() {
    long before = events();

    assertThat(rename("renamed", true)).isTrue();

    assertThat(name()).isEqualTo("renamed");
    assertThat(events()).isEqualTo(before + 1);
  }
}
