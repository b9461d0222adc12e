package io.mortise.server.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.server.database.EmbeddedPostgres;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestPostgres;
import io.mortise.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The database goes away in the middle of resolves and comes back. */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class OutageIT {
  private static final int CALLERS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong unavailable = new AtomicLong();
  private final AtomicLong other = new AtomicLong();
  private final AtomicBoolean stop = new AtomicBoolean();

  @Test
  void databaseAway_resolves_are503WithoutASecretAndWellAgainAfterwards() throws Exception {
    Path cluster = TestServer.temporaryFolder();
    var postgres = EmbeddedPostgres.start(cluster);
    var database =
        new TestPostgres.Database("mortise", postgres.url(), postgres.server(), postgres.owner());
    try (var server = TestServer.start(database, TestServer.temporaryFolder(), Map.of());
        var callers = Executors.newFixedThreadPool(CALLERS)) {
      Api owner = server.api().setUp();
      String id = TestCredentials.github().addBy(owner);
      Api engine = owner.withKey("runtime:resolve");
      for (int i = 0; i < CALLERS; i++) {
        callers.submit(() -> resolveUntilStopped(engine, id));
      }
      await().atMost(PATIENCE).until(() -> acknowledged.get() > 100);

      postgres.close();
      await().atMost(PATIENCE).until(() -> unavailable.get() > 3 * CALLERS);
      var health = server.api().get("/health").expect(503, "unavailable");
      assertThat(health.at("/cause")).isEqualTo("database_unreachable");
      postgres = EmbeddedPostgres.start(cluster);
      assertThat(postgres.url()).as("the address stays").isEqualTo(database.url());
      long before = acknowledged.get();
      await().atMost(PATIENCE).until(() -> acknowledged.get() > before + 100);

      stop.set(true);
      callers.shutdown();
      assertThat(callers.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
      assertThat(other).hasValue(0);
      assertThat(recordedUses(server)).isGreaterThanOrEqualTo(acknowledged.get());
      assertThat(owner.post("/audit/verify").expect(200).at("/ok")).isEqualTo("true");
    } finally {
      postgres.close();
    }
  }

  private void resolveUntilStopped(Api engine, String id) {
    while (!stop.get()) {
      var answer = engine.resolve(id);
      if (answer.status() == 200) {
        acknowledged.incrementAndGet();
      } else if (answer.status() == 503
          && answer.code().equals("unavailable")
          && answer.at("/cause").equals("database_unreachable")
          && !answer.text().contains("ghp_")) {
        unavailable.incrementAndGet();
      } else {
        other.incrementAndGet();
      }
    }
  }

  private static long recordedUses(TestServer server) {
    return server
        .jdbc()
        .sql("select count(*) from audit_event where action = 4")
        .query(Long.class)
        .single();
  }
}
