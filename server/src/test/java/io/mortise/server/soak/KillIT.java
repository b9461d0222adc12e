package io.mortise.server.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestServer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Ends the server, and its database, with kill -9 while callers add, rotate and resolve. What was
 * acknowledged must be there afterwards: each credential, each version, each recorded use; and the
 * chain must verify.
 */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class KillIT {
  private static final int SHORT_ROUNDS = 2;
  private static final int LONG_ROUNDS = 20;
  private static final int CALLERS = 6;
  private static final int CALLS_BEFORE_KILL = 150;

  @Test
  void serverAndDatabaseKilledUnderLoad_twice_nothingAcknowledgedIsMissing() throws Exception {
    survive(SHORT_ROUNDS);
  }

  @Test
  @Tag("soak")
  void serverAndDatabaseKilledUnderLoad_twentyTimes_nothingAcknowledgedIsMissing()
      throws Exception {
    survive(LONG_ROUNDS);
  }

  private void survive(int rounds) throws Exception {
    Path data = TestServer.temporaryFolder();
    int port = TestServer.freePort();
    var acknowledged = new Acknowledged();
    var server = ServerProcess.start(data, port);
    try {
      Api owner = new Api(server.uri()).setUp();
      Api engine = owner.withKey("runtime:resolve", "credentials:read", "credentials:write");
      for (int round = 1; round <= rounds; round++) {
        boolean database = round % 2 == 0;
        server = killUnderLoad(server, data, port, engine, acknowledged, database);
        acknowledged.assertAllThere(owner, engine);
      }
    } finally {
      server.close();
    }
  }

  private static ServerProcess killUnderLoad(
      ServerProcess server,
      Path data,
      int port,
      Api engine,
      Acknowledged acknowledged,
      boolean database)
      throws Exception {
    var stop = new AtomicBoolean();
    int before = acknowledged.calls.get();
    try (var callers = Executors.newFixedThreadPool(CALLERS)) {
      List<Future<?>> running =
          IntStream.range(0, CALLERS)
              .<Future<?>>mapToObj(i -> callers.submit(() -> acknowledged.callUntil(stop, engine)))
              .toList();
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> acknowledged.calls.get() >= before + CALLS_BEFORE_KILL);
      if (database) {
        server.killDatabase();
        server.awaitReady();
      } else {
        server.kill();
      }
      stop.set(true);
      for (Future<?> each : running) {
        each.get();
      }
    }
    return database ? server : ServerProcess.start(data, port);
  }

  /** What callers were told had happened. */
  private static final class Acknowledged {
    final AtomicInteger calls = new AtomicInteger();
    final Map<String, Integer> versions = new ConcurrentHashMap<>();
    final Map<String, AtomicInteger> uses = new ConcurrentHashMap<>();

    void callUntil(AtomicBoolean stop, Api engine) {
      int number = 0;
      String id = null;
      while (!stop.get()) {
        try {
          if (id == null || number % 10 == 0) {
            id = add(engine);
          }
          if (id != null) {
            work(engine, id, number);
          }
        } catch (UncheckedIOException e) {
          // The server is gone: this call was not acknowledged.
          id = null;
        }
        number++;
      }
    }

    void assertAllThere(Api owner, Api engine) {
      versions.forEach(
          (id, version) -> {
            assertThat(
                    owner
                        .get("/credentials/" + id)
                        .expect(200)
                        .json()
                        .path("secretVersion")
                        .asInt())
                .as("version of %s", id)
                .isGreaterThanOrEqualTo(version);
            assertThat(engine.resolve(id).expect(200).at("/fields/token")).startsWith("ghp_");
          });
      uses.forEach(
          (id, count) ->
              assertThat(recordedUses(owner, id))
                  .as("uses of %s", id)
                  .isGreaterThanOrEqualTo(count.get()));
      assertThat(owner.post("/audit/verify").expect(200).at("/ok")).isEqualTo("true");
      versions.clear();
      uses.clear();
    }

    private String add(Api engine) {
      var body =
          Map.of(
              "connector",
              "github",
              "method",
              "bearer",
              "scope",
              "organization",
              "verify",
              false,
              "fields",
              Map.of("token", token(1)));
      var answer = engine.post("/credentials", body);
      if (answer.status() != 201) {
        return null;
      }
      calls.incrementAndGet();
      versions.put(answer.at("/id"), 1);
      return answer.at("/id");
    }

    private void work(Api engine, String id, int number) {
      if (number % 5 == 4) {
        var rotated =
            engine.post(
                "/credentials/" + id + "/rotate",
                Map.of("verify", false, "fields", Map.of("token", token(number))));
        if (rotated.status() == 200) {
          calls.incrementAndGet();
          versions.merge(id, rotated.json().path("secretVersion").asInt(), Math::max);
        }
      } else if (engine.resolve(id).status() == 200) {
        calls.incrementAndGet();
        uses.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
      }
    }

    private static String token(int number) {
      return "ghp_" + "f4k3".repeat(8) + String.format("%04d", number % 10_000);
    }

    private static long recordedUses(Api owner, String id) {
      return owner
          .get("/audit?limit=200&action=credential.used&target=" + id)
          .expect(200)
          .items()
          .size();
    }
  }
}
