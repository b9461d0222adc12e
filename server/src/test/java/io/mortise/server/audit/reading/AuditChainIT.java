package io.mortise.server.audit.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.Commands;
import io.mortise.server.audit.Party;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The record cannot be changed unseen: neither in the database nor in what was exported of it. */
class AuditChainIT {
  private static TestServer server;
  private static TestChains chains;
  private static Api olga;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    chains = new TestChains(server);
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void verify_untouchedChain_isOk() {
    var verdict = olga.post("/audit/verify").expect(200);

    assertThat(verdict.at("/ok")).isEqualTo("true");
    assertThat(verdict.json().path("checked").asLong()).isPositive();
    assertThat(verdict.at("/signedSeq")).isEqualTo(verdict.at("/toSeq"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_event set reason = 'changed'",
        "delete from audit_event",
        "truncate audit_event",
        "update audit_checkpoint set hash = ''::bytea",
        "delete from audit_checkpoint",
        "truncate audit_checkpoint"
      })
  void events_changedByAnybodyWithoutTricks_areRefused(String sql) throws SQLException {
    olga.post("/audit/verify").expect(200);

    assertRefused(server.database().asServer(), sql);
    assertRefused(server.database().asOwner(), sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drop table audit_event",
        "alter table audit_event disable trigger all",
        "delete from audit_party",
        "delete from audit_head",
        "set session_replication_role = replica"
      })
  void events_serversOwnRole_cannotGetAroundTheRules(String sql) throws SQLException {
    assertRefused(server.database().asServer(), sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_event set reason = 'changed' where organization = '%s' and seq = 5",
        "update audit_event set at = at + interval '1 second' where organization = '%s' and seq = 5",
        "update audit_event set outcome = 1 where organization = '%s' and seq = 5",
        "update audit_event set facts = '{\"flow\": \"other\"}' where organization = '%s' and seq = 5"
      })
  void tampering_bySuperuser_isFoundAtItsEvent(String sql) throws IOException {
    var organization = chains.organizationWithEvents(10);

    chains.asSuperuser(sql.formatted(organization.value()));

    assertBroken(organization, 5);
  }

  @Test
  void tampering_eventTakenOut_isFoundAtTheNext() throws IOException {
    var organization = chains.organizationWithEvents(10);

    chains.asSuperuser(
        "delete from audit_event where organization = '%s' and seq = 5"
            .formatted(organization.value()));

    assertBroken(organization, 6);
  }

  @Test
  void tampering_nameOfAParty_isFound() throws IOException {
    var organization = chains.organizationWithEvents(10);

    chains.asSuperuser(
        "update audit_party set name = 'Mallory' where organization = '%s' and name = 'Mia'"
            .formatted(organization.value()));

    assertBroken(organization, 1);
  }

  @Test
  void tampering_tailCutOffAndHeadMovedBack_isFoundByTheCheckpoint() throws IOException {
    var organization = chains.organizationWithEvents(10);
    server.bean(Checkpoints.class).sign(organization);

    chains.cutAfter(organization, 7);

    var verdict = chains.verdict(organization);
    assertThat(verdict.ok()).isFalse();
    assertThat(Objects.requireNonNull(verdict.problem()).seq()).isEqualTo(8);
    assertThat(verifyExport(organization).exit()).isEqualTo(1);
  }

  @Test
  void tampering_tailCutOff_isFoundByTheHead() {
    var organization = chains.organizationWithEvents(10);

    chains.asSuperuser(
        "delete from audit_event where organization = '%s' and seq > 7"
            .formatted(organization.value()));

    assertThat(chains.verdict(organization).ok()).isFalse();
  }

  @Test
  void tampering_chainWrittenAnewAfterACheckpoint_isFound() {
    var organization = chains.organizationWithEvents(10);
    server.bean(Checkpoints.class).sign(organization);

    chains.cutAfter(organization, 7);
    chains.forgetHead();
    chains.record(organization, 5);

    assertThat(chains.verdict(organization).ok()).isFalse();
  }

  @Test
  void export_untouched_isProvedOffline() throws IOException {
    var organization = chains.organizationWithEvents(25);

    var ended = verifyExport(organization);

    assertThat(ended.exit()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out()).contains("OK: events 1 to 25");
  }

  @Test
  void export_ofAPart_isProvedOffline() throws IOException {
    var organization = chains.organizationWithEvents(25);
    server.bean(Checkpoints.class).sign(organization);

    var ended =
        verify(chains.exported(organization, 11, Long.MAX_VALUE), chains.fingerprint(organization));

    assertThat(ended.exit()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out()).contains("events 11 to 25");
  }

  @Test
  void export_whoseEndNothingSigns_isPartlyProved() throws IOException {
    var organization = chains.organizationWithEvents(5);
    server.bean(Checkpoints.class).sign(organization);
    chains.record(organization, 3);

    var ended = verify(chains.exported(organization, 1, 7), chains.fingerprint(organization));

    assertThat(ended.exit()).as(ended.out() + ended.err()).isEqualTo(3);
    assertThat(ended.out())
        .startsWith("PARTLY PROVED: events 1 to 5 ")
        .contains("Events after 5")
        .doesNotContain("OK");
  }

  @Test
  void export_underAnotherFingerprint_isNotProvedAndNamesItsKey() throws IOException {
    var organization = chains.organizationWithEvents(3);

    var ended = verify(chains.exported(organization, 1, Long.MAX_VALUE), "0000-0000-0000-0000");

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.out())
        .startsWith("NOT PROVED")
        .contains(chains.fingerprint(organization))
        .contains("0000-0000-0000-0000");
  }

  @Test
  void export_oneLineChanged_isBrokenThere() throws IOException {
    var organization = chains.organizationWithEvents(10);
    var lines =
        new ArrayList<>(List.of(chains.exported(organization, 1, Long.MAX_VALUE).split("\n")));
    lines.set(4, lines.get(4).replace("credential.used", "credential.tested"));

    var ended = verify(String.join("\n", lines), chains.fingerprint(organization));

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.out()).contains("BROKEN at event 4");
  }

  @Test
  void export_withoutItsCheckpoint_isNotProved() throws IOException {
    var organization = chains.organizationWithEvents(5);
    String unsigned =
        chains
            .exported(organization, 1, Long.MAX_VALUE)
            .lines()
            .filter(line -> !line.startsWith("{\"checkpoint\""))
            .collect(Collectors.joining("\n"));

    assertThat(verify(unsigned, chains.fingerprint(organization)).out()).contains("NOT PROVED");
  }

  @Test
  void export_whatIsNone_isSaid() throws IOException {
    assertThat(verify("not an export\n", "x").exit()).isEqualTo(2);
    assertThat(verify("", "x").exit()).isEqualTo(2);
  }

  @Test
  void names_erased_keepTheChainValid() throws IOException {
    var organization = chains.organizationWithEvents(10);

    chains.asSuperuser(
        "update audit_party set name = null, name_key = null where organization = '%s'"
            .formatted(organization.value()));

    assertThat(chains.verdict(organization).ok()).isTrue();
    assertThat(chains.exported(organization, 1, Long.MAX_VALUE))
        .doesNotContain("Mia")
        .doesNotContain("acme-ci");
    assertThat(verifyExport(organization).exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"=HYPERLINK(\"x\")", "+1", "-1", "@SUM(A1)", "\tx"})
  void csv_nameThatLooksLikeAFormula_isMadeText(String name) {
    var organization = chains.organizationWithEvents(0);
    chains
        .log()
        .record(chains.event(organization, Party.of(new CredentialId(new UUID(4, 2)), name)));

    String csv = chains.csv(organization);

    assertThat(csv).contains("\"'" + name.replace("\"", "\"\"") + "\"");
    assertThat(csv.lines().skip(1).findFirst().orElseThrow()).startsWith("\"1\",");
  }

  @Test
  void csv_event_holdsAllOfItsFacts() {
    var organization = chains.organizationWithEvents(0);
    var facts = Map.of("edgeNode", "edg_1", "purpose", "test, \"quoted\"");
    chains.log().record(chains.event(organization, facts));

    String csv = chains.csv(organization);

    assertThat(csv.lines().findFirst().orElseThrow())
        .contains("\"step\",\"edgeNode\",\"detail\",\"hash\"");
    assertThat(csv).contains("\"edg_1\",\"{\"\"purpose\"\":\"\"test, \\\"\"quoted\\\"\"\"\"}\"");
  }

  private void assertBroken(OrganizationId organization, long seq) throws IOException {
    var verdict = chains.verdict(organization);
    assertThat(verdict.ok()).isFalse();
    assertThat(Objects.requireNonNull(verdict.problem()).seq()).isEqualTo(seq);
    var ended = verifyExport(organization);
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.out()).contains("BROKEN at event " + seq);
  }

  private static void assertRefused(Connection connection, String sql) throws SQLException {
    try (connection;
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql)).isInstanceOf(SQLException.class);
    }
  }

  private Commands.Ended verifyExport(OrganizationId organization) throws IOException {
    return verify(
        chains.exported(organization, 1, Long.MAX_VALUE), chains.fingerprint(organization));
  }

  private Commands.Ended verify(String export, String fingerprint) throws IOException {
    Path file = folder.resolve("export.jsonl");
    Files.writeString(file, export);
    return Commands.auditVerify(file.toString(), "--key", fingerprint);
  }
}
