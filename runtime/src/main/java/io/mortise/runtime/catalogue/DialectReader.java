package io.mortise.runtime.catalogue;

import io.mortise.runtime.connector.oauth.Consent;
import io.mortise.runtime.connector.oauth.IssuedValue;
import io.mortise.runtime.connector.oauth.TokenDialect;
import io.mortise.runtime.connector.oauth.TokenLifetime;
import io.mortise.runtime.connector.oauth.TokenPlaces;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonPointer;

/** Reads how the token endpoint of a service differs from the standard. */
final class DialectReader {
  private DialectReader() {}

  static TokenDialect read(YamlMap section, Consent consent) {
    var given = section.section("answer");
    if (given.isEmpty()) {
      var standard = TokenDialect.STANDARD;
      return new TokenDialect(
          standard.body(),
          consent.pkce(),
          standard.codeParameters(),
          standard.places(),
          standard.lifetime(),
          standard.errors(),
          standard.issued());
    }
    var part = given.get();
    var dialect =
        new TokenDialect(
            choice(part, "request", TokenDialect.Body::parse, "“request” is form or json.")
                .orElse(TokenDialect.Body.FORM),
            consent.pkce(),
            part.textMap("codeParameters"),
            places(part),
            lifetime(part),
            errors(part),
            issued(part, "issued", DialectReader::pointer));
    part.done();
    return dialect;
  }

  private static TokenPlaces places(YamlMap part) {
    return new TokenPlaces(
        place(part, "tokenAt"),
        part.find("tokenType"),
        place(part, "scopesAt").orElse(TokenPlaces.STANDARD.scopes()),
        place(part, "lifetimeAt").orElse(TokenPlaces.STANDARD.lifetime()),
        place(part, "errorAt"));
  }

  private static TokenLifetime lifetime(YamlMap part) {
    var otherwise =
        part.find("lifetimeSeconds")
            .map(text -> part.parsed("lifetimeSeconds", text, Long::valueOf))
            .map(Duration::ofSeconds);
    if (otherwise.filter(time -> !time.isPositive()).isPresent()) {
      throw part.fault("lifetimeSeconds", "“lifetimeSeconds” must be at least 1.");
    }
    return new TokenLifetime(
        choice(part, "lifetime", TokenLifetime.Source::parse, "“lifetime” is answer or jwt.")
            .orElse(TokenLifetime.Source.ANSWER),
        otherwise.orElse(null));
  }

  private static Map<String, String> errors(YamlMap part) {
    var errors = part.textMap("errors");
    if (!TokenDialect.ERRORS.containsAll(errors.values())) {
      throw part.fault(
          "errors",
          "“errors” must lead to one of " + TokenDialect.ERRORS.stream().sorted().toList() + ".");
    }
    return errors;
  }

  /**
   * Reads what a service says, by field: the place of a value, or with {@code {at, form}} also what
   * is kept of it.
   *
   * @param place checks the place
   */
  static Map<String, IssuedValue> issued(YamlMap section, String key, UnaryOperator<String> place) {
    var values = new LinkedHashMap<String, IssuedValue>();
    section
        .section(key)
        .ifPresent(
            map -> {
              for (var field : map.keys()) {
                values.put(field, value(map, field, place));
              }
            });
    return values;
  }

  private static IssuedValue value(YamlMap map, String field, UnaryOperator<String> place) {
    if (map.isText(field)) {
      return new IssuedValue(map.parsed(field, place), IssuedValue.Form.TEXT);
    }
    var part = map.section(field).orElseThrow();
    var value =
        new IssuedValue(
            part.parsed("at", place),
            choice(part, "form", IssuedValue.Form::parse, "“form” is text or host.")
                .orElse(IssuedValue.Form.TEXT));
    part.done();
    return value;
  }

  private static Optional<String> place(YamlMap part, String key) {
    return part.find(key).map(text -> part.parsed(key, text, DialectReader::pointer));
  }

  private static String pointer(String text) {
    return JsonPointer.compile(text).toString();
  }

  private static <T> Optional<T> choice(
      YamlMap part, String key, Function<String, Optional<T>> parse, String reason) {
    return part.find(key).map(text -> parse.apply(text).orElseThrow(() -> part.fault(key, reason)));
  }
}
