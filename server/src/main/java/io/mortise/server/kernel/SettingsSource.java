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
    return number(name, whenMissing, 1, 65_535);
  }

  int number(String name, int whenMissing, int least, int most) {
    return text(name).map(value -> number(name, value, least, most)).orElse(whenMissing);
  }

  boolean flag(String name) {
    return text(name).map(value -> flag(name, value)).orElse(false);
  }

  private static int number(String name, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new SettingsInvalid(notWithin(name, value, least, most), e);
    }
    throw new SettingsInvalid(notWithin(name, value, least, most));
  }

  private static String notWithin(String name, String value, int least, int most) {
    return "%s is «%s»; it must be a number from %d to %d.".formatted(name, value, least, most);
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
