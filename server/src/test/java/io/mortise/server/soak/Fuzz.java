package io.mortise.server.soak;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes up requests for the operations of an OpenAPI document, by a seeded generator: mostly of the
 * right shape, with values that nobody would send. Names no host but loopback.
 */
final class Fuzz {
  private static final List<String> METHODS =
      List.of("get", "head", "options", "post", "put", "patch", "delete");
  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "\u0000",
          "a\u0000b",
          "null",
          "-1",
          "99999999999999999999",
          "1e400",
          "NaN",
          "true",
          "[]",
          "{}",
          "'\"`;--",
          "%",
          "%zz",
          "%00",
          "../..",
          "a/b",
          "\\",
          "\ud83d\udd11",
          "\u202e",
          "e\u0301",
          "x".repeat(300),
          "2026-02-30T00:00:00Z",
          "+999999999-01-01T00:00:00Z",
          "9999-12-31T23:59:59.999999999Z",
          "2027-01-01T00:00:00Z",
          "ws_x",
          "cred_",
          "prod",
          "workspace",
          "organization",
          "active",
          "=1+1",
          "https://127.0.0.1:1/",
          "*",
          "127.0.0.1:1",
          "runtime:call");

  private final JsonNode document;
  private final Map<String, List<String>> ids;
  private final Random random;
  private final List<String[]> operations = new ArrayList<>();

  /** A request to send; the path is relative to the server and percent-encoded. */
  record Request(
      String operation,
      String method,
      String path,
      @Nullable Object body,
      Map<String, String> headers) {}

  /**
   * @param ids real ids for path parameters, by the beginning of the id
   */
  Fuzz(JsonNode document, Map<String, List<String>> ids, long seed) {
    this.document = document;
    this.ids = ids;
    this.random = new Random(seed);
    for (var path : document.path("paths").properties()) {
      METHODS.stream()
          .filter(method -> path.getValue().has(method))
          .forEach(method -> operations.add(new String[] {method, path.getKey()}));
    }
  }

  Request next() {
    String[] chosen = operations.get(random.nextInt(operations.size()));
    JsonNode operation = document.path("paths").path(chosen[1]).path(chosen[0]);
    var parameters = new ArrayList<JsonNode>();
    operation.path("parameters").forEach(parameters::add);
    document.path("paths").path(chosen[1]).path("parameters").forEach(parameters::add);
    String method = chosen[0].toUpperCase(Locale.ROOT);
    return new Request(
        method + " " + chosen[1],
        method,
        path(chosen[1]) + query(parameters),
        body(operation),
        headers(parameters));
  }

  private String path(String template) {
    var path = new StringBuilder();
    for (String segment : template.substring(1).split("/")) {
      path.append('/').append(segment.startsWith("{") ? encoded(idOrOdd()) : segment);
    }
    return path.toString();
  }

  private String idOrOdd() {
    if (random.nextInt(4) == 0) {
      String odd = odd();
      return odd.isEmpty() ? "x" : odd;
    }
    var kinds = new ArrayList<>(ids.values());
    return oneOf(oneOf(kinds));
  }

  private String query(List<JsonNode> parameters) {
    var query = new ArrayList<String>();
    for (JsonNode parameter : parameters) {
      if (parameter.path("in").asString("").equals("query") && random.nextInt(3) == 0) {
        query.add(
            encoded(parameter.path("name").asString())
                + "="
                + encoded(String.valueOf(value(parameter.path("schema"), 0))));
      }
    }
    if (random.nextInt(20) == 0) {
      query.add(encoded(odd()) + "=" + encoded(odd()));
    }
    return query.isEmpty() ? "" : "?" + String.join("&", query);
  }

  private Map<String, String> headers(List<JsonNode> parameters) {
    var headers = new LinkedHashMap<String, String>();
    if (random.nextInt(10) == 0) {
      headers.put("If-Match", oneOf(List.of("\"1\"", "W/\"2\"", "*", "x", "\"-1\"", "1,2")));
    }
    if (random.nextInt(10) == 0) {
      headers.put("Idempotency-Key", "fuzz-" + random.nextInt(20));
    }
    if (random.nextInt(15) == 0) {
      headers.put(
          "Accept", oneOf(List.of("text/html", "*/*;q=0", "x", "application/xml, */*;q=0.1")));
    }
    if (random.nextInt(15) == 0) {
      headers.put(
          "Content-Type",
          oneOf(
              List.of(
                  "text/plain",
                  "multipart/form-data",
                  "multipart/form-data; boundary=x",
                  "application/x-www-form-urlencoded",
                  "application/json; charset=nope",
                  "application/json; charset=utf-16",
                  ";",
                  "a/b/c")));
    }
    return headers;
  }

  private @Nullable Object body(JsonNode operation) {
    JsonNode schema =
        operation.path("requestBody").path("content").path("application/json").path("schema");
    return switch (random.nextInt(12)) {
      case 0 ->
          oneOf(List.of("[]", "null", "\"x\"", "5", "{", "{\"a\":1,\"a\":2}", "", "[[[[[[]]]]]]"));
      case 1 -> schema.isMissingNode() ? Map.of("a", odd()) : null;
      default -> schema.isMissingNode() ? null : safe(value(schema, 0));
    };
  }

  /** No test of a service and no host beyond loopback, whatever was made up. */
  private static @Nullable Object safe(@Nullable Object body) {
    if (!(body instanceof Map<?, ?> made)) {
      return body;
    }
    var safe = new LinkedHashMap<Object, @Nullable Object>(made);
    if (safe.containsKey("connector") || safe.containsKey("fields") || safe.containsKey("verify")) {
      safe.put("verify", false);
    }
    if (safe.get("connector") instanceof String name && !name.equals("http")) {
      safe.put("connector", name.isEmpty() ? "" : "petstore");
    }
    return safe;
  }

  private @Nullable Object value(JsonNode given, int depth) {
    JsonNode schema = resolved(given);
    if (random.nextInt(12) == 0 || depth > 6) {
      return wild();
    }
    if (schema.has("enum")) {
      JsonNode values = schema.path("enum");
      return values.get(random.nextInt(values.size())).asString();
    }
    return switch (schema.path("type").asString("object")) {
      case "string" -> random.nextInt(3) == 0 ? odd() : plain();
      case "integer", "number" -> random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(60);
      case "boolean" -> random.nextBoolean();
      case "array" -> {
        var items = new ArrayList<@Nullable Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(schema.path("items"), depth + 1));
        }
        yield items;
      }
      default -> object(schema, depth);
    };
  }

  private Map<String, @Nullable Object> object(JsonNode schema, int depth) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    for (var property : schema.path("properties").properties()) {
      if (random.nextInt(3) > 0) {
        object.put(property.getKey(), value(property.getValue(), depth + 1));
      }
    }
    if (!schema.has("properties") || random.nextInt(20) == 0) {
      object.put(oneOf(List.of("token", "key", "allowedHosts", "headers", "x", "")), wild());
    }
    return object;
  }

  private JsonNode resolved(JsonNode schema) {
    JsonNode found = schema;
    for (int i = 0; i < 5 && found.has("$ref"); i++) {
      String reference = found.path("$ref").asString();
      found = document.at(reference.substring(1));
    }
    for (String choice : List.of("oneOf", "anyOf", "allOf")) {
      if (found.has(choice)) {
        JsonNode choices = found.path(choice);
        return resolved(choices.get(random.nextInt(choices.size())));
      }
    }
    return found;
  }

  private @Nullable Object wild() {
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> random.nextLong();
      case 2 -> 1e300;
      case 3 -> random.nextBoolean();
      case 4 -> List.of(odd(), Map.of("a", odd()));
      case 5 -> Map.of(odd(), odd());
      case 6 -> List.of();
      default -> odd();
    };
  }

  private String plain() {
    return random.nextBoolean()
        ? idOrOdd()
        : oneOf(List.of("http", "bearer", "petstore", "api_key", "fuzz"));
  }

  private String odd() {
    return oneOf(ODD);
  }

  private <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
