package io.mortise.server.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mortise.server.database.EmbeddedPostgres;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestPostgres;
import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * A disk that is really full: PostgreSQL's files lie on a small file system in memory. Only where
 * the tests may mount one.
 */
@ExtendWith(OutputCaptureExtension.class)
class FullDiskIT {
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = TestServer.temporaryFolder();
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=160m,mode=777", "tmpfs", disk.toString()) == 0,
        "no right to mount a file system");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", disk.toString());
  }

  @Test
  void disk_full_isSaidAndHealsOnceThereIsSpace(CapturedOutput log) throws Exception {
    var postgres = EmbeddedPostgres.start(Files.createDirectory(disk.resolve("cluster")));
    var database =
        new TestPostgres.Database("mortise", postgres.url(), postgres.server(), postgres.owner());
    try (var server = TestServer.start(database, TestServer.temporaryFolder(), Map.of())) {
      Api olga = server.api().setUp();
      Path fill = disk.resolve("fill");
      fill(fill);

      var full = addUntilRefused(olga);

      full.expect(503, "unavailable");
      assertThat(full.at("/cause")).isEqualTo("disk_full");
      assertThat(log).contains("disk is full").doesNotContain("cannot be reached");
      var health = server.api().get("/health").expect(200);
      assertThat(health.at("/status")).isEqualTo("degraded");
      assertThat(health.at("/problems/0/code")).isEqualTo("disk_full");
      Files.delete(fill);
      TestCredentials.github().named("after").addBy(olga);
      await().until(() -> server.api().get("/health").at("/status").equals("up"));
    } finally {
      postgres.close();
    }
  }

  private static Answer addUntilRefused(Api olga) {
    for (int i = 0; ; i++) {
      var body = TestCredentials.github().named("c" + i).with("notes", "n".repeat(2_000)).body();
      var answer = olga.post("/credentials", body);
      if (answer.status() != 201) {
        return answer;
      }
    }
  }

  private static void fill(Path file) throws IOException {
    var block = new byte[64 * 1024];
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(Files.getFileStore(file).getUsableSpace()).isLessThan(block.length);
    }
  }

  private static int run(String... command) throws Exception {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }
}
