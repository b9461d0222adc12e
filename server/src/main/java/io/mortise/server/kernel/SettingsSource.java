package io.mortise.server.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where settings are read: the environment first, then {@code mortise.conf} in the data folder,
 * lines of {@code NAME=value}. A name in the file that is none of ours is an error, so that a
 * typing mistake cannot go unnoticed.
 */
final class SettingsSource {
  static final String FILE = "mortise.conf";

  private final Map<String, String> values;

  private SettingsSource(Map<String, String> values) {
    this.values = values;
  }

  static SettingsSource read(Map<String, String> environment, Path data, Set<String> known) {
    var values = new HashMap<>(fromFile(data.resolve(FILE), known));
    environment.forEach(
        (name, value) -> {
          if (known.contains(name) && !value.isBlank()) {
            values.put(name, value.strip());
          }
        });
    return new SettingsSource(values);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  int port(String name, int whenMissing) {
    return text(name).map(value -> port(name, value)).orElse(whenMissing);
  }

  boolean flag(String name) {
    return text(name).map(value -> flag(name, value)).orElse(false);
  }

  private static int port(String name, String value) {
    try {
      int port = Integer.parseInt(value);
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new SettingsInvalid(
          name + " is «" + value + "»; it must be a port from 0 to 65535.", e);
    }
    throw new SettingsInvalid(name + " is " + value + "; it must be a port from 0 to 65535.");
  }

  private static boolean flag(String name, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new SettingsInvalid(name + " is «" + value + "»; it must be true or false.");
    };
  }

  private static Map<String, String> fromFile(Path file, Set<String> known) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var unknown = new TreeSet<>(properties.stringPropertyNames());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new SettingsInvalid(
          file
              + " sets "
              + unknown.first()
              + ", which is no setting of Mortise; docs/operate.md lists them.");
    }
    var values = new HashMap<String, String>();
    properties
        .stringPropertyNames()
        .forEach(name -> values.put(name, properties.getProperty(name).strip()));
    return values;
  }
}
