package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of the packages within credentials; between modules Modulith keeps it. */
class CredentialPackagesTest {
  private static final Path ROOT = Path.of("src/main/java/io/mortise/server/credentials");
  private static final Pattern IMPORT =
      Pattern.compile("import io\\.mortise\\.server\\.credentials\\.(?:([a-z]+)\\.)?[A-Z]");

  @ParameterizedTest
  @CsvSource({
    "stored, ''",
    "change, root stored",
    "use, root stored",
    "people, root stored change",
    "root, stored"
  })
  void everyPackage_usesOnlyWhatStandsBeforeIt(String name, String allowed) throws IOException {
    Path folder = name.equals("root") ? ROOT : ROOT.resolve(name);
    var used = new TreeSet<String>();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        IMPORT
            .matcher(Files.readString(file))
            .results()
            .map(found -> found.group(1) == null ? "root" : found.group(1))
            .forEach(used::add);
      }
    }
    used.remove(name);

    assertThat(allowed.split(" ")).containsAll(used);
  }
}
