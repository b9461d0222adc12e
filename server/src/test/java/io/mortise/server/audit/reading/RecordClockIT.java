package io.mortise.server.audit.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.server.audit.AuditHistory;
import io.mortise.server.audit.RecordedEvent;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Paging;
import io.mortise.server.kernel.Refused;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events never go back in time, whatever the clock of a server says. */
class RecordClockIT {
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

  @Test
  void record_clockGoneBack_isNotBeforeTheEventBefore() {
    var organization = chains.organizationWithEvents(2);

    chains.recordAgo(organization, Duration.ofMinutes(5), 2);
    chains.record(organization, 1);

    assertThat(times(organization)).hasSize(5).isSorted();
    assertThat(chains.verdict(organization).ok()).isTrue();
  }

  @Test
  void append_clockGoneBack_isNotBeforeTheEventBefore() {
    olga.post("/audit/verify").expect(200);

    server.at(
        Duration.ofMinutes(-5),
        () ->
            olga.post("/api-keys", "{\"name\":\"ci\",\"scopes\":[\"runtime:call\"]}").expect(201));

    var events = olga.get("/audit?limit=2").expect(200).items();
    assertThat(events.getFirst().at("/action").asString()).isEqualTo("api_key.created");
    assertThat(Instant.parse(events.getFirst().at("/at").asString()))
        .isAfterOrEqualTo(Instant.parse(events.getLast().at("/at").asString()));
  }

  @Test
  void record_clockFarBehind_isRefusedUntilItIsSetRight() {
    var organization = chains.organizationWithEvents(2);

    assertThatThrownBy(() -> chains.recordAgo(organization, Duration.ofMinutes(6), 1))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("clock");
    chains.record(organization, 1);

    assertThat(chains.count(organization)).isEqualTo(3);
  }

  @Test
  void append_clockFarBehind_refusesTheChange() {
    olga.post("/audit/verify").expect(200);

    server.at(
        Duration.ofMinutes(-6),
        () ->
            olga.post("/api-keys", "{\"name\":\"late\",\"scopes\":[\"runtime:call\"]}")
                .expect(503, "unavailable"));

    assertThat(olga.get("/api-keys").expect(200).text()).doesNotContain("late");
  }

  @Test
  void record_afterTheRecordsTimeWasSetRight_isTaken() {
    var organization = chains.organizationWithEvents(0);
    chains.recordAgo(organization, Duration.ofDays(-1), 1);

    assertThatThrownBy(() -> chains.record(organization, 1)).isInstanceOf(Refused.class);
    server.forgetTimeOfRecord();
    chains.record(organization, 1);

    assertThat(chains.verdict(organization).ok()).isTrue();
  }

  private static List<RecordedEvent> newestFirst(OrganizationId organization, int limit) {
    var everything = new AuditHistory.Filter(null, null, null, null, null, null);
    return server
        .bean(AuditReader.class)
        .page(organization, everything, new Paging(limit, null))
        .items();
  }

  private static List<Instant> times(OrganizationId organization) {
    return newestFirst(organization, 100).reversed().stream().map(RecordedEvent::at).toList();
  }
}
