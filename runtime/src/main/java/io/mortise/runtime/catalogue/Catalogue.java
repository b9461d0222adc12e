package io.mortise.runtime.catalogue;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All connectors. Immutable: {@link #with} returns another catalogue. */
public final class Catalogue {
  private static final String FOLDER = "/io/mortise/connectors/";
  private static final String PRACTICE_FILE = "/io/mortise/practice/petstore.yaml";
  private static final int NO_MATCH = 4;

  private final Map<String, Connector> byId;

  private Catalogue(Map<String, Connector> byId) {
    this.byId = Collections.unmodifiableMap(byId);
  }

  /** The connectors that ship with Mortise. */
  public static Catalogue builtIn() {
    var loader = new ConnectorLoader();
    var connectors = new LinkedHashMap<String, Connector>();
    for (var name : resource(FOLDER + "index.txt").lines().toList()) {
      var connector = loader.load(name, resource(FOLDER + name));
      connectors.put(connector.id(), connector);
    }
    return new Catalogue(connectors);
  }

  /** Returns the connector of the practice service on this port of the loopback address. */
  public static Connector practice(int port) {
    var yaml = resource(PRACTICE_FILE).replace("${port}", Integer.toString(port));
    return new ConnectorLoader().load("petstore.yaml", yaml);
  }

  /** Returns this catalogue with another connector, which replaces one with the same id. */
  public Catalogue with(Connector connector) {
    var connectors = new LinkedHashMap<>(byId);
    connectors.put(connector.id(), connector);
    return new Catalogue(connectors);
  }

  public Optional<Connector> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** All connectors, sorted by name. */
  public List<Connector> all() {
    return search(null, null, null);
  }

  /** Finds the connectors that match {@code q}, best matches first, then by name. */
  public List<Connector> search(
      @Nullable String q, @Nullable String category, @Nullable String methodGroupOrType) {
    var words = q == null ? "" : q.strip().toLowerCase(Locale.ROOT);
    return byId.values().stream()
        .filter(connector -> category == null || connector.category().wire().equals(category))
        .filter(connector -> methodGroupOrType == null || offers(connector, methodGroupOrType))
        .filter(connector -> rank(connector, words) < NO_MATCH)
        .sorted(
            Comparator.<Connector>comparingInt(connector -> rank(connector, words))
                .thenComparing(connector -> connector.name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static int rank(Connector connector, String words) {
    var name = connector.name().toLowerCase(Locale.ROOT);
    if (words.isEmpty() || name.startsWith(words) || connector.id().equals(words)) {
      return 0;
    }
    if (name.contains(words) || connector.id().contains(words)) {
      return 1;
    }
    var others = connector.presentation().searchWords();
    if (others.stream().anyMatch(word -> word.toLowerCase(Locale.ROOT).startsWith(words))) {
      return 2;
    }
    return others.stream().anyMatch(word -> word.toLowerCase(Locale.ROOT).contains(words))
        ? 3
        : NO_MATCH;
  }

  private static boolean offers(Connector connector, String groupOrType) {
    return connector.methods().stream()
        .map(AuthMethod::type)
        .anyMatch(type -> type.wire().equals(groupOrType) || type.group().equals(groupOrType));
  }

  private static String resource(String path) {
    try (var stream = Catalogue.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException("Missing from the catalogue: " + path);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The catalogue cannot be read", e);
    }
  }
}
