package io.mortise.runtime.catalogue;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Field;
import io.mortise.runtime.connector.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the operations of a connector's file. */
final class OperationReader {
  private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,39}");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(?:\\.[0-9]{1,15})?");

  private final List<AuthMethod> methods;

  OperationReader(List<AuthMethod> methods) {
    this.methods = methods;
  }

  Operation read(YamlMap section) {
    var accepted = section.texts("methods");
    for (var id : accepted) {
      if (methods.stream().noneMatch(method -> method.id().equals(id))) {
        throw section.fault("methods", "Unknown method “" + id + "”.");
      }
    }
    var input = input(section);
    var request = new OperationRequestReader(input, publicFields()).read(section);
    var operation =
        new Operation(
            section.text("id"),
            ConnectorLoader.sized(section, "name", 80),
            accepted,
            section.texts("permissions"),
            section.flag("readOnly", false),
            input,
            request,
            OperationAnswerReader.read(section, request));
    section.done();
    return operation;
  }

  private List<Operation.Input> input(YamlMap section) {
    var seen = new HashSet<>(publicFields());
    return section.sections("input").stream()
        .map(
            part -> {
              var input = input(part, part.find("default").orElse(null));
              if (!seen.add(input.name())) {
                throw part.fault(
                    "name", "This name is already used by an input or a public field.");
              }
              return input;
            })
        .toList();
  }

  private static Operation.Input input(YamlMap part, @Nullable String byDefault) {
    var kind = part.has("kind") ? MethodReader.kind(part) : Field.Kind.TEXT;
    if (byDefault != null && !fits(byDefault, kind)) {
      throw part.fault("default", "“default” must fit the kind of the input.");
    }
    var input =
        new Operation.Input(
            ConnectorLoader.matching(part, "name", NAME),
            ConnectorLoader.sized(part, "label", 80),
            kind,
            part.flag("required", false),
            part.find("help").orElse(""),
            byDefault);
    part.done();
    return input;
  }

  private static boolean fits(String byDefault, Field.Kind kind) {
    return switch (kind) {
      case TEXT, MULTILINE -> true;
      case BOOLEAN -> byDefault.equals("true") || byDefault.equals("false");
      case NUMBER -> NUMBER.matcher(byDefault).matches();
      case LIST, MAP -> false;
    };
  }

  private Set<String> publicFields() {
    var names = new HashSet<String>();
    methods.forEach(method -> names.addAll(MethodReader.publicNames(method.fields())));
    return names;
  }
}
