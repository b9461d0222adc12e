package io.mortise.runtime.operation;

import io.mortise.runtime.TestCredentials;
import io.mortise.runtime.catalogue.ConnectorLoader;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.runtime.credential.ResolvedCredential;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A connector with one operation, and a credential for it. */
final class TestOperations {
  static final String SECRET = "fake-key-00012345";

  private static final String FILE =
      """
      id: own.acme
      name: Acme
      category: service
      guide: Create a key.
      methods:
        - id: key
          type: api_key
          name: Key
          fields:
            - {name: site, label: Site, help: Its name., default: api}
            - {name: key, label: Key, secret: true, help: As it is shown.}
          apply: {scheme: api_key, in: %s, name: X-Key, value: "{key}"}
          hosts: {to: ["api.acme.test", "files.acme.test"], base: "http://api.acme.test/v1/"}
      operations:
        - id: tried
          name: Tried
      """;

  private TestOperations() {}

  /** The operation's members in YAML, such as {@code request: {method: GET, path: /a}}. */
  static Connector connector(String operation) {
    return connector("header", operation);
  }

  /**
   * @param place of the key: {@code header} or {@code query}
   */
  static Connector connector(String place, String operation) {
    return new ConnectorLoader()
        .load("acme.yaml", FILE.formatted(place) + operation.stripIndent().indent(4));
  }

  static ResolvedCredential credential(Connector connector) {
    var method = connector.methods().getFirst();
    var fields = TestCredentials.fields(method, Map.of("key", SECRET));
    return new ResolvedCredential(
        new CredentialId(new UUID(0, 1)),
        "acme",
        new ResolvedCredential.Method("own.acme", "key", "api_key"),
        ResolvedCredential.Token.ofSecret(1, "t", null),
        fields,
        List.of("api.acme.test", "files.acme.test"));
  }
}
