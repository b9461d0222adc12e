package io.mortise.runtime.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InputReaderTest {
  private static final String OPERATION =
      """
      input:
        - {name: item, label: Item, required: true}
        - {name: count, label: Count, kind: number, default: "5"}
        - {name: open, label: Open, kind: boolean}
        - {name: tags, label: Tags, kind: list}
        - {name: more, label: More, kind: map}
        - {name: trace, label: Trace}
      request:
        method: GET
        path: "/items/{item}"
        query: "{more}"
        headers: {X-Trace: "{trace}"}
      """;

  @ParameterizedTest
  @MethodSource("wrong")
  void read_valueThatDoesNotFit_isToldAtItsPlace(
      String name, Object value, String pointer, String detail) {
    var errors = read(given("item", "a", name, value)).errors();

    assertThat(errors)
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.pointer()).isEqualTo(pointer);
              assertThat(error.detail()).contains(detail);
            });
  }

  private static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("item", 5, "/input/item", "item must be text"),
        Arguments.of("item", "", "/input/item", "item is required"),
        Arguments.of("item", "..", "/input/item", "segment of a path"),
        Arguments.of("item", ".", "/input/item", "segment of a path"),
        Arguments.of("item", "a/../../b", "/input/item", "segment of a path"),
        Arguments.of("item", "%2e%2E", "/input/item", "segment of a path"),
        Arguments.of("item", "a%2f..%2Fb", "/input/item", "segment of a path"),
        Arguments.of("item", "a%252F%252e%252e", "/input/item", "segment of a path"),
        Arguments.of("item", "a\\..\\b", "/input/item", "segment of a path"),
        Arguments.of("item", "..;x=1", "/input/item", "segment of a path"),
        Arguments.of("item", "x".repeat(4_001), "/input/item", "at most 4000"),
        Arguments.of("item", "\ud800", "/input/item", "surrogate"),
        Arguments.of("count", "5", "/input/count", "count must be a number"),
        Arguments.of("count", new BigDecimal("1e999"), "/input/count", "count must be a number"),
        Arguments.of("count", Double.NaN, "/input/count", "count must be a number"),
        Arguments.of("open", "true", "/input/open", "open must be true or false"),
        Arguments.of("tags", "a", "/input/tags", "tags must be a list"),
        Arguments.of("tags", List.of(Map.of("\udc00", 1)), "/input/tags", "surrogate"),
        Arguments.of("more", List.of(), "/input/more", "more must be an object"),
        Arguments.of("more", Map.of("a/b", Map.of()), "/input/more/a~1b", "must be text, a number"),
        Arguments.of("trace", "a\r\nX-Key: b", "/input/trace", "printable ASCII"),
        Arguments.of(
            "other",
            1,
            "/input/other",
            "The operation takes item, count, open, tags, more, trace"));
  }

  @Test
  void read_absentValues_takeTheirDefaults() {
    var reading = read(given("item", "a", "open", null));

    assertThat(reading.errors()).isEmpty();
    assertThat(reading.values()).isEqualTo(Map.of("item", "a", "count", new BigDecimal(5)));
  }

  @Test
  void read_severalFaults_areToldTogether() {
    var errors = read(given("count", "x", "other", "y")).errors();

    assertThat(errors)
        .extracting(error -> error.pointer())
        .containsExactlyInAnyOrder("/input/item", "/input/count", "/input/other");
  }

  private static InputReader.Reading read(Map<String, Object> given) {
    return InputReader.read(TestOperations.connector(OPERATION).operations().getFirst(), given);
  }

  private static Map<String, Object> given(@Nullable Object... pairs) {
    var given = new HashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      given.put((String) pairs[i], pairs[i + 1]);
    }
    return given;
  }
}
