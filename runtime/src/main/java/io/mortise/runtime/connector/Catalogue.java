package io.mortise.runtime.connector;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every connector there is. Immutable: {@link #with} answers another catalogue. */
public final class Catalogue {
  private Catalogue() {}

  /** The connectors that ship with Mortise. */
  public static Catalogue builtIn() {
    throw new UnsupportedOperationException("coming");
  }

  /** The practice service on this port of the loopback address. */
  public static Connector practice(int port) {
    throw new UnsupportedOperationException("coming");
  }

  /** This catalogue and one connector more, which replaces one of the same id. */
  public Catalogue with(Connector connector) {
    throw new UnsupportedOperationException("coming");
  }

  public Optional<Connector> find(String id) {
    throw new UnsupportedOperationException("coming");
  }

  /**
   * @throws UnknownConnector where there is none of that id
   */
  public Connector get(String id) {
    throw new UnsupportedOperationException("coming");
  }

  /** Every connector, by name. */
  public List<Connector> all() {
    throw new UnsupportedOperationException("coming");
  }

  /** Connectors that a person would call {@code q}, best matches first. */
  public List<Connector> search(
      @Nullable String q, @Nullable String category, @Nullable String methodGroupOrType) {
    throw new UnsupportedOperationException("coming");
  }
}
