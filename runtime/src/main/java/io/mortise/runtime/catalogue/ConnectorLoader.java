package io.mortise.runtime.catalogue;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Category;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.connector.Operation;
import io.mortise.runtime.connector.Presentation;
import io.mortise.runtime.connector.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a connector's YAML file strictly: an unknown key is refused with its line. */
public final class ConnectorLoader {
  private static final Pattern METHOD_ID = Pattern.compile("[a-z][a-z0-9_]{0,59}");
  private static final Pattern OPERATION_ID = Pattern.compile("[a-z][a-z0-9_.]{0,59}");

  private static final Pattern CONNECTOR_ID = Pattern.compile("(?:own\\.)?[a-z0-9][a-z0-9-]{0,59}");
  private static final Pattern ICON = Pattern.compile("[a-z0-9]{1,40}");
  private static final Pattern COLOUR = Pattern.compile("#[0-9A-Fa-f]{6}");
  private static final Pattern HTML = Pattern.compile("<[A-Za-z/!]");
  private static final Pattern UNSAFE_LINK = Pattern.compile("]\\((?!https://)");
  private static final int MAX_ENTRIES = 200;

  /**
   * @throws InvalidConnector with the line and the reason
   */
  public Connector load(String file, String yaml) {
    var top = YamlDocument.read(file, yaml);
    var id = matching(top, "id", CONNECTOR_ID);
    var methods = methods(top);
    var connector =
        new Connector(
            id,
            sized(top, "name", 80),
            category(top),
            presentation(top),
            methods,
            operations(top, methods),
            accepts(top),
            id.startsWith("own.") ? Source.OWN : Source.BUILT_IN);
    top.done();
    return connector;
  }

  private static Category category(YamlMap top) {
    var wire = top.text("category");
    return Category.parse(wire).orElseThrow(() -> top.fault("category", "Unknown category."));
  }

  private static Presentation presentation(YamlMap top) {
    return new Presentation(
        top.has("icon") ? matching(top, "icon", ICON) : null,
        top.has("colour") ? matching(top, "colour", COLOUR) : null,
        top.texts("search"),
        markdown(top, "guide"),
        top.has("statusPage") ? httpsAddress(top, "statusPage") : null,
        top.find("approval").orElse(null));
  }

  private static List<AuthMethod> methods(YamlMap top) {
    var reader = new MethodReader(top.section("common"));
    var seen = new HashSet<String>();
    var sections = top.sections("methods");
    if (sections.isEmpty() || sections.size() > MAX_ENTRIES) {
      throw top.fault("methods", "A connector must have 1 to " + MAX_ENTRIES + " methods.");
    }
    var methods =
        sections.stream()
            .map(
                section -> {
                  checkId(section, METHOD_ID, seen);
                  return reader.read(section);
                })
            .toList();
    reader.done();
    return methods;
  }

  private static List<Operation> operations(YamlMap top, List<AuthMethod> methods) {
    var reader = new OperationReader(methods);
    var seen = new HashSet<String>();
    var sections = top.sections("operations");
    if (sections.size() > MAX_ENTRIES) {
      throw top.fault("operations", "There are more than " + MAX_ENTRIES + " operations.");
    }
    return sections.stream()
        .map(
            section -> {
              checkId(section, OPERATION_ID, seen);
              return reader.read(section);
            })
        .toList();
  }

  private static List<String> accepts(YamlMap top) {
    var ids = top.texts("accepts");
    if (!ids.stream().allMatch(id -> CONNECTOR_ID.matcher(id).matches())) {
      throw top.fault("accepts", "“accepts” must list ids of connectors.");
    }
    return ids;
  }

  private static void checkId(YamlMap section, Pattern form, Set<String> seen) {
    if (!seen.add(matching(section, "id", form))) {
      throw section.fault("id", "This id is used twice.");
    }
  }

  static String matching(YamlMap map, String key, Pattern pattern) {
    var text = map.text(key);
    if (!pattern.matcher(text).matches()) {
      throw map.fault(key, "“" + key + "” must match " + pattern + ".");
    }
    return text;
  }

  static String sized(YamlMap map, String key, int longest) {
    var text = map.text(key);
    if (text.isBlank() || text.length() > longest) {
      throw map.fault(key, "“" + key + "” must have 1 to " + longest + " characters.");
    }
    return text;
  }

  static String markdown(YamlMap map, String key) {
    var text = sized(map, key, 20_000);
    checkMarkdown(map, key, text);
    return text;
  }

  static void checkMarkdown(YamlMap map, String key, String text) {
    if (HTML.matcher(text).find() || UNSAFE_LINK.matcher(text).find()) {
      throw map.fault(
          key, "“" + key + "” must be Markdown without HTML, with links to https:// only.");
    }
  }

  static String httpsAddress(YamlMap map, String key) {
    var text = map.text(key);
    if (!text.matches("https://[A-Za-z0-9.-]+(?:/[!-~]*)?")) {
      throw map.fault(key, "“" + key + "” must be an https:// address.");
    }
    return text;
  }
}
