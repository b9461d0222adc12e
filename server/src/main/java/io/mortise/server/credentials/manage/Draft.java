package io.mortise.server.credentials.manage;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.connector.Field;
import io.mortise.runtime.connector.FieldReading;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.connector.oauth.Scope;
import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Fields;
import io.mortise.server.credentials.apps.AppSettings;
import io.mortise.server.credentials.apps.OAuthAppId;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialRefused;
import io.mortise.server.credentials.store.NamedValues;
import io.mortise.server.credentials.store.SealedDocument;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.InvalidRequest.FieldProblem;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a credential as they will be sealed: what was entered, laid over what is kept of an
 * earlier document.
 *
 * @param kept names of secret fields that come from the earlier document as they were
 * @param keptInPart names of those of which some secrets come from it and others were entered or
 *     removed
 * @param app the OAuth app whose client is used; null where the client is among the fields
 */
record Draft(
    Connector connector,
    AuthMethod method,
    Fields fields,
    List<String> hosts,
    Set<String> kept,
    Set<String> keptInPart,
    @Nullable OAuthAppId app)
    implements AutoCloseable {
  private static final int MAX_ENTRIES = 100;

  /**
   * Fields entered for a new credential.
   *
   * @param client of an OAuth app; null where it is among the fields
   */
  static Draft of(
      Connector connector,
      AuthMethod method,
      Map<String, ?> entered,
      @Nullable AppSettings client) {
    refuseFieldsOfService(method, entered);
    var json = new LinkedHashMap<String, @Nullable Object>(usualScopes(method));
    json.putAll(entered);
    if (client == null) {
      requireNoApp(connector, method);
      return read(connector, method, json, Before.NOTHING, null);
    }
    refuseFieldsOfApp(method, entered);
    json.putAll(client.valuesFor(method));
    return read(connector, method, json, Before.NOTHING, client.id());
  }

  /** What a service is asked for where nobody says otherwise. */
  private static Map<String, Object> usualScopes(AuthMethod method) {
    var usual =
        method.oauth().stream()
            .flatMap(grant -> grant.scopes().stream())
            .filter(Scope::byDefault)
            .map(Scope::name)
            .toList();
    return usual.isEmpty() ? Map.of() : Map.of(OAuthGrant.SCOPES, usual);
  }

  private static void requireNoApp(Connector connector, AuthMethod method) {
    if (method.oauth().filter(grant -> grant.app() == OAuthGrant.App.REQUIRED).isPresent()) {
      throw new InvalidRequest("/app", "Choose an OAuth app of " + connector.name() + ".");
    }
  }

  private static void refuseFieldsOfService(AuthMethod method, Map<String, ?> entered) {
    method.fields().stream()
        .filter(field -> field.ofService() && entered.get(field.name()) != null)
        .findFirst()
        .ifPresent(
            field -> {
              throw new InvalidRequest(
                  "/fields/" + field.name(),
                  field.label() + " comes from the service when an account is connected.");
            });
  }

  /** Otherwise the app's secret, a code or a refresh token would go where the person likes. */
  private static void refuseFieldsOfApp(AuthMethod method, Map<String, ?> entered) {
    var problems =
        method.fields().stream()
            .filter(field -> field.ofApp() && entered.get(field.name()) != null)
            .map(
                field ->
                    new FieldProblem(
                        "/fields/" + field.name(),
                        field.label() + " belongs to the OAuth app. Change it there."))
            .toList();
    if (!problems.isEmpty()) {
      throw CredentialRefused.fieldsOfApp(problems);
    }
  }

  /**
   * Fields entered over a sealed document: absent ones stay, null clears a public one and keeps a
   * secret, and so does a secret left blank. What belongs to an OAuth app stays as it was sealed.
   *
   * @param client of an OAuth app, as it is now; null for what was sealed
   */
  static Draft over(
      Connector connector,
      AuthMethod method,
      Map<String, ?> entered,
      SealedDocument before,
      @Nullable AppSettings client) {
    refuseFieldsOfService(method, entered);
    return laidOver(connector, method, entered, before, client);
  }

  /**
   * What a service said of an account that is being connected, laid over what was handed off.
   *
   * @throws InvalidRequest if the connector does not allow it
   */
  static Draft issued(
      Connector connector, AuthMethod method, Map<String, ?> said, SealedDocument handedOff) {
    return laidOver(connector, method, said, handedOff, null);
  }

  private static Draft laidOver(
      Connector connector,
      AuthMethod method,
      Map<String, ?> entered,
      SealedDocument before,
      @Nullable AppSettings client) {
    var app = client == null ? before.app() : client.id().value();
    if (app != null) {
      refuseFieldsOfApp(method, entered);
    }
    var json = new LinkedHashMap<String, @Nullable Object>(publicValues(before.fields()));
    if (client != null) {
      json.putAll(client.valuesFor(method));
    }
    json.values().removeIf(value -> value instanceof Map);
    var edits = new LinkedHashMap<String, MapEdit>();
    entered.forEach(
        (name, value) -> {
          // A null of an unknown name stays, to be refused like any other value of it.
          if (leavesAsItWas(method.field(name), value)) {
            json.remove(name);
          } else if (value instanceof Map<?, ?> map
              && before.fields().asMap().get(name) instanceof FieldValue.HiddenMap stored) {
            edits.put(name, MapEdit.of(name, stored, map));
          } else {
            json.put(name, value);
          }
        });
    edits.forEach(
        (name, edit) -> {
          if (!edit.given().isEmpty()) {
            json.put(name, edit.given());
          }
        });
    var kept = new TreeSet<>(secretNames(before.fields()));
    kept.removeIf(name -> changes(name, json, edits.get(name)));
    if (app != null) {
      kept.removeIf(name -> isOfApp(method, name));
    }
    return read(
        connector,
        method,
        json,
        new Before(before.fields(), kept, edits),
        app == null ? null : new OAuthAppId(app));
  }

  private static boolean isOfApp(AuthMethod method, String name) {
    return method.field(name).filter(Field::ofApp).isPresent();
  }

  private static boolean changes(String name, Map<String, ?> json, @Nullable MapEdit edit) {
    return edit == null ? json.containsKey(name) : edit.changesSecrets();
  }

  private static boolean leavesAsItWas(Optional<Field> field, @Nullable Object value) {
    return field.isPresent() && (value == null || field.get().secret() && value.equals(""));
  }

  /** Whether a person has to agree at the service. */
  boolean needsPerson() {
    return method.oauth().filter(OAuthGrant::needsPerson).isPresent();
  }

  /** Whether a secret comes from the earlier document. */
  boolean keepsAnySecret() {
    return !kept.isEmpty() || !keptInPart.isEmpty();
  }

  /** Whether no secret was entered or removed. */
  boolean keepsEverySecret() {
    return kept.containsAll(secretNames(fields));
  }

  /**
   * Names of the public fields by which a kept secret would travel otherwise than it was sealed
   * for. Lists of hosts may become shorter.
   */
  List<String> reshaped(SealedDocument before) {
    var then = publicValues(before.fields());
    var now = publicValues(fields);
    var names =
        new ArrayList<>(
            method.fields().stream()
                .filter(field -> !field.secret() && field.shapesTransport())
                .map(Field::name)
                .filter(name -> !Objects.equals(then.get(name), now.get(name)))
                .toList());
    if (names.isEmpty() && !before.covers(hosts)) {
      method.fields().stream()
          .filter(field -> !field.secret())
          .map(Field::name)
          .filter(name -> !Objects.equals(then.get(name), now.get(name)))
          .forEach(names::add);
    }
    return names;
  }

  /** A document with these fields. */
  SealedDocument document() {
    var tokenEndpoint = method.tokenEndpoint(fields).map(URI::toString).orElse(null);
    return new SealedDocument(
        connector.id(),
        method.id(),
        hosts,
        tokenEndpoint,
        app == null ? null : app.value(),
        fields);
  }

  Credential.Service service() {
    return new Credential.Service(connector.id(), method.id(), method.type());
  }

  Credential.Shape shape() {
    return shapeOf(document());
  }

  /** What a row shows of a document. */
  static Credential.Shape shapeOf(SealedDocument document) {
    return new Credential.Shape(
        publicValues(document.fields()),
        List.copyOf(secretNames(document.fields())),
        document.app());
  }

  /** Public fields as JSON values. */
  static Map<String, Object> publicValues(Fields fields) {
    var values = new LinkedHashMap<String, Object>();
    fields
        .asMap()
        .forEach(
            (name, value) -> {
              Object shown = shown(value);
              if (shown != null) {
                values.put(name, shown);
              }
            });
    return values;
  }

  static List<String> secretNames(Fields fields) {
    var names = new ArrayList<String>();
    fields
        .asMap()
        .forEach(
            (name, value) -> {
              if (isSecret(value)) {
                names.add(name);
              }
            });
    return names;
  }

  @Override
  public void close() {
    fields.close();
  }

  private static boolean isSecret(FieldValue value) {
    return switch (value) {
      case FieldValue.Text _, FieldValue.Lines _ -> false;
      case FieldValue.Hidden _ -> true;
      case FieldValue.HiddenMap map -> !map.entries().isEmpty();
    };
  }

  private static @Nullable Object shown(FieldValue value) {
    return switch (value) {
      case FieldValue.Text(String text) -> text;
      case FieldValue.Lines(List<String> lines) -> lines;
      case FieldValue.HiddenMap map -> NamedValues.stored(map);
      case FieldValue.Hidden _ -> null;
    };
  }

  /**
   * What an earlier document gives.
   *
   * @param kept names of secret fields that stay as they were
   * @param edits of maps of which some entries change
   */
  private record Before(Fields fields, Set<String> kept, Map<String, MapEdit> edits) {
    static final Before NOTHING = new Before(Fields.none(), Set.of(), Map.of());
  }

  private static Draft read(
      Connector connector,
      AuthMethod method,
      Map<String, ?> json,
      Before before,
      @Nullable OAuthAppId app) {
    var present = new TreeSet<>(before.kept());
    before
        .edits()
        .forEach(
            (name, edit) -> {
              if (edit.kept().size() > 0) {
                present.add(name);
              }
            });
    if (app != null) {
      // The app keeps them.
      method.secretNames().stream().filter(name -> isOfApp(method, name)).forEach(present::add);
    }
    FieldReading reading = method.read(json, present);
    if (!reading.ok()) {
      throw new InvalidRequest(
          reading.errors().stream()
              .map(error -> new FieldProblem(error.pointer(), error.detail()))
              .toList());
    }
    var merged = new LinkedHashMap<String, FieldValue>();
    before
        .kept()
        .forEach(
            name -> merged.put(name, Objects.requireNonNull(before.fields().asMap().get(name))));
    merged.putAll(reading.fields().asMap());
    before.edits().forEach((name, edit) -> merged.put(name, edited(name, edit, reading.fields())));
    var keptInPart = new TreeSet<String>();
    before
        .edits()
        .forEach(
            (name, edit) -> {
              if (edit.keepsSecrets() && edit.changesSecrets()) {
                keptInPart.add(name);
              }
            });
    var fields = new Fields(merged);
    return new Draft(
        connector, method, fields, method.destinations(fields), before.kept(), keptInPart, app);
  }

  private static FieldValue edited(String name, MapEdit edit, Fields read) {
    var map = edit.with(read.asMap().get(name));
    if (map.size() == 0 || map.size() > MAX_ENTRIES) {
      throw new InvalidRequest("/fields/" + name, "It must have 1 to " + MAX_ENTRIES + " entries.");
    }
    return map;
  }
}
