package io.mortise.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the server answered. */
public record Answer(int status, String text, HttpHeaders headers) {
  private static final JsonMapper JSON = new JsonMapper();

  public JsonNode json() {
    return text.isEmpty() ? JSON.missingNode() : JSON.readTree(text);
  }

  /** A member by JSON Pointer, as text; empty where it is missing or null. */
  public String at(String pointer) {
    JsonNode node = json().at(pointer);
    return node.isMissingNode() || node.isNull() ? "" : node.asString();
  }

  public String code() {
    return at("/code");
  }

  /** Pointers of a problem's errors. */
  public List<String> pointers() {
    return json()
        .path("errors")
        .valueStream()
        .map(error -> error.path("pointer").asString())
        .toList();
  }

  public List<JsonNode> items() {
    return json().path("items").valueStream().toList();
  }

  /** This answer, if it has that status. */
  public Answer expect(int expected) {
    assertThat(status).as(text).isEqualTo(expected);
    return this;
  }

  /** This answer, if it is a problem of that status and code. */
  public Answer expect(int expected, String code) {
    expect(expected);
    assertThat(headers.firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(code()).as(text).isEqualTo(code);
    return this;
  }
}
