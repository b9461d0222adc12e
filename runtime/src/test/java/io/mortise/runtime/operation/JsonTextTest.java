package io.mortise.runtime.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  private static final String TEXT =
      "{\"a\": {\"b\" : \"x\\u00e4 \\\"y\\\"\", \"n\":null }, \"list\" :[ 1 , \"two\",{\"id\" : 3},[ ] ],"
          + "\"t\":true, \"f\": 1.50e3 , \"q/r\": [10,20]}  ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /a/b     | "x\\u00e4 \\"y\\""
          /a/n     | null
          /a       | {"b" : "x\\u00e4 \\"y\\"", "n":null }
          /t       | true
          /f       | 1.50e3
          /q~1r/1  | 20
          /list/2  | {"id" : 3}
          /list    | [ 1 , "two",{"id" : 3},[ ] ]
          """)
  void raw_place_isTheJsonThatStandsThere(String pointer, String expected) {
    assertThat(read(TEXT, pointer).raw(pointer)).hasValue(expected);
  }

  @Test
  void scalar_place_isItsText() {
    assertThat(read(TEXT, "/a/b").scalar("/a/b")).hasValue("xä \"y\"");
    assertThat(read(TEXT, "/f").scalar("/f")).hasValue("1.50e3");
    assertThat(read(TEXT, "/a/n").scalar("/a/n")).isEmpty();
    assertThat(read(TEXT, "/a").scalar("/a")).isEmpty();
    assertThat(read(TEXT, "/no").scalar("/no")).isEmpty();
  }

  @Test
  void items_ofAList_areItsElements() {
    var json = JsonText.read(TEXT, List.of("/t"), "/list").orElseThrow();

    assertThat(json.size()).isEqualTo(4);
    assertThat(List.of(json.item(0), json.item(1), json.item(2), json.item(3)))
        .containsExactly("1", "\"two\"", "{\"id\" : 3}", "[ ]");
    assertThat(json.scalar("/t")).hasValue("true");
  }

  @Test
  void items_ofTheWholeText_areItsElements() {
    var json = JsonText.read(" [\n\"ä\" ,2] \n", List.of(), "").orElseThrow();

    assertThat(json.item(0)).isEqualTo("\"ä\"");
    assertThat(json.item(1)).isEqualTo("2");
  }

  /** Longer than the parser's buffer, so that places are counted across buffers. */
  @Test
  void items_ofALongText_areWhole() {
    var item = "{\"text\":\"" + "aä€\\n".repeat(3_000) + "\"}";
    var json =
        JsonText.read("[" + String.join(" , ", List.of(item, item, item)) + "]", List.of(), "");

    assertThat(json.orElseThrow().item(2)).isEqualTo(item);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", " 5 ", "\"x\"", "null", "[]"})
  void raw_wholeText_isStripped(String text) {
    assertThat(read(text, "").raw("")).hasValue(text.strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "{}{}", "[1,]", "{\"a\":1} x", "NaN", "{a:1}", "'x'"})
  void read_whatIsNotOneJsonValue_isEmpty(String text) {
    assertThat(JsonText.read(text, List.of(""), null)).isEmpty();
  }

  @Test
  void read_deeperThanTheBound_isEmpty() {
    var fits = "[".repeat(JsonText.MAX_DEPTH) + "]".repeat(JsonText.MAX_DEPTH);

    assertThat(JsonText.read(fits, List.of(), null)).isPresent();
    assertThat(JsonText.read("[" + fits + "]", List.of(), null)).isEmpty();
  }

  private static JsonText read(String text, String pointer) {
    return JsonText.read(text, List.of(pointer), null).orElseThrow();
  }
}
