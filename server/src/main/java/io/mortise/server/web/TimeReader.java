package io.mortise.server.web;

import io.mortise.server.kernel.Times;
import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * A time is a text (RFC 3339). Jackson's own reader takes numbers too, as seconds or milliseconds
 * by its configuration, which nobody who sends one can know.
 */
final class TimeReader extends StdDeserializer<Instant> {
  TimeReader() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      return (Instant) context.handleUnexpectedToken(getValueType(context), parser);
    }
    String text = parser.getString();
    try {
      return Times.parse(text);
    } catch (DateTimeException e) {
      return (Instant) context.handleWeirdStringValue(Instant.class, text, "no RFC 3339 time");
    }
  }
}
