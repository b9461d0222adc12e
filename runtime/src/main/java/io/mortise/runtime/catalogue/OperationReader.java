package io.mortise.runtime.catalogue;

import io.mortise.runtime.auth.Template;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Field;
import io.mortise.runtime.connector.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the operations of a connector's file. */
final class OperationReader {
  private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,39}");
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "SQL");

  private final List<AuthMethod> methods;

  OperationReader(List<AuthMethod> methods) {
    this.methods = methods;
  }

  Operation read(YamlMap section) {
    var accepted = section.texts("methods");
    for (var id : accepted) {
      if (methods.stream().noneMatch(method -> method.id().equals(id))) {
        throw section.fault("methods", "There is no method “" + id + "”.");
      }
    }
    var input = section.sections("input").stream().map(OperationReader::input).toList();
    var operation =
        new Operation(
            section.text("id"),
            ConnectorLoader.sized(section, "name", 80),
            accepted,
            section.texts("permissions"),
            section.flag("readOnly", false),
            input,
            request(section, known(input)));
    section.done();
    return operation;
  }

  private static Operation.Input input(YamlMap part) {
    var input =
        new Operation.Input(
            ConnectorLoader.matching(part, "name", NAME),
            ConnectorLoader.sized(part, "label", 80),
            part.has("kind") ? MethodReader.kind(part) : Field.Kind.TEXT,
            part.flag("required", false),
            part.find("help").orElse(""),
            part.find("default").orElse(null));
    part.done();
    return input;
  }

  /** Its own inputs, and the public fields of the methods. */
  private Set<String> known(List<Operation.Input> input) {
    var names = new HashSet<String>();
    input.forEach(each -> names.add(each.name()));
    methods.forEach(method -> names.addAll(MethodReader.publicNames(method.fields())));
    return names;
  }

  private static Operation.Request request(YamlMap operation, Set<String> known) {
    var section =
        operation.section("request").orElseThrow(() -> operation.fault("“request” is missing."));
    var method = section.text("method");
    if (!METHODS.contains(method)) {
      throw section.fault("method", "There is no request method of this name.");
    }
    var path = section.find("path").orElse("");
    if (!path.isEmpty() && !path.startsWith("/")) {
      throw section.fault("path", "A path begins with /.");
    }
    var query = section.textMap("query");
    var body = section.data("body").orElse("");
    check(section, "path", path, known);
    query.values().forEach(text -> check(section, "query", text, known));
    checkBody(section, body, known);
    var bodyType = bodyType(section);
    section.done();
    return new Operation.Request(method, path, query, bodyType, body);
  }

  private static Operation.BodyType bodyType(YamlMap section) {
    return switch (section.find("bodyType").orElse("json")) {
      case "json" -> Operation.BodyType.JSON;
      case "form" -> Operation.BodyType.FORM;
      case "text" -> Operation.BodyType.TEXT;
      default -> throw section.fault("bodyType", "A body is json, form or text.");
    };
  }

  private static void checkBody(YamlMap section, Object body, Set<String> known) {
    switch (body) {
      case Map<?, ?> map -> map.values().forEach(value -> checkBody(section, value, known));
      case List<?> list -> list.forEach(value -> checkBody(section, value, known));
      default -> check(section, "body", body.toString(), known);
    }
  }

  private static void check(YamlMap section, String key, String text, Set<String> known) {
    var template = section.parsed(key, text, Template::parse);
    if (!known.containsAll(template.fields())) {
      throw section.fault(key, "It names something that is not an input or a public field.");
    }
  }
}
