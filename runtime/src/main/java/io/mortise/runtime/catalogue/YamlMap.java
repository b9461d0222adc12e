package io.mortise.runtime.catalogue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One mapping of a connector's file. Every key must be read before {@link #done} is called. */
final class YamlMap {
  private final String file;
  private final int line;
  private final Map<String, Node> entries = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Set<String> read = new HashSet<>();

  YamlMap(String file, MappingNode mapping) {
    this.file = file;
    this.line = YamlDocument.line(mapping.getStartMark());
    for (var tuple : mapping.getValue()) {
      var keyLine = YamlDocument.line(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new InvalidConnector(file, keyLine, "A key must be text.");
      }
      if (entries.put(key.getValue(), tuple.getValueNode()) != null) {
        throw new InvalidConnector(file, keyLine, "“" + key.getValue() + "” is given twice.");
      }
      lines.put(key.getValue(), keyLine);
    }
  }

  Set<String> keys() {
    return entries.keySet();
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  String text(String key) {
    return find(key).orElseThrow(() -> fault("“" + key + "” is missing."));
  }

  Optional<String> find(String key) {
    return node(key).map(node -> scalar(key, node));
  }

  boolean flag(String key, boolean otherwise) {
    return find(key)
        .map(
            text -> {
              if (!text.equals("true") && !text.equals("false")) {
                throw fault(key, "“" + key + "” must be true or false.");
              }
              return text.equals("true");
            })
        .orElse(otherwise);
  }

  /** Returns the texts of a list, or the single text given in its place. */
  List<String> texts(String key) {
    var node = node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    return node.get() instanceof SequenceNode sequence
        ? sequence.getValue().stream().map(item -> scalar(key, item)).toList()
        : List.of(scalar(key, node.get()));
  }

  Map<String, String> textMap(String key) {
    var result = new LinkedHashMap<String, String>();
    section(key)
        .ifPresent(map -> map.entries.keySet().forEach(name -> result.put(name, map.text(name))));
    return result;
  }

  Optional<YamlMap> section(String key) {
    return node(key)
        .map(
            node -> {
              if (node instanceof MappingNode mapping) {
                return new YamlMap(file, mapping);
              }
              throw fault(key, "“" + key + "” must be a mapping.");
            });
  }

  List<YamlMap> sections(String key) {
    var result = new ArrayList<YamlMap>();
    node(key)
        .ifPresent(
            node -> {
              if (!(node instanceof SequenceNode sequence)) {
                throw fault(key, "“" + key + "” must be a list.");
              }
              for (var item : sequence.getValue()) {
                if (!(item instanceof MappingNode mapping)) {
                  throw fault(key, "Each entry of “" + key + "” must be a mapping.");
                }
                result.add(new YamlMap(file, mapping));
              }
            });
    return result;
  }

  /** Whether the value is text rather than a list or a mapping. */
  boolean isText(String key) {
    return entries.get(key) instanceof ScalarNode;
  }

  /** Returns the value as maps, lists, texts, numbers and booleans, as YAML tells them apart. */
  Optional<Object> data(String key) {
    return node(key).map(node -> plain(key, node));
  }

  /** Parses the text; the message of an {@link IllegalArgumentException} becomes the reason. */
  <T> T parsed(String key, Function<String, T> parser) {
    return parsed(key, text(key), parser);
  }

  <T> T parsed(String key, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw fault(key, String.valueOf(e.getMessage()));
    }
  }

  void done() {
    for (var key : entries.keySet()) {
      if (!read.contains(key)) {
        throw fault(key, "“" + key + "” is not allowed here.");
      }
    }
  }

  InvalidConnector fault(String reason) {
    return new InvalidConnector(file, line, reason);
  }

  InvalidConnector fault(String key, String reason) {
    return new InvalidConnector(file, lines.getOrDefault(key, line), reason);
  }

  private Optional<Node> node(String key) {
    read.add(key);
    return Optional.ofNullable(entries.get(key));
  }

  private String scalar(String key, Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw fault(key, "“" + key + "” must be text.");
  }

  private Object plain(String key, Node node) {
    return switch (node) {
      case MappingNode mapping -> {
        var map = new LinkedHashMap<String, Object>();
        for (var tuple : mapping.getValue()) {
          if (!(tuple.getKeyNode() instanceof ScalarNode name)
              || map.put(name.getValue(), plain(key, tuple.getValueNode())) != null) {
            throw fault(key, "The keys of “" + key + "” must be text, and each may be given once.");
          }
        }
        yield map;
      }
      case SequenceNode sequence ->
          sequence.getValue().stream().map(item -> plain(key, item)).toList();
      case ScalarNode scalar -> plain(scalar);
      default -> "";
    };
  }

  private static Object plain(ScalarNode scalar) {
    var text = scalar.getValue();
    if (scalar.getTag().equals(Tag.BOOL)) {
      return Boolean.valueOf(text);
    }
    boolean number = scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT);
    return number && text.matches("-?[0-9]{1,15}(?:\\.[0-9]{1,15})?") ? new BigDecimal(text) : text;
  }
}
