package io.mortise.server.credentials.store;

import io.mortise.runtime.connector.HostRules;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.Reveal;
import io.mortise.runtime.credential.Secret;
import io.mortise.server.kernel.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is sealed: every field of the credential, public ones too, and the hosts it may be sent to.
 * Uses go by this and never by the row, so that changing a row sends nothing anywhere new.
 *
 * @param hosts in the form of the HTTP contract's <em>Hosts</em>
 * @param tokenEndpoint the address that issues access tokens, the only one that gets a client
 *     secret; null where the credential gets none by OAuth
 * @param app the OAuth app whose client asks for the tokens; null where the client is among the
 *     fields
 */
public record SealedDocument(
    String connector,
    String method,
    List<String> hosts,
    @Nullable String tokenEndpoint,
    @Nullable UUID app,
    Fields fields) {
  /**
   * Reserved: a release that writes documents which this one would misread names their form here.
   */
  private static final String FORM = "form";

  private static final String TOKEN_ENDPOINT = "tokenEndpoint";
  private static final String APP = "app";
  private static final String TEXT = "text";
  private static final String LINES = "lines";
  private static final String SECRET = "secret";
  private static final String SECRETS = "secrets";
  private static final String NOT_SECRET = "notSecret";

  public SealedDocument {
    hosts = List.copyOf(hosts);
  }

  /** Names the place of a document: bytes moved to another row or version do not open. */
  static byte[] associatedData(OrganizationId organization, CredentialId credential, int version) {
    return ("mortise credential\n" + organization + "\n" + credential + "\n" + version)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Whether these hosts lie within the sealed ones. */
  public boolean covers(List<String> others) {
    return HostRules.of(hosts).covers(others);
  }

  byte[] toBytes(JsonMapper json) {
    ObjectNode document = json.createObjectNode();
    document.put("connector", connector);
    document.put("method", method);
    hosts.forEach(document.putArray("hosts")::add);
    if (tokenEndpoint != null) {
      document.put(TOKEN_ENDPOINT, tokenEndpoint);
    }
    if (app != null) {
      document.put(APP, app.toString());
    }
    ObjectNode members = document.putObject("fields");
    fields.asMap().forEach((name, value) -> write(members.putObject(name), value));
    return json.writeValueAsBytes(document);
  }

  static SealedDocument ofBytes(JsonMapper json, byte[] bytes) {
    JsonNode document = json.readTree(bytes);
    if (document.has(FORM)) {
      throw new IllegalStateException("A sealed document has a form of a newer release");
    }
    var fields = new LinkedHashMap<String, FieldValue>();
    document
        .get("fields")
        .properties()
        .forEach(field -> fields.put(field.getKey(), read(field.getValue())));
    return new SealedDocument(
        document.get("connector").asString(),
        document.get("method").asString(),
        texts(document.get("hosts")),
        document.has(TOKEN_ENDPOINT) ? document.get(TOKEN_ENDPOINT).asString() : null,
        document.has(APP) ? UUID.fromString(document.get(APP).asString()) : null,
        new Fields(fields));
  }

  private static void write(ObjectNode member, FieldValue value) {
    switch (value) {
      case FieldValue.Text(String text) -> member.put(TEXT, text);
      case FieldValue.Lines(List<String> lines) -> lines.forEach(member.putArray(LINES)::add);
      case FieldValue.Hidden(Secret secret) ->
          member.put(SECRET, secret.reveal(Reveal.FOR_SEALING));
      case FieldValue.HiddenMap(Map<String, Secret> entries, Map<String, String> notSecret) -> {
        ObjectNode map = member.putObject(SECRETS);
        entries.forEach((name, secret) -> map.put(name, secret.reveal(Reveal.FOR_SEALING)));
        if (!notSecret.isEmpty()) {
          notSecret.forEach(member.putObject(NOT_SECRET)::put);
        }
      }
    }
  }

  private static FieldValue read(JsonNode member) {
    String kind = member.propertyNames().iterator().next();
    JsonNode value = member.get(kind);
    return switch (kind) {
      case TEXT -> new FieldValue.Text(value.asString());
      case LINES -> new FieldValue.Lines(texts(value));
      case SECRET -> new FieldValue.Hidden(Secret.of(value.asString()));
      case SECRETS -> new FieldValue.HiddenMap(secrets(value), named(member.path(NOT_SECRET)));
      default -> throw new IllegalStateException("A sealed document has a field of unknown kind");
    };
  }

  private static Map<String, Secret> secrets(JsonNode object) {
    var secrets = new LinkedHashMap<String, Secret>();
    object
        .properties()
        .forEach(entry -> secrets.put(entry.getKey(), Secret.of(entry.getValue().asString())));
    return secrets;
  }

  private static Map<String, String> named(JsonNode object) {
    var texts = new LinkedHashMap<String, String>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
    return texts;
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }
}
