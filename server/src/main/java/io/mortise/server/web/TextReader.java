package io.mortise.server.web;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Reads text that is Unicode: half of a surrogate pair can be escaped in JSON, but names no
 * character, and would be stored as a question mark.
 */
final class TextReader extends StdScalarDeserializer<String> {
  TextReader() {
    super(String.class);
  }

  /** A text that no character set can hold. */
  static final class UnpairedSurrogate extends MismatchedInputException {
    private static final long serialVersionUID = 1L;

    UnpairedSurrogate(JsonParser parser) {
      super(parser, "Half of a surrogate pair", String.class);
    }
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) {
    boolean text = parser.hasToken(JsonToken.VALUE_STRING);
    String value =
        text ? parser.getString() : StringDeserializer.instance.deserialize(parser, context);
    if (text && hasUnpairedSurrogate(value)) {
      throw new UnpairedSurrogate(parser);
    }
    return value;
  }

  private static boolean hasUnpairedSurrogate(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
