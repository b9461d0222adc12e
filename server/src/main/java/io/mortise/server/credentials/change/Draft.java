package io.mortise.server.credentials.change;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.connector.Field;
import io.mortise.runtime.connector.FieldReading;
import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Fields;
import io.mortise.server.credentials.stored.Credential;
import io.mortise.server.credentials.stored.SealedDocument;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.InvalidRequest.FieldProblem;
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
 * @param kept names of secrets that come from the earlier document
 */
record Draft(
    Connector connector, AuthMethod method, Fields fields, List<String> hosts, Set<String> kept)
    implements AutoCloseable {

  /** Fields entered for a new credential. */
  static Draft of(Connector connector, AuthMethod method, Map<String, ?> entered) {
    return read(connector, method, entered, Fields.none(), Set.of());
  }

  /**
   * Fields entered over a sealed document: absent ones stay, null clears a public one and keeps a
   * secret, and so does a secret left blank.
   */
  static Draft over(
      Connector connector, AuthMethod method, Map<String, ?> entered, SealedDocument before) {
    var json = new LinkedHashMap<String, @Nullable Object>(publicValues(before.fields()));
    entered.forEach(
        (name, value) -> {
          // A null of an unknown name stays, to be refused like any other value of it.
          if (leavesAsItWas(method.field(name), value)) {
            json.remove(name);
          } else {
            json.put(name, value);
          }
        });
    var kept = new TreeSet<>(secretNames(before.fields()));
    kept.removeIf(name -> json.containsKey(name));
    return read(connector, method, json, before.fields(), kept);
  }

  private static boolean leavesAsItWas(Optional<Field> field, @Nullable Object value) {
    return field.isPresent() && (value == null || field.get().secret() && value.equals(""));
  }

  /** Whether no secret was entered. */
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
    return new SealedDocument(connector.id(), method.id(), hosts, fields);
  }

  Credential.Service service() {
    return new Credential.Service(connector.id(), method.id(), method.type());
  }

  Credential.Shape shape() {
    return new Credential.Shape(publicValues(fields), List.copyOf(secretNames(fields)));
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
              if (shown(value) == null) {
                names.add(name);
              }
            });
    return names;
  }

  @Override
  public void close() {
    fields.close();
  }

  private static @Nullable Object shown(FieldValue value) {
    return switch (value) {
      case FieldValue.Text(String text) -> text;
      case FieldValue.Lines(List<String> lines) -> lines;
      case FieldValue.Hidden _, FieldValue.HiddenMap _ -> null;
    };
  }

  private static Draft read(
      Connector connector,
      AuthMethod method,
      Map<String, ?> json,
      Fields before,
      Set<String> kept) {
    FieldReading reading = method.read(json, kept);
    if (!reading.ok()) {
      throw new InvalidRequest(
          reading.errors().stream()
              .map(error -> new FieldProblem(error.pointer(), error.detail()))
              .toList());
    }
    var merged = new LinkedHashMap<String, FieldValue>();
    kept.forEach(name -> merged.put(name, Objects.requireNonNull(before.asMap().get(name))));
    merged.putAll(reading.fields().asMap());
    var fields = new Fields(merged);
    return new Draft(connector, method, fields, method.destinations(fields), kept);
  }
}
