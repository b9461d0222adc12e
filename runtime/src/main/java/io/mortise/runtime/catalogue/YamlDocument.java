package io.mortise.runtime.catalogue;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * Parses a file into its top mapping. Refuses files that are too large, too deeply nested or refer
 * to themselves.
 */
final class YamlDocument {
  private static final int MAX_LENGTH = 256 * 1024;
  private static final int DEEPEST = 16;

  private YamlDocument() {}

  static YamlMap read(String file, String yaml) {
    if (yaml.length() > MAX_LENGTH) {
      throw new InvalidConnector(file, 1, "The file is larger than 256 KiB.");
    }
    var settings = LoadSettings.builder().setLabel(file).setCodePointLimit(MAX_LENGTH).build();
    try {
      checkShape(file, new Parse(settings).parseString(yaml));
      var top = new Compose(settings).composeString(yaml);
      if (top.isPresent() && top.get() instanceof MappingNode mapping) {
        return new YamlMap(file, mapping);
      }
      throw new InvalidConnector(file, 1, "A connector must be a mapping: id, name, category, …");
    } catch (MarkedYamlEngineException e) {
      throw new InvalidConnector(file, line(e.getProblemMark()), "The file is not valid YAML.");
    } catch (YamlEngineException e) {
      throw new InvalidConnector(file, 1, "The file is not valid YAML.");
    }
  }

  /** Events are read without recursion, so the depth is checked before any recursive code runs. */
  private static void checkShape(String file, Iterable<Event> events) {
    int depth = 0;
    for (var event : events) {
      if (event instanceof AliasEvent
          || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
        throw new InvalidConnector(
            file, line(event.getStartMark()), "Anchors and aliases are not allowed.");
      }
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        throw new InvalidConnector(
            file, line(event.getStartMark()), "The file is nested too deeply.");
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
  }

  static int line(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(0) + 1;
  }
}
