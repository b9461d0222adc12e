package io.mortise.server.web.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.server.web.connection.BoundedTomcat.Client;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may leave undone, how long, and who gives way when it is too much. */
class BoundedProtocolIT {
  private static final String BEGUN = "GET / HTTP/1.1\r\nHost: h\r\nX: ";
  private static final String REST = "\r\n\r\n";
  private static final String WHOLE = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String LENGTH = "POST %s HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n";
  private static final String CHUNK =
      "POST %s HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\naaaaa\r\n";
  private static final Duration LONG = Duration.ofHours(5);

  /** A bound that is over only when a test lets time pass. */
  private static final Duration BOUND = Duration.ofMinutes(10);

  private static final Duration PART = BOUND.dividedBy(5);

  private static ConnectionBounds times(Duration header, Duration body, Duration answer) {
    return new ConnectionBounds(100, 100, 100, header, body, answer, BOUND);
  }

  private static ConnectionBounds counts(int unfinished, int perAddress, int strangers) {
    return new ConnectionBounds(unfinished, perAddress, strangers, LONG, LONG, LONG, LONG);
  }

  @Test
  void header_drippedBeyondItsTime_isEnded() throws Exception {
    try (var tomcat = new BoundedTomcat(times(BOUND, LONG, LONG));
        var client = tomcat.connect()) {
      client.send(BEGUN).dripUntilClosed(PART);
    }
  }

  @Test
  void header_ofASecondRequestDripped_isEnded() throws Exception {
    try (var tomcat = new BoundedTomcat(times(BOUND, LONG, LONG));
        var client = tomcat.connect()) {
      assertThat(client.send(WHOLE + BEGUN).answer()).isEqualTo("200 0 bytes.");

      client.dripUntilClosed(PART);
    }
  }

  @Test
  void connection_thatSendsNothing_isEnded() throws Exception {
    try (var tomcat = new BoundedTomcat(times(BOUND, LONG, LONG));
        var client = tomcat.connect()) {
      client.idleUntilClosed(PART);
    }
  }

  @Test
  void connection_idleBetweenRequests_stays() throws Exception {
    try (var tomcat = new BoundedTomcat(times(BOUND, LONG, LONG));
        var idle = tomcat.connect()) {
      idle.send(WHOLE).answer();
      try (var other = tomcat.connect()) {
        other.send(BEGUN).idleUntilClosed(PART);
      }

      assertThat(idle.send(WHOLE).answer()).isEqualTo("200 0 bytes.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {LENGTH, CHUNK})
  void body_ofAStrangerDripped_isEnded(String request) throws Exception {
    try (var tomcat = new BoundedTomcat(times(LONG, BOUND, LONG));
        var client = tomcat.connect()) {
      client.send(request.formatted("/").replace("Content-Length: 5", "Content-Length: 99999"));
      client.dripUntilClosed(PART);
    }
  }

  /** Tomcat reads the rest of such a body, to be able to go on with the next request. */
  @Test
  void body_drippedAfterItsRequestWasRefused_isEnded() throws Exception {
    try (var tomcat = new BoundedTomcat(times(LONG, BOUND, LONG));
        var client = tomcat.connect()) {
      client.send(
          LENGTH.formatted("/refused").replace("Content-Length: 5", "Content-Length: 999999"));
      assertThat(client.answer()).isEqualTo("400 Refused.");

      client.dripUntilClosed(PART);
    }
  }

  @Test
  void body_ofAKnownSenderDripped_isTakenWhole() throws Exception {
    var bounds = new ConnectionBounds(100, 100, 100, LONG, BOUND, LONG, LONG);
    try (var tomcat = new BoundedTomcat(bounds);
        var client = tomcat.connect();
        var stranger = tomcat.connect()) {
      client.send(LENGTH.formatted("/known")).send("ab");

      stranger.send(LENGTH.formatted("/")).send("ab").idleUntilClosed(PART);

      assertThat(client.send("cde").answer()).isEqualTo("200 5 bytes.");
    }
  }

  @Test
  void body_ofAKnownSenderThatPauses_isEnded() throws Exception {
    try (var tomcat = new BoundedTomcat(times(LONG, LONG, LONG));
        var client = tomcat.connect()) {
      client.send(LENGTH.formatted("/known")).send("ab").idleUntilClosed(PART);
    }
  }

  /** Neither reads, so the one that is closed shows by what it cannot send any more. */
  @Test
  void answer_thatAStrangerDoesNotTake_isEnded() throws Exception {
    try (var tomcat = new BoundedTomcat(times(LONG, LONG, BOUND));
        var stranger = tomcat.connect();
        var known = tomcat.connect()) {
      String large = "GET %s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
      known.send(large.formatted("/known/large"));
      stranger.send(large.formatted("/large"));
      assertThat(known.socket().getInputStream().read()).isPositive();
      assertThat(stranger.socket().getInputStream().read()).isPositive();

      await()
          .until(
              () -> {
                tomcat.pass(PART);
                return refusesToTake(stranger);
              });

      assertThat(taken(stranger)).isLessThan(BoundedTomcat.LARGE);
      assertThat(taken(known)).isGreaterThan(BoundedTomcat.LARGE);
    }
  }

  private static boolean refusesToTake(Client client) {
    try {
      client.send("x");
      return false;
    } catch (IOException closed) {
      return true;
    }
  }

  private static long taken(Client client) throws IOException {
    long taken = 0;
    var buffer = new byte[64 * 1024];
    try {
      for (int n = 0; n >= 0; n = client.socket().getInputStream().read(buffer)) {
        taken += n;
      }
    } catch (IOException reset) {
      return taken;
    }
    return taken;
  }

  @Test
  void unfinished_oneTooMany_endsTheOldest() throws Exception {
    try (var tomcat = new BoundedTomcat(counts(3, 3, 100));
        var clients = new Clients()) {
      for (int i = 0; i < 4; i++) {
        clients.add(tomcat.connect().send(BEGUN));
      }

      clients.get(0).awaitClosed();
      for (int i = 1; i < 4; i++) {
        assertThat(clients.get(i).send(REST).answer()).isEqualTo("200 0 bytes.");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BEGUN, LENGTH, CHUNK, WHOLE + BEGUN, ""})
  void share_ofAnAddressUsedUp_endsItsOwnOldestOnly(String begun) throws Exception {
    try (var tomcat = new BoundedTomcat(counts(100, 2, 100));
        var other = tomcat.connect("127.0.0.3").send(BEGUN);
        var clients = new Clients()) {
      for (int i = 0; i < 3; i++) {
        clients.add(tomcat.connect("127.0.0.2").send(begun.formatted("/")));
      }

      clients.get(0).awaitClosed();
      assertThat(other.send(REST).answer()).isEqualTo("200 0 bytes.");
    }
  }

  @Test
  void share_ofATrustedProxy_isTheWhole() throws Exception {
    try (var tomcat = new BoundedTomcat(counts(100, 2, 100), "127.0.0.4");
        var clients = new Clients()) {
      for (int i = 0; i < 5; i++) {
        clients.add(tomcat.connect("127.0.0.4").send(BEGUN));
      }
      var stranger = clients.add(tomcat.connect("127.0.0.2").send(BEGUN));
      clients.add(tomcat.connect("127.0.0.2").send(BEGUN));
      clients.add(tomcat.connect("127.0.0.2").send(BEGUN));

      stranger.awaitClosed();
      for (int i = 0; i < 5; i++) {
        assertThat(clients.get(i).send(REST).answer()).isEqualTo("200 0 bytes.");
      }
    }
  }

  @Test
  void strangers_withTooMuchUnfinished_pushNoKnownClientOut() throws Exception {
    try (var tomcat = new BoundedTomcat(counts(3, 2, 100));
        var known = new Clients();
        var strangers = new Clients()) {
      for (int i = 0; i < 3; i++) {
        var client = known.add(tomcat.connect());
        client.send(LENGTH.formatted("/known")).send("abcde").answer();
        client.send(LENGTH.formatted("/known")).send("ab");
      }
      for (int i = 0; i < 5; i++) {
        strangers.add(tomcat.connect().send(BEGUN));
      }

      strangers.get(2).awaitClosed();
      for (var client : known.clients) {
        assertThat(client.send("cde").answer()).isEqualTo("200 5 bytes.");
      }
    }
  }

  @Test
  void strangers_idleTooMany_makeRoomAndKnownOnesStay() throws Exception {
    try (var tomcat = new BoundedTomcat(counts(100, 100, 4));
        var known = tomcat.connect();
        var idle = new Clients()) {
      known.send(LENGTH.formatted("/known")).send("abcde").answer();
      for (int i = 0; i < 5; i++) {
        var client = idle.add(tomcat.connect());
        assertThat(client.send(WHOLE).answer()).isEqualTo("200 0 bytes.");
      }

      idle.get(0).awaitClosed();
      assertThat(idle.get(4).send(WHOLE).answer()).isEqualTo("200 0 bytes.");
      assertThat(known.send(WHOLE).answer()).isEqualTo("200 0 bytes.");
    }
  }

  @Test
  void strangers_allBeingServed_makeNoRoomForOneMore() throws Exception {
    try (var tomcat = new BoundedTomcat(counts(100, 100, 2));
        var busy = new Clients()) {
      for (int i = 0; i < 2; i++) {
        var client = busy.add(tomcat.connect());
        client.send(LENGTH.formatted("/").replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n"));
        assertThat(client.line()).startsWith("HTTP/1.1 100");
      }

      try (var oneMore = tomcat.connect()) {
        oneMore.awaitClosed();
      }

      for (var client : busy.clients) {
        assertThat(client.line()).isEmpty();
        assertThat(client.send("abcde").answer()).isEqualTo("200 5 bytes.");
      }
    }
  }

  private static final class Clients implements AutoCloseable {
    private final List<Client> clients = new ArrayList<>();

    Client add(Client client) {
      clients.add(client);
      return client;
    }

    Client get(int index) {
      return clients.get(index);
    }

    @Override
    public void close() throws IOException {
      for (var client : clients) {
        client.close();
      }
    }
  }
}
