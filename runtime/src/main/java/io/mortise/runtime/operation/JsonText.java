package io.mortise.runtime.operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A JSON text, read once from beginning to end. Only the requested places are kept, so that a large
 * answer takes no more memory than its text. Nested to at most {@value #MAX_DEPTH} levels.
 */
final class JsonText {
  static final int MAX_DEPTH = 100;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private final String text;
  private final @Nullable JsonPointer list;
  private final Map<JsonPointer, Value> found = new HashMap<>();
  private final List<Range> items = new ArrayList<>();

  private record Range(int start, int end) {}

  /**
   * @param node the value if it is a scalar; otherwise an empty object or list
   */
  private record Value(Range range, JsonNode node) {}

  private record Wanted(JsonPointer whole, JsonPointer rest) {}

  private JsonText(String text, @Nullable JsonPointer list) {
    this.text = text;
    this.list = list;
  }

  /**
   * @param pointers the places to remember
   * @param list a place whose items are remembered if it is a list; null for none
   * @return empty if the text is not one JSON value
   */
  static Optional<JsonText> read(String text, Collection<String> pointers, @Nullable String list) {
    var json = new JsonText(text, list == null ? null : JsonPointer.compile(list));
    var wanted = new ArrayList<Wanted>();
    pointers.stream().map(JsonPointer::compile).forEach(each -> wanted.add(new Wanted(each, each)));
    if (json.list != null) {
      wanted.add(new Wanted(json.list, json.list));
    }
    try (var parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      json.walk(parser, wanted);
      return parser.nextToken() == null ? Optional.of(json) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** Returns a scalar, an empty object or list in place of a full one, or the missing node. */
  JsonNode at(String pointer) {
    var value = found.get(JsonPointer.compile(pointer));
    return value == null ? NODES.missingNode() : value.node();
  }

  /** Returns a text, number or boolean as text; empty for any other value or none. */
  Optional<String> scalar(String pointer) {
    var node = at(pointer);
    return node.isValueNode() && !node.isNull() ? Optional.of(node.asString()) : Optional.empty();
  }

  /** Returns the JSON of the value at a place. */
  Optional<String> raw(String pointer) {
    var value = found.get(JsonPointer.compile(pointer));
    return value == null ? Optional.empty() : Optional.of(raw(value.range()));
  }

  /** Returns the number of items of the list. */
  int size() {
    return items.size();
  }

  /** Returns the JSON of an item of the list. */
  String item(int index) {
    return raw(items.get(index));
  }

  private String raw(Range range) {
    return text.substring(range.start(), range.end()).strip();
  }

  /** Descends as deep as the pointers do, and skips the rest. */
  private void walk(JsonParser parser, List<Wanted> wanted) {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    boolean isList = wanted.stream().anyMatch(each -> isList(each));
    var node =
        switch (parser.currentToken()) {
          case START_OBJECT -> object(parser, wanted);
          case START_ARRAY -> isList ? items(parser) : array(parser, wanted);
          default -> scalar(parser);
        };
    var value = new Value(new Range(start, end(parser)), node);
    for (var each : wanted) {
      if (each.rest().matches()) {
        found.put(each.whole(), value);
      }
    }
  }

  private boolean isList(Wanted wanted) {
    return wanted.rest().matches() && wanted.whole().equals(list);
  }

  private JsonNode object(JsonParser parser, List<Wanted> wanted) {
    if (inner(wanted).isEmpty()) {
      parser.skipChildren();
      return NODES.objectNode();
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      parser.nextToken();
      var matching = new ArrayList<Wanted>();
      for (var each : inner(wanted)) {
        var rest = each.rest().matchProperty(name);
        if (rest != null) {
          matching.add(new Wanted(each.whole(), rest));
        }
      }
      walkOrSkip(parser, matching);
    }
    return NODES.objectNode();
  }

  private JsonNode array(JsonParser parser, List<Wanted> wanted) {
    if (inner(wanted).isEmpty()) {
      parser.skipChildren();
      return NODES.arrayNode();
    }
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      var matching = new ArrayList<Wanted>();
      for (var each : inner(wanted)) {
        var rest = each.rest().matchElement(i);
        if (rest != null) {
          matching.add(new Wanted(each.whole(), rest));
        }
      }
      walkOrSkip(parser, matching);
    }
    return NODES.arrayNode();
  }

  private void walkOrSkip(JsonParser parser, List<Wanted> wanted) {
    if (wanted.isEmpty()) {
      parser.skipChildren();
    } else {
      walk(parser, wanted);
    }
  }

  private JsonNode items(JsonParser parser) {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      int start = (int) parser.currentTokenLocation().getCharOffset();
      parser.skipChildren();
      items.add(new Range(start, end(parser)));
    }
    return NODES.arrayNode();
  }

  private static List<Wanted> inner(List<Wanted> wanted) {
    return wanted.stream().filter(each -> !each.rest().matches()).toList();
  }

  private static JsonNode scalar(JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> NODES.stringNode(parser.getString());
    };
  }

  private static int end(JsonParser parser) {
    parser.finishToken();
    return (int) parser.currentLocation().getCharOffset();
  }
}
