package io.mortise.runtime.catalogue;

import io.mortise.runtime.auth.AuthScheme;
import io.mortise.runtime.auth.HeaderRules;
import io.mortise.runtime.auth.Template;
import io.mortise.runtime.connector.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads how a method's fields are put on a request. */
final class SchemeReader {
  private SchemeReader() {}

  static AuthScheme read(YamlMap method, List<Field> fields) {
    var section = method.section("apply").orElseThrow(() -> method.fault("“apply” is missing."));
    var scheme = scheme(section);
    var headers = headers(section);
    section.done();
    var whole = headers.isEmpty() ? scheme : new AuthScheme.Accompanied(scheme, headers);
    checkReferences(method, whole, fields);
    return whole;
  }

  private static AuthScheme scheme(YamlMap section) {
    var name = section.text("scheme");
    return switch (name) {
      case "basic" ->
          new AuthScheme.Basic(template(section, "username"), template(section, "password"));
      case "bearer" -> new AuthScheme.Bearer(template(section, "token"));
      case "api_key" ->
          new AuthScheme.ApiKey(
              template(section, "in"),
              template(section, "name"),
              section.has("prefix") ? template(section, "prefix") : Template.parse(""),
              template(section, "value"));
      case "custom_headers" -> new AuthScheme.CustomHeaders(section.text("field"));
      case "certificate" ->
          new AuthScheme.ClientCertificate(
              template(section, "certificate"),
              template(section, "privateKey"),
              template(section, "passphrase"));
      case "database" ->
          new AuthScheme.Database(template(section, "username"), template(section, "password"));
      case "none" -> new AuthScheme.None();
      default -> throw section.fault("scheme", "There is no scheme of this name.");
    };
  }

  private static Template template(YamlMap section, String key) {
    return section.parsed(key, Template::parse);
  }

  private static Map<String, Template> headers(YamlMap section) {
    var headers = new LinkedHashMap<String, Template>();
    section
        .textMap("headers")
        .forEach(
            (name, text) -> {
              if (!HeaderRules.usableName(name)) {
                throw section.fault("headers", "A header of this name cannot be set.");
              }
              headers.put(name, section.parsed("headers", text, Template::parse));
            });
    return headers;
  }

  private static void checkReferences(YamlMap method, AuthScheme scheme, List<Field> fields) {
    for (var name : scheme.fields()) {
      if (fields.stream().noneMatch(field -> field.name().equals(name))) {
        throw method.fault("apply", "There is no field “" + name + "”.");
      }
    }
    for (var field : fields) {
      if (field.secret() && !scheme.fields().contains(field.name())) {
        throw method.fault("apply", "Nothing uses the secret “" + field.name() + "”.");
      }
    }
  }
}
