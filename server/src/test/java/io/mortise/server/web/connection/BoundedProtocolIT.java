package io.mortise.server.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

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
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(600);

  private static ConnectionBounds times(Duration header, Duration body, Duration answer) {
    return new ConnectionBounds(100, 100, 100, header, body, answer, SHORT);
  }

  private static ConnectionBounds counts(int unfinished, int perAddress, int strangers) {
    return new ConnectionBounds(unfinished, perAddress, strangers, LONG, LONG, LONG, LONG);
  }

  @Test
  void header_drippedBeyondItsTime_isEnded() throws Exception {
    try (var tomcat = new BoundedTomcat(times(SHORT, LONG, LONG));
        var client = tomcat.connect()) {
      client.send(BEGUN).dripUntilClosed();
    }
  }

  @Test
  void header_ofASecondRequestDripped_isEnded() throws Exception {
    try (var tomcat = new BoundedTomcat(times(SHORT, LONG, LONG));
        var client = tomcat.connect()) {
      assertThat(client.send(WHOLE + BEGUN).answer()).isEqualTo("200 0 bytes.");

      client.dripUntilClosed();
    }
  }

  @Test
  void connection_thatSendsNothing_isEnded() throws Exception {
    try (var tomcat = new BoundedTomcat(times(SHORT, LONG, LONG));
        var client = tomcat.connect()) {
      client.awaitClosed();
    }
  }

  @Test
  void connection_idleBetweenRequests_stays() throws Exception {
    try (var tomcat = new BoundedTomcat(times(SHORT, LONG, LONG));
        var idle = tomcat.connect();
        var other = tomcat.connect()) {
      idle.send(WHOLE).answer();

      other.send(BEGUN).awaitClosed();

      assertThat(idle.send(WHOLE).answer()).isEqualTo("200 0 bytes.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {LENGTH, CHUNK})
  void body_ofAStrangerDripped_isEnded(String request) throws Exception {
    try (var tomcat = new BoundedTomcat(times(LONG, SHORT, LONG));
        var client = tomcat.connect()) {
      client.send(request.formatted("/").replace("Content-Length: 5", "Content-Length: 99999"));
      client.dripUntilClosed();
    }
  }

  @Test
  void body_ofAKnownSenderDripped_isTakenWhole() throws Exception {
    var bounds = new ConnectionBounds(100, 100, 100, LONG, SHORT, LONG, LONG);
    try (var tomcat = new BoundedTomcat(bounds);
        var client = tomcat.connect();
        var stranger = tomcat.connect()) {
      client.send(LENGTH.formatted("/known")).send("ab");

      stranger.send(LENGTH.formatted("/")).send("ab").awaitClosed();

      assertThat(client.send("cde").answer()).isEqualTo("200 5 bytes.");
    }
  }

  @Test
  void body_ofAKnownSenderThatPauses_isEnded() throws Exception {
    try (var tomcat = new BoundedTomcat(times(LONG, LONG, LONG));
        var client = tomcat.connect()) {
      client.send(LENGTH.formatted("/known")).send("ab").awaitClosed();
    }
  }

  @Test
  void answer_thatAStrangerDoesNotTake_isEnded() throws Exception {
    try (var tomcat = new BoundedTomcat(times(LONG, LONG, SHORT));
        var stranger = tomcat.connect();
        var known = tomcat.connect();
        var other = tomcat.connect()) {
      String large = "GET %s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
      known.send(large.formatted("/known/large"));
      stranger.send(large.formatted("/large"));
      other.send(large.formatted("/large"));
      other.socket().getInputStream().read();

      assertThat(taken(stranger)).isLessThan(BoundedTomcat.LARGE);
      assertThat(taken(known)).isGreaterThan(BoundedTomcat.LARGE);
    }
  }

  /** Begins to read only when another stranger's time is over. */
  private static long taken(Client client) throws IOException, InterruptedException {
    Thread.sleep(SHORT.multipliedBy(3));
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
