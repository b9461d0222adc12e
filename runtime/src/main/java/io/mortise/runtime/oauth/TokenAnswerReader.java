package io.mortise.runtime.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.runtime.call.CallAnswer;
import io.mortise.runtime.connector.oauth.TokenDialect;
import io.mortise.runtime.connector.oauth.TokenPlaces;
import io.mortise.runtime.credential.Secret;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the answer of a token endpoint (RFC 6749, section 5). It takes what services really send:
 * errors with status 200, forms in place of JSON, lifetimes as text, scopes separated by commas.
 */
final class TokenAnswerReader {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** What a header can carry; no service is known to issue a longer token. */
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,16384}");

  private static final Pattern SCOPE = Pattern.compile("[!-~&&[^,\"\\\\]]{1,200}");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
  private static final Pattern WAIT = Pattern.compile("[0-9]{1,6}");
  private static final Duration MAX_LIFETIME = Duration.ofDays(3_650);

  private TokenAnswerReader() {}

  /**
   * @throws TokenRefused if the answer holds no token
   */
  static IssuedToken read(CallAnswer answer, TokenDialect dialect) {
    var body = body(answer);
    var error = error(body, dialect);
    if (error.isPresent()) {
      throw refused(cause(error.get(), answer.status()), answer);
    }
    var members = members(body, dialect.places());
    var token = members.path("access_token");
    boolean issued =
        answer.status() / 100 == 2
            && token.isString()
            && TOKEN.matcher(token.stringValue()).matches()
            && isOfType(members, dialect.places());
    if (!issued) {
      throw refused(byStatus(answer.status()), answer);
    }
    return new IssuedToken(
        Secret.of(token.stringValue()),
        refreshToken(members.path("refresh_token")),
        lifetime(members, token.stringValue(), dialect),
        scopes(members.at(dialect.places().scopes())),
        fields(body, dialect));
  }

  /** The code of RFC 6749; a service's own one is read as such, unless the dialect says more. */
  private static Optional<String> error(ObjectNode body, TokenDialect dialect) {
    var error = body.path("error");
    if (error.isString()) {
      return Optional.of(dialect.errors().getOrDefault(error.stringValue(), error.stringValue()));
    }
    return dialect
        .places()
        .error()
        .map(body::at)
        .filter(JsonNode::isString)
        .map(code -> dialect.errors().get(code.stringValue()));
  }

  private static boolean isOfType(JsonNode members, TokenPlaces places) {
    return places
        .type()
        .map(type -> type.equalsIgnoreCase(members.path("token_type").asString("")))
        .orElse(true);
  }

  /** An answer to a refresh may be flat where the first one was not. */
  private static JsonNode members(ObjectNode body, TokenPlaces places) {
    return places
        .token()
        .map(body::at)
        .filter(place -> place.path("access_token").isString())
        .orElse(body);
  }

  private static Map<String, String> fields(ObjectNode body, TokenDialect dialect) {
    var fields = new LinkedHashMap<String, String>();
    dialect
        .issued()
        .forEach(
            (field, value) -> {
              var said = body.at(value.at());
              if (said.isString() || said.isNumber()) {
                value.of(said.asString()).ifPresent(text -> fields.put(field, text));
              }
            });
    return fields;
  }

  private static @Nullable Secret refreshToken(JsonNode token) {
    return token.isString() && TOKEN.matcher(token.stringValue()).matches()
        ? Secret.of(token.stringValue())
        : null;
  }

  private static TokenRefused.Cause cause(String error, int status) {
    if (status >= 500 || status == 429) {
      return byStatus(status);
    }
    return switch (error) {
      case "invalid_client" -> TokenRefused.Cause.CLIENT;
      case "invalid_grant" -> TokenRefused.Cause.GRANT;
      case "invalid_scope" -> TokenRefused.Cause.SCOPE;
      case "slow_down", "rate_limited" -> TokenRefused.Cause.RATE_LIMITED;
      case "temporarily_unavailable", "server_error", "internal_error" ->
          TokenRefused.Cause.UNEXPECTED;
      case "unauthorized_client", "unsupported_grant_type", "access_denied" ->
          TokenRefused.Cause.CLIENT_NOT_ALLOWED;
      default -> TokenRefused.Cause.REQUEST;
    };
  }

  /** An answer without an OAuth error may come from a proxy in between, and condemns nothing. */
  private static TokenRefused.Cause byStatus(int status) {
    return status == 429 ? TokenRefused.Cause.RATE_LIMITED : TokenRefused.Cause.UNEXPECTED;
  }

  private static TokenRefused refused(TokenRefused.Cause cause, CallAnswer answer) {
    var waits = answer.headers().getOrDefault("retry-after", List.of());
    var wait =
        waits.size() == 1 && WAIT.matcher(waits.getFirst()).matches()
            ? Duration.ofSeconds(Long.parseLong(waits.getFirst()))
            : null;
    return new TokenRefused(cause, answer.status(), wait);
  }

  /** Why an endpoint that issues nothing refused. */
  static TokenRefused refused(CallAnswer answer) {
    return refused(
        error(body(answer), TokenDialect.STANDARD)
            .map(error -> cause(error, answer.status()))
            .orElseGet(() -> byStatus(answer.status())),
        answer);
  }

  private static ObjectNode body(CallAnswer answer) {
    var types = answer.headers().getOrDefault("content-type", List.of());
    var type = types.isEmpty() ? "" : types.getFirst().toLowerCase(Locale.ROOT);
    if (type.startsWith("application/x-www-form-urlencoded")) {
      return form(new String(answer.body(), UTF_8));
    }
    try {
      return JSON.readTree(answer.body()) instanceof ObjectNode object
          ? object
          : JSON.createObjectNode();
    } catch (JacksonException e) {
      return JSON.createObjectNode();
    }
  }

  private static ObjectNode form(String text) {
    var object = JSON.createObjectNode();
    for (var part : text.split("&", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        decoded(part.substring(equals + 1))
            .ifPresent(value -> object.put(part.substring(0, equals), value));
      }
    }
    return object;
  }

  private static Optional<String> decoded(String text) {
    try {
      return Optional.of(URLDecoder.decode(text, UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Zero and less is how some services say that a token does not expire. */
  private static @Nullable Duration lifetime(JsonNode members, String token, TokenDialect dialect) {
    var places = Stream.of(dialect.places().lifetime(), TokenPlaces.STANDARD.lifetime());
    var seconds = places.map(members::at).flatMap(node -> seconds(node).stream()).findFirst();
    if (seconds.isPresent()) {
      return seconds.get() <= 0 ? null : limited(Duration.ofSeconds(seconds.get()));
    }
    var ofToken =
        switch (dialect.lifetime().source()) {
          case ANSWER -> Optional.<Duration>empty();
          case JWT -> JwtLifetime.of(token).map(TokenAnswerReader::limited);
        };
    return ofToken.orElse(dialect.lifetime().otherwise());
  }

  private static Optional<Long> seconds(JsonNode node) {
    var text = node.isNumber() || node.isString() ? node.asString().strip() : "";
    return SECONDS.matcher(text).matches()
        ? Optional.of(new BigDecimal(text).longValue())
        : Optional.empty();
  }

  private static Duration limited(Duration lifetime) {
    return lifetime.compareTo(MAX_LIFETIME) > 0 ? MAX_LIFETIME : lifetime;
  }

  private static @Nullable List<String> scopes(JsonNode scope) {
    if (scope.isString()) {
      return scopes(Arrays.asList(scope.stringValue().split("[ ,]+", -1)));
    }
    return scope.isArray()
        ? scopes(scope.valueStream().map(node -> node.asString("")).toList())
        : null;
  }

  private static List<String> scopes(List<String> named) {
    var scopes = new ArrayList<String>();
    named.stream().filter(name -> SCOPE.matcher(name).matches()).distinct().forEach(scopes::add);
    return scopes;
  }
}
