package io.mortise.server.credentials.apps;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.connector.FieldError;
import io.mortise.runtime.connector.OAuthAppForm;
import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Fields;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.InvalidRequest.FieldProblem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads what people enter for an OAuth app, by what its connector asks for. */
final class AppForm {
  private final AuthMethod form;

  private AppForm(AuthMethod form) {
    this.form = form;
  }

  static AppForm of(Connector connector) {
    return OAuthAppForm.of(connector)
        .map(AppForm::new)
        .orElseThrow(
            () ->
                new InvalidRequest(
                    "/connector", connector.name() + " has no method that uses an OAuth app."));
  }

  AuthMethod form() {
    return form;
  }

  /**
   * @param values the client's members and the other fields by name
   */
  Fields read(Map<String, ?> values) {
    var reading = form.read(values, Set.of());
    if (!reading.ok()) {
      throw new InvalidRequest(reading.errors().stream().map(AppForm::problem).toList());
    }
    return reading.fields();
  }

  private static FieldProblem problem(FieldError error) {
    String name = error.pointer().replaceFirst("^/fields/", "");
    return new FieldProblem(
        OAuthAppForm.isOfClient(name) ? "/" + name : error.pointer(), error.detail());
  }

  /** What is no secret, as JSON values. */
  static Map<String, Object> publicValues(Fields fields) {
    var values = new LinkedHashMap<String, Object>();
    fields
        .asMap()
        .forEach(
            (name, value) -> {
              switch (value) {
                case FieldValue.Text(String text) -> values.put(name, text);
                case FieldValue.Lines(var lines) -> values.put(name, lines);
                case FieldValue.Hidden _, FieldValue.HiddenMap _ -> {}
              }
            });
    return values;
  }
}
