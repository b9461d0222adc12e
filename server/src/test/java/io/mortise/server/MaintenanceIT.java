package io.mortise.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one of several servers does by the clock is scheduled, and each job does its work. */
@Tag("slow")
class MaintenanceIT {
  private static TestServer server;
  private static Api olga;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void jobs_areTheseAndNoOthers() {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        server
                            .jdbc()
                            .sql("select task_name from scheduled_tasks order by 1")
                            .query(String.class)
                            .list())
                    .containsExactly(
                        "audit-months",
                        "destroy-superseded-versions",
                        "end-name-reservations",
                        "forget-handoffs",
                        "refresh-tokens"));
  }

  @Test
  void supersededSecret_pastItsGrace_isDestroyedByTheJob() {
    String id = TestCredentials.petstore().named("grace").addBy(olga);
    olga.post(
            "/credentials/" + id + "/rotate",
            Map.of("fields", Map.of("key", "pet_fake_0002"), "verify", false))
        .expect(200);
    execute("update credential_version set destroy_after = now() - interval '1 second'");

    run("destroy-superseded-versions");

    await()
        .untilAsserted(
            () ->
                assertThat(count("select count(*) from credential_version where sealed is null"))
                    .isEqualTo(1));
  }

  @Test
  void reservation_thatHasEnded_isDeletedByTheJob() {
    execute(
        "insert into credential_name_reservation values ('%s', '%s', 'x', 'x', '%s', now() - interval '1 second')"
            .formatted(organization(), organization(), UUID.randomUUID()));

    run("end-name-reservations");

    await()
        .untilAsserted(
            () -> assertThat(count("select count(*) from credential_name_reservation")).isZero());
  }

  @Test
  void handoff_thatNobodyCanFinish_isDeletedByTheJob() {
    try (var issuer = DialectServer.start()) {
      TestCredentials.account(issuer, issuer).handOffBy(olga).expect(201);
      TestCredentials.account(issuer, issuer).handOffBy(olga).expect(201);
    }
    execute(
        "update oauth_handoff set expires_at = now() - interval '1 hour'"
            + " where id = (select id from oauth_handoff limit 1)");

    run("forget-handoffs");
    run("refresh-tokens");

    await()
        .untilAsserted(() -> assertThat(count("select count(*) from oauth_handoff")).isEqualTo(1));
  }

  @Test
  void monthsToCome_areMadeByTheJob() {
    List<String> months = partitions();
    execute("drop table " + months.get(2));
    assertThat(partitions()).hasSize(months.size() - 1);

    run("audit-months");

    await().untilAsserted(() -> assertThat(partitions()).isEqualTo(months));
  }

  /** The scheduler looks every ten seconds for what is due. */
  private static void run(String job) {
    execute("update scheduled_tasks set execution_time = now() where task_name = '" + job + "'");
  }

  private static List<String> partitions() {
    return server
        .jdbc()
        .sql(
            "select inhrelid::regclass::text from pg_inherits where inhparent = 'audit_event'::regclass order by 1")
        .query(String.class)
        .list();
  }

  private static UUID organization() {
    return server.people().acme().value();
  }

  private static long count(String sql) {
    return server.jdbc().sql(sql).query(Long.class).single();
  }

  private static void execute(String sql) {
    server.database().execute(sql);
  }
}
