package io.mortise.runtime.catalogue;

import io.mortise.runtime.auth.AccompaniedScheme;
import io.mortise.runtime.auth.ApiKeyScheme;
import io.mortise.runtime.auth.AuthScheme;
import io.mortise.runtime.auth.BasicScheme;
import io.mortise.runtime.auth.BearerScheme;
import io.mortise.runtime.auth.CertificateScheme;
import io.mortise.runtime.auth.CustomHeadersScheme;
import io.mortise.runtime.auth.DatabaseScheme;
import io.mortise.runtime.auth.HeaderRules;
import io.mortise.runtime.auth.NoScheme;
import io.mortise.runtime.auth.Template;
import io.mortise.runtime.connector.Field;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads the section of a method that says how its fields are put on a request. */
final class SchemeReader {
  /** All schemes by their names in a file; a new one is added here. */
  private static final Map<String, Function<YamlMap, AuthScheme>> SCHEMES =
      Map.of(
          "basic",
          section -> new BasicScheme(template(section, "username"), template(section, "password")),
          "bearer",
          section -> new BearerScheme(template(section, "token")),
          "api_key",
          section ->
              new ApiKeyScheme(
                  template(section, "in"),
                  template(section, "name"),
                  section.has("prefix") ? template(section, "prefix") : Template.parse(""),
                  template(section, "value")),
          "custom_headers",
          section -> new CustomHeadersScheme(section.text("field")),
          "certificate",
          section ->
              new CertificateScheme(
                  template(section, "certificate"),
                  template(section, "privateKey"),
                  template(section, "passphrase")),
          "database",
          section ->
              new DatabaseScheme(template(section, "username"), template(section, "password")),
          "none",
          section -> new NoScheme());

  private SchemeReader() {}

  /**
   * @param oauth whether the method gets an access token, which its scheme then may use
   */
  static AuthScheme read(YamlMap method, List<Field> fields, boolean oauth) {
    var section = method.section("apply").orElseThrow(() -> method.fault("“apply” is missing."));
    var scheme = scheme(section);
    var headers = headers(section);
    section.done();
    var whole = headers.isEmpty() ? scheme : new AccompaniedScheme(scheme, headers);
    checkReferences(method, whole, fields, oauth);
    return whole;
  }

  private static AuthScheme scheme(YamlMap section) {
    var reader = SCHEMES.get(section.text("scheme"));
    if (reader == null) {
      throw section.fault("scheme", "Unknown scheme.");
    }
    return reader.apply(section);
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
                throw section.fault("headers", "A connector cannot set a header with this name.");
              }
              headers.put(name, section.parsed("headers", text, Template::parse));
            });
    return headers;
  }

  private static void checkReferences(
      YamlMap method, AuthScheme scheme, List<Field> fields, boolean oauth) {
    for (var name : scheme.fields()) {
      boolean token = oauth && name.equals(OAuthGrant.ACCESS_TOKEN);
      if (!token && fields.stream().noneMatch(field -> field.name().equals(name))) {
        throw method.fault("apply", "Unknown field “" + name + "”.");
      }
    }
    for (var field : fields) {
      boolean elsewhere = oauth && OAuthGrant.isSentToTokenEndpoint(field.name());
      if (field.secret() && !elsewhere && !scheme.fields().contains(field.name())) {
        throw method.fault("apply", "The secret “" + field.name() + "” is not used.");
      }
    }
  }
}
