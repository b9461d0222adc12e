package io.mortise.server.connectors;

import io.mortise.runtime.catalogue.Catalogue;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.settings.Settings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The catalogue of this server: what is built in, and the practice service where it runs. */
@Component
public class Connectors {
  private final Catalogue catalogue;

  @Autowired
  Connectors(Settings settings) {
    this(catalogue(settings));
  }

  /** Of a catalogue alone, without the settings of a server. */
  public Connectors(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  private static Catalogue catalogue(Settings settings) {
    var builtIn = Catalogue.builtIn();
    return settings
        .outbound()
        .practicePort()
        .map(port -> builtIn.with(Catalogue.practice(port)))
        .orElse(builtIn);
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  /** A connector named in a request. */
  public Connector get(String id) {
    return catalogue
        .find(id)
        .orElseThrow(
            () ->
                new InvalidRequest(
                    "/connector",
                    "There is no connector «" + id + "»; GET /api/v1/connectors lists them."));
  }

  /** A method of it named in a request. */
  public AuthMethod method(Connector connector, String id) {
    return connector
        .method(id)
        .orElseThrow(
            () ->
                new InvalidRequest(
                    "/method",
                    connector.name()
                        + " has no method «"
                        + id
                        + "»; it has "
                        + String.join(
                            ", ", connector.methods().stream().map(AuthMethod::id).toList())
                        + "."));
  }
}
