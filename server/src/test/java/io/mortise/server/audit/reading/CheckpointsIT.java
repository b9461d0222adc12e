package io.mortise.server.audit.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mortise.server.Commands;
import io.mortise.server.audit.AuditHistory;
import io.mortise.server.audit.OwnAppends;
import io.mortise.server.audit.RecordedEvent;
import io.mortise.server.audit.chain.Checkpoint;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Paging;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is signed, what a kept copy of a signature proves, and where a chain may begin and end. */
class CheckpointsIT {
  private static TestServer server;
  private static TestChains chains;
  private static Checkpoints checkpoints;
  private static Api olga;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    chains = new TestChains(server);
    checkpoints = server.bean(Checkpoints.class);
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void sign_ownEvents_leavesOneCheckpointAtTheHead() {
    var organization = chains.organizationWithEvents(7);

    long last = checkpoints.sign(organization);
    checkpoints.sign(organization);

    assertThat(last).isEqualTo(7);
    assertThat(signed(organization)).containsExactly(7L);
  }

  @Test
  void sign_always_leavesASignedLineInTheLog() {
    var logger = (Logger) LoggerFactory.getLogger("mortise.audit.checkpoint");
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    logger.addAppender(lines);
    try {
      var organization = chains.organizationWithEvents(3);
      checkpoints.sign(organization);

      assertThat(lines.list)
          .map(line -> Checkpoint.ofLine(line.getFormattedMessage()))
          .anyMatch(
              kept ->
                  kept.isPresent()
                      && kept.get().organization().equals(organization.toString())
                      && kept.get().seq() == 3
                      && kept.get().signatureFits());
    } finally {
      logger.detachAppender(lines);
    }
  }

  @Test
  void names_ofEveryParty_areHashedUnderAKeyOfTheirOwn() {
    chains.organizationWithEvents(2);
    var keys =
        server
            .jdbc()
            .sql("select encode(name_key, 'hex') from audit_party where name is not null")
            .query(String.class)
            .list();

    assertThat(keys).hasSizeGreaterThan(2).doesNotHaveDuplicates();
  }

  @Test
  void sign_eventsOfAnotherServerBetweenOwn_areWalkedAndSigned() {
    var organization = chains.organizationWithEvents(3);
    checkpoints.sign(organization);
    chains.record(organization, 2);

    server.bean(OwnAppends.class).forget(organization);
    chains.record(organization, 2);
    checkpoints.sign(organization);

    assertThat(signed(organization)).containsExactly(7L, 3L);
    assertThat(chains.verdict(organization).ok()).isTrue();
  }

  @Test
  void sign_recordChangedUnderneath_isRefused() {
    var organization = chains.organizationWithEvents(4);
    checkpoints.sign(organization);
    chains.record(organization, 4);

    server.bean(OwnAppends.class).forget(organization);
    chains.asSuperuser(
        "update audit_event set outcome = 1 where organization = '%s' and seq = 6"
            .formatted(organization.value()));
    checkpoints.sign(organization);

    assertThat(signed(organization)).containsExactly(4L);
    assertThat(Objects.requireNonNull(chains.verdict(organization).problem()).seq()).isEqualTo(6);
  }

  @Test
  void sign_recordWrittenAnewUnderARunningServer_isRefused() {
    var organization = chains.organizationWithEvents(5);
    checkpoints.sign(organization);

    writeAnew(organization, 8);
    checkpoints.sign(organization);
    server.at(Duration.ofHours(2), checkpoints::signDue);

    assertThat(signed(organization)).isEmpty();
  }

  @Test
  void sign_recordWrittenAnewBehindTheOwnEvents_isRefused() {
    var organization = chains.organizationWithEvents(2);
    var own = server.bean(OwnAppends.class);
    own.forget(organization);
    chains.record(organization, 3);
    var run = own.find(organization).orElseThrow();

    writeAnew(organization, 8);
    own.forget(organization);
    own.note(run.from(), run.to());
    checkpoints.sign(organization);

    assertThat(signed(organization)).isEmpty();
  }

  @Test
  void sign_recordCutBackUnderARunningServer_isRefused() {
    var organization = chains.organizationWithEvents(5);
    checkpoints.sign(organization);

    writeAnew(organization, 3);
    checkpoints.sign(organization);

    assertThat(signed(organization)).isEmpty();
    assertThat(chains.verdict(organization).ok()).isFalse();
  }

  @Test
  void sign_recordSignedAnewByARestartedServer_isNotFollowed() {
    var organization = chains.organizationWithEvents(5);
    checkpoints.sign(organization);
    writeAnew(organization, 6);
    chains.restartedCheckpoints().sign(organization);

    chains.record(organization, 2);
    checkpoints.sign(organization);

    assertThat(signed(organization)).containsExactly(6L);
  }

  @Test
  void sign_afterAnotherServerSigned_followsItsSignature() {
    var organization = chains.organizationWithEvents(3);
    checkpoints.sign(organization);
    chains.record(organization, 2);
    chains.restartedCheckpoints().sign(organization);

    chains.record(organization, 2);
    checkpoints.sign(organization);

    assertThat(signed(organization)).containsExactly(7L, 5L, 3L);
    assertThat(chains.verdict(organization).ok()).isTrue();
  }

  @Test
  void signDue_garbageFarAheadInTheTable_goesOnSigning() {
    var organization = chains.organizationWithEvents(3);
    insertGarbage(organization, 1_000_000_000);
    insertGarbage(organization, 2);

    server.at(
        Duration.ofHours(2),
        () -> {
          checkpoints.signDue();
          chains.restartedCheckpoints().signDue();
        });

    assertThat(signed(organization)).contains(3L);
  }

  @Test
  void retention_recordWrittenAnewUnderARunningServer_isNeitherSignedNorDropped() {
    var organization = chains.organizationWithEvents(0);
    server.database().execute("select audit_prepare_months(now() - interval '460 days')");
    chains.recordAgo(organization, Duration.ofDays(450), 4);
    chains.record(organization, 2);
    checkpoints.sign(organization);

    deleteAll(organization);
    chains.forgetHead();
    chains.recordAgo(organization, Duration.ofDays(450), 4);
    chains.record(organization, 3);
    server.bean(AuditRetention.class).keepMonths();

    assertThat(signed(organization)).isEmpty();
    assertThat(chains.count(organization)).isEqualTo(7);
    deleteAll(organization);
  }

  @Test
  void verify_rowNobodyCanRead_isAFlawAndNoFailure() {
    for (String change : List.of("outcome = 9", "action = 999", "facts = '[]'", "facts = 'null'")) {
      var organization = chains.organizationWithEvents(4);
      chains.asSuperuser(
          "update audit_event set %s where organization = '%s' and seq = 3"
              .formatted(change, organization.value()));
      server.bean(OwnAppends.class).forget(organization);

      var verdict = chains.verdict(organization);

      assertThat(Objects.requireNonNull(verdict.problem()).seq()).as(change).isEqualTo(3);
      assertThat(newestFirst(organization, 10)).hasSize(4);
      assertThat(newestFirst(organization, 10).get(1).action()).isEqualTo("audit.unreadable");
    }
  }

  @Test
  void verify_recordWrittenAnewAndSignedAnew_isBrokenByTheKeptCheckpoint() throws IOException {
    var organization = chains.organizationWithEvents(5);
    checkpoints.sign(organization);
    String kept = signedAt(organization, 5).line();

    writeAnew(organization, 6);
    chains.restartedCheckpoints().sign(organization);
    var export = chains.exported(organization, 1, Long.MAX_VALUE);

    assertThat(verify(organization, export).exit()).isZero();
    var ended = verify(organization, export, "--checkpoint", "12:00 INFO " + kept);
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.out()).contains("BROKEN at event 5", "not the one that was signed");
  }

  @Test
  void verify_everyCheckpointDeletedUnderARunningServer_isAFlawFromThenOn() {
    var organization = chains.organizationWithEvents(5);
    checkpoints.sign(organization);
    chains.record(organization, 2);

    chains.asSuperuser(
        "delete from audit_checkpoint where organization = '%s'".formatted(organization.value()));

    for (int i = 0; i < 2; i++) {
      var verdict = chains.verdict(organization);
      assertThat(verdict.ok()).isFalse();
      assertThat(Objects.requireNonNull(verdict.problem()).seq()).isEqualTo(5);
      chains.record(organization, 1);
    }
  }

  @Test
  void verify_keptCheckpointOfTheSameRecord_isOk() throws IOException {
    var organization = chains.organizationWithEvents(5);
    checkpoints.sign(organization);
    String kept = signedAt(organization, 5).line();
    chains.record(organization, 3);

    var ended =
        verify(
            organization, chains.exported(organization, 1, Long.MAX_VALUE), "--checkpoint", kept);

    assertThat(ended.exit()).isZero();
  }

  @Test
  void verify_keptCheckpointOutsideTheExport_saysSo() throws IOException {
    var organization = chains.organizationWithEvents(5);
    checkpoints.sign(organization);
    String kept = signedAt(organization, 5).line();

    var ended = verify(organization, chains.exported(organization, 1, 3), "--checkpoint", kept);

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.err()).contains("signs event 5", "events 1 to 3");
  }

  @Test
  void verify_exportCutShort_isBroken() throws IOException {
    var organization = chains.organizationWithEvents(5);
    var lines = chains.exported(organization, 1, Long.MAX_VALUE).lines().toList();

    var ended = verify(organization, String.join("\n", lines.subList(0, lines.size() - 3)));

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.out()).contains("BROKEN at event 4", "missing at the end");
  }

  @Test
  void verify_beginningCutOff_isNotTakenForRetention() {
    var organization = chains.organizationWithEvents(4);
    checkpoints.sign(organization);
    chains.record(organization, 3);

    chains.asSuperuser(
        "delete from audit_event where organization = '%s' and seq <= 4"
            .formatted(organization.value()));

    var verdict = chains.verdict(organization);
    assertThat(verdict.ok()).isFalse();
    assertThat(Objects.requireNonNull(verdict.problem()).reason())
        .isEqualTo("Events 1 to 4 are missing.");
  }

  @Test
  void retention_monthDropped_isAnnouncedOnTheRecord() {
    var organization = chains.organizationWithEvents(0);
    server.database().execute("select audit_prepare_months(now() - interval '460 days')");
    chains.recordAgo(organization, Duration.ofDays(450), 4);
    chains.record(organization, 2);

    server.bean(AuditRetention.class).keepMonths();

    var dropped = newestFirst(organization, 1).getFirst();
    assertThat(dropped.action()).isEqualTo("audit.dropped");
    assertThat(dropped.detail()).containsEntry("throughSeq", "4");
    assertThat(chains.verdict(organization).ok()).isTrue();
  }

  @Test
  void verify_secondRowUnderANumberAtAPagesEnd_isFound() {
    var organization = chains.organizationWithEvents(1);
    chains.recordManyAtOnce(organization, 2_100);

    chains.asSuperuser(
        """
        insert into audit_event (at, seq, organization, actor, target, address, version, action, outcome, hash)
        select at + interval '1 hour', seq, organization, actor, target, address, version, action, 1, hash
        from audit_event where organization = '%s' and seq = 2000
        """
            .formatted(organization.value()));

    assertThat(chains.verdict(organization).ok()).isFalse();
  }

  @Test
  void verify_nameWithoutItsKey_isAFlawAndNoFailure() {
    var organization = chains.organizationWithEvents(3);

    chains.asSuperuser(
        "update audit_party set name_key = null where organization = '%s'"
            .formatted(organization.value()));

    assertThat(chains.verdict(organization).ok()).isFalse();
  }

  @Test
  void retention_rowForgedIntoTheOldestMonth_isNeitherSignedNorDropped() {
    var organization = chains.organizationWithEvents(0);
    server.database().execute("select audit_prepare_months(now() - interval '460 days')");
    chains.recordAgo(organization, Duration.ofDays(450), 2);
    chains.asSuperuser(
        """
        insert into audit_event (at, seq, organization, actor, target, address, version, action, outcome, hash)
        select at, 9, organization, actor, target, address, version, action, 1, hash
        from audit_event where organization = '%s' and seq = 2
        """
            .formatted(organization.value()));

    server.bean(AuditRetention.class).keepMonths();

    assertThat(signed(organization)).isEmpty();
    assertThat(chains.count(organization)).isEqualTo(3);
    chains.asSuperuser(
        "delete from audit_event where organization = '%s' and seq = 9"
            .formatted(organization.value()));
  }

  @Test
  void retention_shortenedByTheServersRole_isRefused() throws SQLException {
    try (var connection = server.database().asServer();
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("update audit_retention set days = 30"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(
              () -> statement.execute("select audit_drop_months(now() - interval '360 days')"))
          .hasMessageContaining("within the retention");
    }
  }

  @Test
  void checkpoints_byPages_areAllGivenNewestFirst() {
    for (int i = 0; i < 3; i++) {
      olga.post("/audit/verify").expect(200);
    }

    var first = olga.get("/audit/checkpoints?limit=2").expect(200);
    var second = olga.get("/audit/checkpoints?limit=2&cursor=" + first.at("/next")).expect(200);

    assertThat(first.items()).hasSize(2);
    assertThat(second.items().getFirst().at("/seq").asLong())
        .isLessThan(first.items().getLast().at("/seq").asLong());
  }

  /** As somebody would who owns the database and waits for a server to sign what is there. */
  private static void writeAnew(OrganizationId organization, int events) {
    deleteAll(organization);
    server.bean(OwnAppends.class).forget(organization);
    chains.forgetHead();
    chains.record(organization, events);
  }

  private static void insertGarbage(OrganizationId organization, long seq) {
    server
        .jdbc()
        .sql(
            """
            insert into audit_checkpoint (organization, seq, hash, at, signature)
            values (:organization, :seq, :hash, now() + interval '1 year', :hash)
            """)
        .param("organization", organization.value())
        .param("seq", seq)
        .param("hash", new byte[32])
        .update();
  }

  private static void deleteAll(OrganizationId organization) {
    chains.asSuperuser(
        """
        delete from audit_checkpoint where organization = '%1$s';
        delete from audit_event where organization = '%1$s';
        update audit_head set seq = 0, hash = decode(repeat('00', 32), 'hex'), at = 'epoch' where organization = '%1$s'
        """
            .formatted(organization.value()));
  }

  private Commands.Ended verify(OrganizationId organization, String export, String... more)
      throws IOException {
    Path file = folder.resolve("export.jsonl");
    Files.writeString(file, export);
    var arguments =
        new ArrayList<>(List.of(file.toString(), "--key", checkpoints.fingerprint(organization)));
    arguments.addAll(List.of(more));
    return Commands.auditVerify(arguments.toArray(String[]::new));
  }

  private static List<Long> signed(OrganizationId organization) {
    return newestSigned(organization).stream().map(Checkpoint::seq).toList();
  }

  private static Checkpoint signedAt(OrganizationId organization, long seq) {
    return newestSigned(organization).stream()
        .filter(checkpoint -> checkpoint.seq() == seq)
        .findFirst()
        .orElseThrow();
  }

  private static List<Checkpoint> newestSigned(OrganizationId organization) {
    return checkpoints.page(organization, Paging.FIRST).items();
  }

  private static List<RecordedEvent> newestFirst(OrganizationId organization, int limit) {
    var everything = new AuditHistory.Filter(null, null, null, null, null, null);
    return server
        .bean(AuditReader.class)
        .page(organization, everything, new Paging(limit, null))
        .items();
  }
}
