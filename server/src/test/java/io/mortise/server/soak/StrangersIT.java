package io.mortise.server.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Clients that never finish what they send, against the server as a process of its own under the
 * heap that the launcher gives it: everybody else is answered throughout.
 */
class StrangersIT {
  private static final String ATTACKER = "127.0.0.2";
  private static final String ENGINE = "127.0.0.3";
  private static final String PROXY = "127.0.0.4";

  @Test
  void unfinishedRequests_ofOneAddress_leaveEverybodyElseServed() throws Exception {
    survive(List.of(ATTACKER), 1_500, 1_000);
  }

  @Test
  @Tag("soak")
  void unfinishedRequests_tenThousandOfOneAddress_leaveEverybodyElseServed() throws Exception {
    survive(List.of(ATTACKER), 10_000, 150);
  }

  @Test
  @Tag("soak")
  void unfinishedRequests_tenThousandAsFastAsPossible_leaveEverybodyElseServed() throws Exception {
    survive(List.of(ATTACKER), 10_000, 100_000);
  }

  @Test
  @Tag("soak")
  void unfinishedRequests_ofManyAddresses_leaveEverybodyElseServed() throws Exception {
    var many = IntStream.range(10, 250).mapToObj(i -> "127.0.0." + i).toList();

    survive(many, 10_000, 300);
  }

  private static void survive(List<String> attackers, int connections, int atMostASecond)
      throws Exception {
    var data = TestServer.temporaryFolder();
    try (var server =
        ServerProcess.start(
            data, TestServer.freePort(), Map.of("MORTISE_TRUSTED_PROXIES", PROXY))) {
      Api owner = new Api(server.uri()).setUp();
      String id = TestCredentials.github().addBy(owner);
      String key = owner.withKey("runtime:resolve").header("Authorization");
      var uri = server.uri();
      String resolve = "POST /runtime/v1/credentials/" + id + "/resolve";
      var bystanders =
          List.of(
              new Bystander(uri, "127.0.0.1", "GET /api/v1/health"),
              new Bystander(uri, "127.0.0.1", "GET /health", "Accept: text/html"),
              new Bystander(uri, ENGINE, resolve, "Authorization: " + key),
              new Bystander(
                  uri,
                  PROXY,
                  resolve,
                  "Authorization: " + key,
                  "X-Forwarded-For: " + attackers.getFirst()));
      bystanders.forEach(Bystander::ask);

      long began;
      var end = new AtomicBoolean();
      try (var strangers = new Strangers(uri, attackers);
          var running = Executors.newFixedThreadPool(bystanders.size())) {
        bystanders.forEach(each -> running.submit(() -> each.askUntil(end)));
        strangers.open(connections, atMostASecond);
        end.set(true);
        running.close();
        System.out.println(
            connections
                + " connections; open still "
                + strangers.held()
                + ", refused "
                + strangers.refused());
        began = System.nanoTime();
      }
      for (String attacker : attackers) {
        var afterwards = new Bystander(uri, attacker, "GET /api/v1/health");
        await().pollDelay(Duration.ZERO).atMost(Duration.ofMinutes(1)).until(afterwards::ask);
      }
      System.out.println(
          "the attackers were answered "
              + Duration.ofNanos(System.nanoTime() - began).toMillis()
              + " ms after they stopped");
      bystanders.forEach(System.out::println);
      assertThat(bystanders)
          .allSatisfy(
              each -> {
                assertThat(each.failures()).isEmpty();
                assertThat(each.answers()).isGreaterThan(10);
              });
    }
  }
}
