package io.mortise.server.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where settings are read: the environment first, then {@code mortise.conf} in the data folder,
 * lines of {@code NAME=value}. A value is everything behind the first equals sign, as it stands:
 * there are no escapes, quotes or comments behind it. A name in the file that is none of ours is an
 * error, so that a typing mistake cannot go unnoticed.
 */
final class SettingsSource {
  static final String FILE = "mortise.conf";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Map<String, String> values;

  private SettingsSource(Map<String, String> values) {
    this.values = values;
  }

  static SettingsSource read(Map<String, String> environment, Path data, Set<String> known) {
    var values = new HashMap<>(fromFile(data.resolve(FILE), known));
    environment.forEach(
        (name, value) -> {
          if (known.contains(name) && !value.isBlank()) {
            values.put(name, value);
          }
        });
    return new SettingsSource(values);
  }

  /** Without blanks around it. */
  Optional<String> text(String name) {
    return verbatim(name).map(String::strip);
  }

  /** As it stands, for passwords and the like: blanks at the ends may belong to them. */
  Optional<String> verbatim(String name) {
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
    var values = new HashMap<String, String>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      if (line.isBlank() || line.strip().startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 0) {
        throw new SettingsInvalid(
            "Line %d of %s is not NAME=value; a comment begins with #.".formatted(number, file));
      }
      String name = line.substring(0, equals).strip();
      if (!known.contains(name)) {
        throw new SettingsInvalid(
            "%s sets %s, which is no setting of Mortise; docs/operate.md lists them."
                .formatted(file, name));
      }
      if (values.put(name, line.substring(equals + 1)) != null) {
        throw new SettingsInvalid(
            "%s sets %s twice, the second time in line %d.".formatted(file, name, number));
      }
    }
    values.values().removeIf(String::isBlank);
    return values;
  }

  private static List<String> lines(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      String text = Files.readString(file);
      return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).lines().toList();
    } catch (CharacterCodingException e) {
      throw new SettingsInvalid(file + " is not UTF-8 text.", e);
    } catch (IOException e) {
      throw new SettingsInvalid(file + " cannot be read; see its owner and permissions.", e);
    }
  }
}
