package io.mortise.runtime.catalogue;

import io.mortise.runtime.auth.HeaderRules;
import io.mortise.runtime.connector.Field;
import io.mortise.runtime.connector.InputTemplate;
import io.mortise.runtime.connector.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the request of an operation. Every value that it names must be declared. */
final class OperationRequestReader {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "SQL");

  /** A valid path (RFC 3986, section 3.3) without encoded characters. */
  private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9._~!$&'()*+,;=:@-]*)*");

  private static final Pattern DOTS = Pattern.compile("(?:^|.*/)\\.{1,2}(?:/.*|$)");

  private final List<Operation.Input> input;
  private final Set<String> publicFields;

  /** Where a value is put in a request. */
  private enum Place {
    PATH,
    HEADER,
    QUERY,
    BODY
  }

  OperationRequestReader(List<Operation.Input> input, Set<String> publicFields) {
    this.input = input;
    this.publicFields = publicFields;
  }

  Operation.Request read(YamlMap operation) {
    var section =
        operation.section("request").orElseThrow(() -> operation.fault("“request” is missing."));
    var method = section.text("method");
    if (!METHODS.contains(method)) {
      throw section.fault("method", "Unknown request method.");
    }
    boolean wholeQuery = section.isText("query");
    var request =
        new Operation.Request(
            method,
            path(section),
            wholeQuery ? Map.of() : texts(section, "query", Place.QUERY),
            wholeQuery ? queryInput(section) : null,
            headers(section),
            body(section, method));
    section.done();
    return request;
  }

  private InputTemplate path(YamlMap section) {
    var text = section.find("path").orElse("");
    var template = checked(section, "path", text, Place.PATH);
    var literals = template.literals();
    if (!PATH.matcher(literals).matches() || DOTS.matcher(literals).matches()) {
      throw section.fault(
          "path",
          "A path must begin with / and must not contain a query, a segment . or .., or characters"
              + " that must be encoded.");
    }
    for (var name : template.names()) {
      if (find(name).filter(each -> !each.required() && each.defaultValue() == null).isPresent()) {
        throw section.fault("path", "The input “" + name + "” must be required or have a default.");
      }
    }
    return template;
  }

  private String queryInput(YamlMap section) {
    var template = checked(section, "query", section.text("query"), Place.BODY);
    return template
        .only()
        .filter(name -> find(name).filter(each -> each.kind() == Field.Kind.MAP).isPresent())
        .orElseThrow(
            () ->
                section.fault(
                    "query", "“query” must be a mapping, or {name} of an input of the kind map."));
  }

  private Map<String, InputTemplate> headers(YamlMap section) {
    var headers = texts(section, "headers", Place.HEADER);
    if (!headers.keySet().stream().allMatch(HeaderRules::usableName)) {
      throw section.fault("headers", "A connector cannot set a header with this name.");
    }
    return headers;
  }

  private Map<String, InputTemplate> texts(YamlMap section, String key, Place place) {
    var templates = new LinkedHashMap<String, InputTemplate>();
    section
        .textMap(key)
        .forEach((name, text) -> templates.put(name, checked(section, key, text, place)));
    return templates;
  }

  private Operation.Body body(YamlMap section, String method) {
    var type =
        switch (section.find("bodyType").orElse("json")) {
          case "json" -> Operation.BodyType.JSON;
          case "form" -> Operation.BodyType.FORM;
          case "text" -> Operation.BodyType.TEXT;
          default -> throw section.fault("bodyType", "“bodyType” must be json, form or text.");
        };
    var content = section.data("body").map(data -> content(section, data)).orElse(null);
    if (content != null && (method.equals("GET") || method.equals("HEAD"))) {
      throw section.fault("body", "A " + method + " request must not have a body.");
    }
    if (!fits(type, content)) {
      throw section.fault(
          "body",
          "A body of the type form must be a mapping or {name}; a body of the type text must be text.");
    }
    return new Operation.Body(type, content);
  }

  private static boolean fits(Operation.BodyType type, @Nullable Object content) {
    return switch (type) {
      case JSON -> true;
      case FORM -> content == null || content instanceof Map || content instanceof InputTemplate;
      case TEXT -> content == null || content instanceof InputTemplate;
    };
  }

  private Object content(YamlMap section, Object data) {
    return switch (data) {
      case Map<?, ?> map -> {
        var members = new LinkedHashMap<String, Object>();
        map.forEach((name, value) -> members.put(name.toString(), content(section, value)));
        yield members;
      }
      case List<?> list -> list.stream().map(each -> content(section, each)).toList();
      case String text -> checked(section, "body", text, Place.BODY);
      default -> data;
    };
  }

  private InputTemplate checked(YamlMap section, String key, String text, Place place) {
    var template = section.parsed(key, text, InputTemplate::parse);
    for (var name : template.names()) {
      if (find(name).isEmpty() && !publicFields.contains(name)) {
        throw section.fault(key, "“" + name + "” is neither an input nor a public field.");
      }
      if (!holds(place, template, name)) {
        throw section.fault(
            key, "The input “" + name + "” is a list or an object, which is not allowed here.");
      }
    }
    if (place != Place.PATH && !template.segmentNames().isEmpty()) {
      throw section.fault(key, "{+name} is allowed in a path only.");
    }
    return template;
  }

  /** Lists and objects must be the whole text: in a body, or lists as a repeated parameter. */
  private boolean holds(Place place, InputTemplate template, String name) {
    var kind = find(name).map(Operation.Input::kind).orElse(Field.Kind.TEXT);
    boolean alone = template.only().isPresent();
    return switch (kind) {
      case TEXT, MULTILINE, NUMBER, BOOLEAN -> true;
      case LIST -> alone && (place == Place.BODY || place == Place.QUERY);
      case MAP -> alone && place == Place.BODY;
    };
  }

  private Optional<Operation.Input> find(String name) {
    return input.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
