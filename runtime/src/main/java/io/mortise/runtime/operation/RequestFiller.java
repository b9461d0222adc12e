package io.mortise.runtime.operation;

import io.mortise.runtime.auth.OutboundRequest;
import io.mortise.runtime.auth.UnusableAuth;
import io.mortise.runtime.connector.InputTemplate;
import io.mortise.runtime.connector.Operation;
import io.mortise.runtime.connector.Paging;
import io.mortise.runtime.credential.Fields;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builds the request of an operation. The host is always that of the base address, and no value can
 * leave its place in the request.
 */
final class RequestFiller {
  private static final int MAX_ADDRESS = 16_000;

  private final Operation.Request request;
  private final Map<String, Object> values;
  private final Fields fields;
  private final URI base;

  /**
   * @param values checked by {@link InputReader}
   * @param fields the fields whose public texts the request may name
   */
  RequestFiller(Operation.Request request, Map<String, Object> values, Fields fields, URI base) {
    this.request = request;
    this.values = values;
    this.fields = fields;
    this.base = base;
  }

  /** The request parameter that selects a page. */
  record Page(Paging.Parameter parameter, Object value) {}

  /**
   * @param page null for the first page
   * @throws UnusableAuth if a public field of the credential cannot be put in the address
   */
  OutboundRequest fill(@Nullable Page page) {
    var query = query(page);
    var text = base.getScheme() + "://" + base.getRawAuthority() + root() + path();
    var address = query.isEmpty() ? text : text + "?" + query;
    if (address.length() > MAX_ADDRESS) {
      throw new UnusableAuth("The address would be longer than " + MAX_ADDRESS + " characters.");
    }
    var content = BodyWriter.write(request.body(), this::value, page);
    var headers = headers();
    content.ifPresent(body -> headers.putIfAbsent("Content-Type", List.of(body.type())));
    return new OutboundRequest(
        request.method(),
        URI.create(address),
        headers,
        content.map(BodyWriter.Written::bytes).orElse(null));
  }

  private String root() {
    var path = base.getRawPath();
    return path == null ? "" : path.replaceAll("/+$", "");
  }

  private String path() {
    var path =
        request
            .path()
            .fill(hole -> value(hole.name()).map(value -> inPath(Texts.of(value), hole.segments())))
            .orElseThrow(() -> unusable(request.path()));
    if (PathRules.leaves(path)) {
      throw unusable(request.path());
    }
    return path;
  }

  private static String inPath(String value, boolean segments) {
    if (!segments) {
      return Texts.encoded(value);
    }
    return Arrays.stream(value.replaceAll("^/+", "").split("/", -1))
        .map(Texts::encoded)
        .collect(Collectors.joining("/"));
  }

  private static UnusableAuth unusable(InputTemplate template) {
    return new UnusableAuth(
        "The path “"
            + template
            + "” cannot be filled in. Check the values, and the public fields of the credential.");
  }

  private String query(@Nullable Page page) {
    var parameters = new LinkedHashMap<String, List<String>>();
    request
        .query()
        .forEach(
            (name, template) -> {
              var texts = texts(template);
              if (!texts.isEmpty()) {
                parameters.put(name, texts);
              }
            });
    furtherParameters().forEach((name, value) -> parameters.put(name, repeated(value)));
    if (page != null && !page.parameter().inBody()) {
      parameters.put(page.parameter().name(), List.of(Texts.of(page.value())));
    }
    var pairs = new ArrayList<String>();
    parameters.forEach(
        (name, texts) ->
            texts.forEach(text -> pairs.add(Texts.encoded(name) + "=" + Texts.encoded(text))));
    return String.join("&", pairs);
  }

  /** Returns the texts of a parameter: none if a value is absent, several for a list. */
  private List<String> texts(InputTemplate template) {
    var only = template.only().flatMap(this::value);
    if (only.isPresent()) {
      return repeated(only.get());
    }
    return template.fill(hole -> value(hole.name()).map(Texts::of)).map(List::of).orElse(List.of());
  }

  private static List<String> repeated(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(BodyWriter::text).toList()
        : List.of(BodyWriter.text(value));
  }

  private Map<String, Object> furtherParameters() {
    var parameters = new LinkedHashMap<String, Object>();
    if (request.queryInput() != null && values.get(request.queryInput()) instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> {
            if (value != null) {
              parameters.put(String.valueOf(name), value);
            }
          });
    }
    return parameters;
  }

  private Map<String, List<String>> headers() {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Accept", List.of("application/json"));
    request
        .headers()
        .forEach(
            (name, template) ->
                template
                    .fill(hole -> value(hole.name()).map(Texts::of))
                    .ifPresent(text -> headers.put(name, List.of(text))));
    return headers;
  }

  private Optional<Object> value(String name) {
    var value = values.get(name);
    return value == null ? fields.text(name).map(text -> (Object) text) : Optional.of(value);
  }
}
