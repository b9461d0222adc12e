package io.mortise.server.practice;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The Petstore is the same after a restart. */
class PracticeFilesTest {
  @TempDir private Path folder;

  @Test
  void keyAndSecret_areMadeOnceAndDiffer() throws Exception {
    String key = files().apiKey();
    String secret = files().clientSecret();

    assertThat(files().apiKey()).isEqualTo(key).isNotEqualTo(secret);
    assertThat(files().clientSecret()).isEqualTo(secret);
  }

  @Test
  void connections_goOnAfterARestart_andNoTokenIsWritten() throws Exception {
    var clock = new TestClock();
    var issued =
        new Connections(clock, files()).begin(PracticePerson.SAM, EnumSet.allOf(PetScope.class));

    var restarted = new Connections(clock, files());

    assertThat(restarted.access(issued.accessToken()).orElseThrow().person())
        .isEqualTo(PracticePerson.SAM);
    var next = restarted.refresh(issued.refreshToken(), Optional.empty());
    assertThat(next.scopes()).isEqualTo(issued.scopes());
    assertThat(Files.readString(folder.resolve("practice.connections")))
        .contains("SAM")
        .doesNotContain(next.accessToken(), next.refreshToken(), issued.accessToken());
  }

  @Test
  void connections_thatCannotBeRead_areNone() throws Exception {
    Files.writeString(folder.resolve("practice.connections"), "[{\"family\":");

    assertThat(files().load()).isEmpty();
    Files.writeString(folder.resolve("practice.connections"), "[{\"family\":\"x\"}]");
    assertThat(files().load()).isEmpty();
  }

  private PracticeFiles files() {
    return new PracticeFiles(folder, new JsonMapper());
  }
}
