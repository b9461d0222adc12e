package io.mortise.runtime.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Text with places of a JSON answer in it: {@code {/team} as {/user}}. The result is empty if a
 * place is missing or its value could be more than a name.
 */
public final class AnswerText {
  private static final Pattern PLACE = Pattern.compile("\\{(/[A-Za-z0-9_/~-]{0,100})}");
  private static final int MAX_LENGTH = 120;

  private final String source;
  private final List<String> pieces;

  private AnswerText(String source, List<String> pieces) {
    this.source = source;
    this.pieces = pieces;
  }

  /**
   * @throws IllegalArgumentException if a brace is not part of a {@code {/pointer}}
   */
  public static AnswerText parse(String source) {
    var pieces = new ArrayList<String>();
    var matcher = PLACE.matcher(source);
    int end = 0;
    while (matcher.find()) {
      pieces.add(literal(source.substring(end, matcher.start())));
      pieces.add(matcher.group(1));
      end = matcher.end();
    }
    pieces.add(literal(source.substring(end)));
    return new AnswerText(source, List.copyOf(pieces));
  }

  private static String literal(String text) {
    if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
      throw new IllegalArgumentException("A brace must enclose a place in the answer: {/pointer}");
    }
    return text;
  }

  public Optional<String> fill(@Nullable JsonNode body) {
    var text = new StringBuilder(pieces.getFirst());
    for (int i = 1; i < pieces.size(); i += 2) {
      var value = body == null ? "" : name(body.at(pieces.get(i)));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      text.append(value).append(pieces.get(i + 1));
    }
    return Optional.of(text.toString());
  }

  private static String name(JsonNode node) {
    if (!node.isValueNode() || node.isNull()) {
      return "";
    }
    var text = node.asString().strip();
    boolean plain =
        text.codePoints()
            .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    return plain && text.length() <= MAX_LENGTH ? text : "";
  }

  @Override
  public String toString() {
    return source;
  }
}
