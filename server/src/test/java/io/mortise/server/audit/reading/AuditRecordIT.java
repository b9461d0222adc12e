package io.mortise.server.audit.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.ExpectedGeneration;
import io.mortise.server.audit.RecordOutcome;
import io.mortise.server.credentials.store.Refusals;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.AtOnce;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Events are recorded in one chain without a gap, listed newest first and kept as long as they must
 * be.
 */
class AuditRecordIT {
  private static TestServer server;
  private static TestChains chains;
  private static Api olga;

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

  @ParameterizedTest
  @CsvSource({
    "fromSeq=0, /fromSeq",
    "fromSeq=-4, /fromSeq",
    "fromSeq=1000000, /fromSeq",
    "fromSeq=3&toSeq=2, /toSeq",
    "toSeq=0, /toSeq"
  })
  void export_rangeWithoutEvents_isRefusedAndNotRecorded(String range, String pointer) {
    for (int i = 0; i < 3; i++) {
      olga.get("/audit/export").expect(200);
    }
    String newest = olga.get("/audit?limit=1").expect(200).at("/items/0/seq");

    var answer = olga.get("/audit/export?" + range).expect(400, "invalid_request");

    assertThat(answer.pointers()).containsExactly(pointer);
    assertThat(olga.get("/audit?limit=1").at("/items/0/seq")).isEqualTo(newest);
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

    assertThat(seqs).isSortedAccordingTo(Comparator.reverseOrder()).doesNotHaveDuplicates();
    assertThat(seqs.getLast()).isEqualTo(1);
    assertThat(seqs).hasSize(seqs.getFirst().intValue());
  }

  @Test
  void event_byItsNumber_isTheOneOfTheList() {
    String newest = olga.get("/audit?limit=1").expect(200).at("/items/0/seq");

    var event = olga.get("/audit/" + newest).expect(200);

    assertThat(event.at("/hash"))
        .isEqualTo(
            olga.get("/audit").items().stream()
                .filter(one -> one.path("seq").asString().equals(newest))
                .findFirst()
                .orElseThrow()
                .path("hash")
                .asString());
    olga.get("/audit/1000000").expect(404, "not_found");
    olga.get("/audit/none").expect(400);
    olga.withKey("credentials:read").get("/audit/" + newest).expect(403);
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
    var organization = chains.organizationWithEvents(0);

    var outcomes =
        AtOnce.all(
            IntStream.range(0, 1_000)
                .mapToObj(
                    n ->
                        (Callable<RecordOutcome>)
                            () ->
                                chains
                                    .log()
                                    .record(
                                        chains.event(organization, TestChains.SOMETHING),
                                        List.of()))
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
    assertThat(chains.verdict(organization).ok()).isTrue();
  }

  @Test
  void record_underStaleClaims_recordsNothing() {
    var organization = chains.organizationWithEvents(3);
    var subject = UUID.randomUUID();
    chains.raise(organization, subject);

    var outcome =
        chains
            .log()
            .record(
                chains.event(organization, TestChains.SOMETHING),
                List.of(new ExpectedGeneration(subject, 0)));

    assertThat(outcome)
        .isEqualTo(new RecordOutcome.Stale(Set.of(new ExpectedGeneration(subject, 0))));
    assertThat(chains.count(organization)).isEqualTo(3);
    assertThat(
            chains
                .log()
                .record(
                    chains.event(organization, TestChains.SOMETHING),
                    List.of(new ExpectedGeneration(subject, 1))))
        .isEqualTo(new RecordOutcome.Recorded(4));
  }

  @Test
  void record_someStaleAmongManyAtOnce_recordsTheOthers() throws Exception {
    var organization = chains.organizationWithEvents(0);
    var changed = UUID.randomUUID();
    var unchanged = UUID.randomUUID();
    chains.raise(organization, changed);

    var outcomes =
        AtOnce.all(
            IntStream.range(0, 400)
                .mapToObj(
                    n ->
                        (Callable<RecordOutcome>)
                            () ->
                                chains
                                    .log()
                                    .record(
                                        chains.event(organization, TestChains.SOMETHING),
                                        List.of(
                                            new ExpectedGeneration(
                                                n % 20 == 0 ? changed : unchanged, 0))))
                .toList());

    assertThat(outcomes.stream().filter(RecordOutcome.Stale.class::isInstance)).hasSize(20);
    assertThat(chains.count(organization)).isEqualTo(380);
    assertThat(chains.verdict(organization).ok()).isTrue();
  }

  @Test
  void record_twoOrganizationsAtOnce_doNotMix() throws Exception {
    var one = chains.organizationWithEvents(0);
    var other = chains.organizationWithEvents(0);

    AtOnce.all(
        IntStream.range(0, 300)
            .mapToObj(
                n ->
                    (Callable<RecordOutcome>)
                        () ->
                            chains
                                .log()
                                .record(
                                    chains.event(n % 3 == 0 ? one : other, TestChains.SOMETHING),
                                    List.of()))
            .toList());

    assertThat(chains.count(one)).isEqualTo(100);
    assertThat(chains.count(other)).isEqualTo(200);
    assertThat(chains.verdict(one).ok()).isTrue();
    assertThat(chains.verdict(other).ok()).isTrue();
    assertThat(chains.exported(one, 1, Long.MAX_VALUE)).doesNotContain(other.toString());
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
  void refusals_guessesOfOneKey_areCountedTogetherBeyondTwenty() {
    var guesser = olga.withKey("runtime:resolve");
    long before = refusals();

    for (int i = 0; i < 60; i++) {
      guesser.resolve("guess-" + i).expect(404, "credential_not_found");
    }
    server.bean(Refusals.class).writeRepeated();

    assertThat(refusals() - before).isEqualTo(22);
    var counted = olga.get("/audit?action=credential.refused&limit=1").expect(200).items();
    assertThat(counted.getFirst().at("/detail/repeated").asString()).isEqualTo("39");
  }

  private static long refusals() {
    return olga.get("/audit?action=credential.refused&limit=200").expect(200).items().size();
  }

  @Test
  void retention_dropsWholeOldMonthsOnly_andTheChainStaysValid() {
    var organization = chains.organizationWithEvents(0);
    server.database().execute("select audit_prepare_months(now() - interval '460 days')");
    chains.recordAgo(organization, Duration.ofDays(450), 4);
    chains.recordAgo(organization, Duration.ofDays(60), 3);
    chains.record(organization, 2);

    server.bean(AuditRetention.class).keepMonths();

    // Four are gone; that they went is an event of its own.
    assertThat(chains.count(organization)).isEqualTo(6);
    assertThat(chains.verdict(organization).ok())
        .as(String.valueOf(chains.verdict(organization).problem()))
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
  void export_csv_beginsWithAByteOrderMarkOnce() {
    String csv = olga.get("/audit/export?format=csv").expect(200).text();

    assertThat(csv).startsWith("\uFEFF\"seq\",\"at\"");
    assertThat(csv.indexOf('\uFEFF', 1)).isEqualTo(-1);
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

  private static void assertRefused(Connection connection, String sql) throws SQLException {
    try (connection;
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql)).isInstanceOf(SQLException.class);
    }
  }
}
