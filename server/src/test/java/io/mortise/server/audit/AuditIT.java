package io.mortise.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.Commands;
import io.mortise.server.audit.AuditEvent.Circumstances;
import io.mortise.server.audit.Guard.Claim;
import io.mortise.server.credentials.Refusals;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.UserId;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditIT {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Party SOMEBODY = Party.of(new UserId(new UUID(2, 1)), "Mia");
  private static final Party SOMETHING = Party.of(new CredentialId(new UUID(4, 1)), "acme-ci");

  private static TestServer server;
  private static Api olga;
  private static AuditLog log;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    log = server.bean(AuditLog.class);
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
    var organization = organizationWithEvents(10);

    asSuperuser(sql.formatted(organization.value()));

    assertBroken(organization, 5);
  }

  @Test
  void tampering_eventTakenOut_isFoundAtTheNext() throws IOException {
    var organization = organizationWithEvents(10);

    asSuperuser(
        "delete from audit_event where organization = '%s' and seq = 5"
            .formatted(organization.value()));

    assertBroken(organization, 6);
  }

  @Test
  void tampering_nameOfAParty_isFound() throws IOException {
    var organization = organizationWithEvents(10);

    asSuperuser(
        "update audit_party set name = 'Mallory' where organization = '%s' and name = 'Mia'"
            .formatted(organization.value()));

    assertBroken(organization, 1);
  }

  @Test
  void tampering_tailCutOffAndHeadMovedBack_isFoundByTheCheckpoint() throws IOException {
    var organization = organizationWithEvents(10);
    server.bean(Checkpoints.class).sign(organization);

    cutAfter(organization, 7);

    var verdict = verdict(organization);
    assertThat(verdict.ok()).isFalse();
    assertThat(java.util.Objects.requireNonNull(verdict.problem()).seq()).isEqualTo(10);
    assertThat(verifyExport(organization).exit()).isEqualTo(1);
  }

  @Test
  void tampering_tailCutOff_isFoundByTheHead() {
    var organization = organizationWithEvents(10);

    asSuperuser(
        "delete from audit_event where organization = '%s' and seq > 7"
            .formatted(organization.value()));

    assertThat(verdict(organization).ok()).isFalse();
  }

  @Test
  void tampering_chainWrittenAnewAfterACheckpoint_isFound() {
    var organization = organizationWithEvents(10);
    server.bean(Checkpoints.class).sign(organization);

    cutAfter(organization, 7);
    log =
        new AuditLog(
            server.bean(AuditChain.class), server.bean(AuditParties.class), server.clock());
    record(organization, 5);

    assertThat(verdict(organization).ok()).isFalse();
  }

  @Test
  void export_untouched_isProvedOffline() throws IOException {
    var organization = organizationWithEvents(25);

    var ended = verifyExport(organization);

    assertThat(ended.exit()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out()).contains("OK: events 1 to 25");
  }

  @Test
  void export_ofAPart_isProvedOffline() throws IOException {
    var organization = organizationWithEvents(25);
    server.bean(Checkpoints.class).sign(organization);

    var ended = verify(exported(organization, 11, Long.MAX_VALUE), fingerprint(organization));

    assertThat(ended.exit()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out()).contains("events 11 to 25");
  }

  @Test
  void export_underAnotherFingerprint_isBroken() throws IOException {
    var organization = organizationWithEvents(3);

    var ended = verify(exported(organization, 1, Long.MAX_VALUE), "0000-0000-0000-0000");

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.out()).contains("BROKEN");
  }

  @Test
  void export_oneLineChanged_isBrokenThere() throws IOException {
    var organization = organizationWithEvents(10);
    var lines = new ArrayList<>(List.of(exported(organization, 1, Long.MAX_VALUE).split("\n")));
    lines.set(4, lines.get(4).replace("credential.used", "credential.tested"));

    var ended = verify(String.join("\n", lines), fingerprint(organization));

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.out()).contains("BROKEN at event 4");
  }

  @Test
  void export_withoutItsCheckpoint_isNotProved() throws IOException {
    var organization = organizationWithEvents(5);
    String unsigned =
        exported(organization, 1, Long.MAX_VALUE)
            .lines()
            .filter(line -> !line.startsWith("{\"checkpoint\""))
            .collect(Collectors.joining("\n"));

    assertThat(verify(unsigned, fingerprint(organization)).out()).contains("NOT PROVED");
  }

  @Test
  void export_whatIsNone_isSaid() throws IOException {
    assertThat(verify("not an export\n", "x").exit()).isEqualTo(2);
    assertThat(verify("", "x").exit()).isEqualTo(2);
  }

  @Test
  void names_erased_keepTheChainValid() throws IOException {
    var organization = organizationWithEvents(10);

    asSuperuser(
        "update audit_party set name = null, name_key = null where organization = '%s'"
            .formatted(organization.value()));

    assertThat(verdict(organization).ok()).isTrue();
    assertThat(exported(organization, 1, Long.MAX_VALUE))
        .doesNotContain("Mia")
        .doesNotContain("acme-ci");
    assertThat(verifyExport(organization).exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"=HYPERLINK(\"x\")", "+1", "-1", "@SUM(A1)", "\tx"})
  void csv_nameThatLooksLikeAFormula_isMadeText(String name) {
    var organization = organizationWithEvents(0);
    log.record(event(organization, Party.of(new CredentialId(new UUID(4, 2)), name)));

    String csv = csv(organization);

    assertThat(csv).contains("\"'" + name.replace("\"", "\"\"") + "\"");
    assertThat(csv.lines().skip(1).findFirst().orElseThrow()).startsWith("\"1\",");
  }

  @Test
  void list_pagesByCursor_visitEachOnceNewestFirst() {
    var key = olga.withKey("audit:read");
    var seqs = new ArrayList<Long>();
    String cursor = "";
    do {
      var page =
          key.get("/audit?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).expect(200);
      page.items().forEach(event -> seqs.add(event.path("seq").asLong()));
      cursor = page.at("/next");
    } while (!cursor.isEmpty());

    assertThat(seqs)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder())
        .doesNotHaveDuplicates();
    assertThat(seqs.getLast()).isEqualTo(1);
    assertThat(seqs).hasSize(seqs.getFirst().intValue());
  }

  @Test
  void list_filters_narrow() {
    String id = TestCredentials.petstore().named("filtered").addBy(olga);
    var before = server.clock().instant();
    olga.post("/credentials/" + id + "/revoke").expect(200);

    var ofTarget = olga.get("/audit?target=" + id).expect(200).items();
    var ofAction = olga.get("/audit?action=credential.revoked&target=" + id).expect(200).items();
    var since = olga.get("/audit?target=" + id + "&from=" + before).expect(200).items();
    var until = olga.get("/audit?target=" + id + "&to=" + before).expect(200).items();
    var byOlga =
        olga.get("/audit?actor=" + server.people().olga() + "&target=" + id).expect(200).items();

    assertThat(ofTarget).hasSize(2).allMatch(event -> event.at("/target/id").asString().equals(id));
    assertThat(ofAction).hasSize(1);
    assertThat(since)
        .extracting(event -> event.path("action").asString())
        .containsExactly("credential.revoked");
    assertThat(until)
        .extracting(event -> event.path("action").asString())
        .containsExactly("credential.created");
    assertThat(byOlga).hasSize(2);
    olga.get("/audit?action=nonsense").expect(400, "invalid_request");
    olga.get("/audit?target=nonsense").expect(400, "invalid_request");
  }

  @Test
  void record_thousandAtOnce_isContiguousInFewCommits() throws Exception {
    var organization = organizationWithEvents(0);

    var outcomes =
        atOnce(
            IntStream.range(0, 1_000)
                .mapToObj(
                    n ->
                        (Callable<RecordOutcome>)
                            () -> log.record(event(organization, SOMETHING), List.of()))
                .toList());

    assertThat(outcomes.stream().map(outcome -> ((RecordOutcome.Recorded) outcome).seq()))
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 1_000).boxed().toList());
    long commits =
        server
            .jdbc()
            .sql(
                "select count(distinct xmin::text) from audit_event where organization = :organization")
            .param("organization", organization.value())
            .query(Long.class)
            .single();
    assertThat(commits).isLessThan(300);
    assertThat(verdict(organization).ok()).isTrue();
  }

  @Test
  void record_underStaleClaims_recordsNothing() {
    var organization = organizationWithEvents(3);
    var subject = UUID.randomUUID();
    raise(organization, subject);

    var outcome = log.record(event(organization, SOMETHING), List.of(new Claim(subject, 0)));

    assertThat(outcome).isEqualTo(new RecordOutcome.Stale(java.util.Set.of(new Claim(subject, 0))));
    assertThat(count(organization)).isEqualTo(3);
    assertThat(log.record(event(organization, SOMETHING), List.of(new Claim(subject, 1))))
        .isEqualTo(new RecordOutcome.Recorded(4));
  }

  @Test
  void record_someStaleAmongManyAtOnce_recordsTheOthers() throws Exception {
    var organization = organizationWithEvents(0);
    var changed = UUID.randomUUID();
    var unchanged = UUID.randomUUID();
    raise(organization, changed);

    var outcomes =
        atOnce(
            IntStream.range(0, 400)
                .mapToObj(
                    n ->
                        (Callable<RecordOutcome>)
                            () ->
                                log.record(
                                    event(organization, SOMETHING),
                                    List.of(new Claim(n % 20 == 0 ? changed : unchanged, 0))))
                .toList());

    assertThat(outcomes.stream().filter(RecordOutcome.Stale.class::isInstance)).hasSize(20);
    assertThat(count(organization)).isEqualTo(380);
    assertThat(verdict(organization).ok()).isTrue();
  }

  @Test
  void record_twoOrganizationsAtOnce_doNotMix() throws Exception {
    var one = organizationWithEvents(0);
    var other = organizationWithEvents(0);

    atOnce(
        IntStream.range(0, 300)
            .mapToObj(
                n ->
                    (Callable<RecordOutcome>)
                        () -> log.record(event(n % 3 == 0 ? one : other, SOMETHING), List.of()))
            .toList());

    assertThat(count(one)).isEqualTo(100);
    assertThat(count(other)).isEqualTo(200);
    assertThat(verdict(one).ok()).isTrue();
    assertThat(verdict(other).ok()).isTrue();
    assertThat(exported(one, 1, Long.MAX_VALUE)).doesNotContain(other.toString());
  }

  @Test
  void refusals_repeatedByOneKey_areCountedInOneEvent() {
    var engine = olga.withKey("runtime:resolve");
    var absent = new CredentialId(UUID.randomUUID()).toString();

    for (int i = 0; i < 6; i++) {
      engine.resolve(absent).expect(404, "credential_not_found");
    }
    server.bean(Refusals.class).writeRepeated();

    var events =
        olga.get("/audit?action=credential.refused").expect(200).items().stream()
            .filter(event -> event.at("/target/name").asString().equals(absent))
            .toList();
    assertThat(events).hasSize(2);
    assertThat(events.getFirst().at("/detail/repeated").asString()).isEqualTo("5");
  }

  @Test
  void retention_dropsWholeOldMonthsOnly_andTheChainStaysValid() {
    var organization = organizationWithEvents(0);
    server.database().execute("select audit_prepare_months(now() - interval '460 days')");
    recordAgo(organization, Duration.ofDays(450), 4);
    recordAgo(organization, Duration.ofDays(60), 3);
    record(organization, 2);

    server.bean(AuditRetention.class).keepMonths();

    assertThat(count(organization)).isEqualTo(5);
    assertThat(verdict(organization).ok())
        .as(String.valueOf(verdict(organization).problem()))
        .isTrue();
  }

  @Test
  void retention_monthNotWhollyPast_isKept() throws SQLException {
    server.database().execute("select audit_prepare_months(timestamptz '2024-02-10 00:00Z')");

    try (var connection = server.database().asServer();
        var statement = connection.createStatement()) {
      statement.execute("select audit_drop_months(timestamptz '2024-02-29 23:59:59Z')");
      assertThat(hasPartition("audit_event_202402")).isTrue();
      statement.execute("select audit_drop_months(timestamptz '2024-03-01 00:00:00Z')");
      assertThat(hasPartition("audit_event_202402")).isFalse();
      assertThat(hasPartition("audit_event_202403")).isTrue();
    }
  }

  @Test
  void retention_ofTheLastThirtyDays_isRefusedWhoeverAsks() throws SQLException {
    assertRefused(
        server.database().asServer(), "select audit_drop_months(now() - interval '29 days')");
    assertRefused(
        server.database().asOwner(), "select audit_drop_months(now() + interval '10 years')");
  }

  private static boolean hasPartition(String name) {
    return server
        .jdbc()
        .sql("select to_regclass(:name) is not null")
        .param("name", name)
        .query(Boolean.class)
        .single();
  }

  private void assertBroken(OrganizationId organization, long seq) throws IOException {
    var verdict = verdict(organization);
    assertThat(verdict.ok()).isFalse();
    assertThat(java.util.Objects.requireNonNull(verdict.problem()).seq()).isEqualTo(seq);
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

  private static OrganizationId organizationWithEvents(int events) {
    var organization = server.people().organization("Globex " + COUNT.incrementAndGet());
    record(organization, events);
    return organization;
  }

  private static void record(OrganizationId organization, int events) {
    for (int i = 0; i < events; i++) {
      log.record(event(organization, SOMETHING));
    }
  }

  private static void recordAgo(OrganizationId organization, Duration ago, int events) {
    server.clock().advance(ago.negated());
    record(organization, events);
    server.clock().advance(ago);
  }

  private static AuditEvent event(OrganizationId organization, Party target) {
    var how = new Circumstances("192.0.2.7", 1, null, Map.of("flow", "nightly", "step", "fetch"));
    return new AuditEvent(
        organization, SOMEBODY, AuditAction.CREDENTIAL_USED, target, Outcome.OK, how);
  }

  private static AuditVerification.ChainVerdict verdict(OrganizationId organization) {
    return server.bean(AuditVerification.class).verify(organization);
  }

  private static String fingerprint(OrganizationId organization) {
    return server.bean(Checkpoints.class).fingerprint(organization);
  }

  private static String exported(OrganizationId organization, long from, long to) {
    var export = server.bean(AuditExport.class);
    var out = new ByteArrayOutputStream();
    export.jsonLines(export.range(organization, from, to), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String csv(OrganizationId organization) {
    var export = server.bean(AuditExport.class);
    var out = new ByteArrayOutputStream();
    export.csv(export.range(organization, 1L, Long.MAX_VALUE), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private Commands.Ended verifyExport(OrganizationId organization) throws IOException {
    return verify(exported(organization, 1, Long.MAX_VALUE), fingerprint(organization));
  }

  private Commands.Ended verify(String export, String fingerprint) throws IOException {
    Path file = folder.resolve("export.jsonl");
    Files.writeString(file, export);
    return Commands.auditVerify(file.toString(), "--key", fingerprint);
  }

  private static long count(OrganizationId organization) {
    return server
        .jdbc()
        .sql("select count(*) from audit_event where organization = :organization")
        .param("organization", organization.value())
        .query(Long.class)
        .single();
  }

  private static void raise(OrganizationId organization, UUID subject) {
    server.bean(Guard.class).raise(organization, subject);
  }

  /** Removes the last events and makes the head look as if they had never been. */
  private static void cutAfter(OrganizationId organization, long seq) {
    asSuperuser(
        """
        update audit_head h set seq = %2$s, hash = (select hash from audit_event e
          where e.organization = h.organization and e.seq = %2$s) where organization = '%1$s';
        delete from audit_event where organization = '%1$s' and seq > %2$s
        """
            .formatted(organization.value(), seq));
  }

  private static void asSuperuser(String sql) {
    server.database().execute("set session_replication_role = replica; " + sql);
  }

  private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var done = new ArrayList<T>();
      for (var future : threads.invokeAll(tasks)) {
        done.add(future.get());
      }
      return done;
    }
  }
}
