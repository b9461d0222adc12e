package io.mortise.runtime.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Matches an answer by its status and, if given, by one place in its JSON or by one header.
 *
 * @param statuses such as {@code 200} or {@code 2xx}; empty for any
 */
public record AnswerMatch(
    List<String> statuses, Optional<JsonPlace> json, Optional<HeaderPlace> header) {
  /**
   * @param values the texts that match, {@code *} at the end matches any rest; empty if the place
   *     only has to exist
   */
  public record JsonPlace(String pointer, List<String> values) {
    public JsonPlace {
      values = List.copyOf(values);
    }
  }

  /**
   * @param name lower case
   * @param values the values that match; empty if the header only has to exist
   */
  public record HeaderPlace(String name, List<String> values) {
    public HeaderPlace {
      values = List.copyOf(values);
    }
  }

  public AnswerMatch {
    statuses = List.copyOf(statuses);
  }

  /**
   * @param headers by lower-case name
   */
  public boolean fits(int status, Map<String, List<String>> headers, @Nullable JsonNode body) {
    return fits(
        status, headers, pointer -> Optional.ofNullable(body).map(json -> json.at(pointer)));
  }

  /**
   * Matches an answer of whose body only single places are known.
   *
   * @param places the value at a JSON pointer; empty if the body is not JSON
   */
  public boolean fits(
      int status, Map<String, List<String>> headers, Function<String, Optional<JsonNode>> places) {
    return fitsStatus(status)
        && json.map(place -> fits(place, places.apply(place.pointer()))).orElse(true)
        && header.map(place -> fits(place, headers)).orElse(true);
  }

  private boolean fitsStatus(int status) {
    return statuses.isEmpty()
        || statuses.stream()
            .anyMatch(
                text ->
                    text.endsWith("xx")
                        ? text.charAt(0) - '0' == status / 100
                        : text.equals(Integer.toString(status)));
  }

  private static boolean fits(JsonPlace place, Optional<JsonNode> value) {
    if (value.isEmpty() || value.get().isMissingNode() || value.get().isNull()) {
      return false;
    }
    var found = value.get();
    return place.values().isEmpty()
        || (found.isValueNode() && fitsAny(place.values(), found.asString()));
  }

  private static boolean fitsAny(List<String> patterns, String text) {
    return patterns.stream()
        .anyMatch(
            pattern ->
                pattern.endsWith("*")
                    ? text.startsWith(pattern.substring(0, pattern.length() - 1))
                    : text.equals(pattern));
  }

  private static boolean fits(HeaderPlace place, Map<String, List<String>> headers) {
    var values = headers.getOrDefault(place.name(), List.of());
    return place.values().isEmpty()
        ? !values.isEmpty()
        : values.stream().anyMatch(place.values()::contains);
  }
}
