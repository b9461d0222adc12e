package io.mortise.server.practice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the Petstore keeps over a restart: its key, its client secret and its connections. */
final class PracticeFiles implements Connections.Storage {
  private static final Logger log = LoggerFactory.getLogger(PracticeFiles.class);
  private static final int SECRET_BYTES = 12;

  private final Path folder;
  private final JsonMapper json;

  PracticeFiles(Path folder, JsonMapper json) {
    this.folder = folder;
    this.json = json;
  }

  String apiKey() throws IOException {
    return readOrCreate("practice.key", "pet_");
  }

  String clientSecret() throws IOException {
    return readOrCreate("practice.secret", "pet_secret_");
  }

  private String readOrCreate(String name, String prefix) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      byte[] bytes = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(bytes);
      Files.writeString(file, prefix + HexFormat.of().formatHex(bytes));
    }
    return Files.readString(file).strip();
  }

  @Override
  public List<Connection> load() {
    try {
      return Files.exists(connections())
          ? Arrays.asList(json.readValue(Files.readString(connections()), Connection[].class))
          : List.of();
    } catch (IOException | JacksonException e) {
      log.warn(
          "Ignoring {}, which cannot be read: accounts at the Petstore must be authorized again",
          connections());
      return List.of();
    }
  }

  @Override
  public void save(List<Connection> connections) {
    Path next = folder.resolve("practice.connections.next");
    try {
      Files.writeString(next, json.writeValueAsString(connections));
      Files.move(next, connections(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("The Petstore cannot write its connections", e);
    }
  }

  private Path connections() {
    return folder.resolve("practice.connections");
  }
}
