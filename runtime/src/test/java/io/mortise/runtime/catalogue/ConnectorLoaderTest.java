package io.mortise.runtime.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.runtime.connector.Source;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorLoaderTest {
  private static final String VALID =
      """
      id: own.acme
      name: Acme
      category: service
      guide: Create a key.
      methods:
        - id: key
          type: api_key
          name: Key
          fields:
            - name: site
              label: Site
              help: Its name.
              pattern: "[a-z]+"
              expected: "small letters"
            - name: key
              label: Key
              secret: true
              help: As it is shown.
          apply: {scheme: api_key, in: header, name: X-Key, value: "{key}"}
          hosts:
            to: ["{site}.acme.test"]
          probe:
            url: "https://{site}.acme.test/me"
            success: {status: 200}
      operations:
        - id: get
          name: Get
          methods: [key]
          input:
            - {name: item, label: Item, required: true}
            - {name: tags, label: Tags, kind: list}
          request: {method: GET, path: "/items/{item}"}
          answer: {output: /item}
      """;

  private final ConnectorLoader loader = new ConnectorLoader();

  @Test
  void load_validFile_isAnOwnConnector() {
    var connector = loader.load("acme.yaml", VALID);

    assertThat(connector.source()).isEqualTo(Source.OWN);
    assertThat(connector.method("key")).isPresent();
    assertThat(connector.operations()).hasSize(1);
  }

  @Test
  void load_unknownKey_namesItsLine() {
    refused("category: service", "category: service\ncolor: red", 4, "“color” is not allowed");
  }

  @Test
  void load_keyTwice_namesItsLine() {
    refused("name: Acme", "name: Acme\nname: Again", 3, "twice");
  }

  @Test
  void load_badReferences_areRefused() {
    refused("value: \"{key}\"", "value: \"{token}\"", 19, "Unknown field “token”");
    refused("methods: [key]", "methods: [other]", 28, "Unknown method “other”");
    refused("{site}.acme.test\"]", "{key}.acme.test\"]", 21, "public fields only");
    refused("/items/{item}", "/items/{other}", 32, "neither an input nor a public field");
    refused("https://{site}.acme.test/me", "https://{key}.acme.test/me", 23, "public fields only");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /items/{item}"}               | /items/{tags}"}                             | 32 | not allowed here
          /items/{item}"}               | items/{item}"}                              | 32 | A path must begin with /
          /items/{item}"}               | /a/../{item}"}                              | 32 | A path must begin with /
          /items/{item}"}               | /items?q={item}"}                           | 32 | A path must begin with /
          /items/{item}"}               | /items", query: {q: "{+item}"}}             | 32 | allowed in a path only
          /items/{item}"}               | /items", query: "{tags}"}                   | 32 | of the kind map
          /items/{item}"}               | /items", headers: {Host: x}}                | 32 | cannot set a header
          /items/{item}"}               | /items", body: {a: b}}                      | 32 | GET request must not have a body
          method: GET, path             | method: FETCH, path                         | 32 | Unknown request method
          label: Item, required: true   | label: Item                                 | 32 | must be required
          label: Item, required: true   | label: Item, kind: number, default: x       | 30 | must fit the kind
          name: item, label             | name: site, label                           | 30 | already used
          {output: /item}               | {output: item}                              | 33 | Invalid input
          {output: /item}               | {pages: {items: "", style: ring}}           | 33 | link, cursor, page or offset
          {output: /item}               | {pages: {style: link}}                      | 33 | “items” is missing
          {output: /item}               | {output: /a, pages: {items: "", style: link}} | 33 | the result is their items
          {output: /item}               | {pages: {items: "", style: cursor, parameter: c}} | 33 | A cursor must be named by
          {output: /item}               | {pages: {items: "", style: page, parameter: p, in: body}} | 33 | must have a JSON body
          {output: /item}               | {pages: {items: "", style: page, parameter: p, size: 0}} | 33 | “size” must be at least 1
          {output: /item}               | {pages: {items: "", style: link, size: 9}}  | 33 | “size” is not allowed
          """)
  void load_operationThatCannotBeSent_isRefused(
      String part, String replacement, int line, String reason) {
    refused(part, replacement, line, reason);
  }

  @Test
  void load_addressOffItsHosts_isRefused() {
    var yaml = VALID.replace("{site}.acme.test\"]", "api.acme.test\"]");

    var problem =
        catchThrowableOfType(
            InvalidConnector.class,
            () ->
                loader.load(
                    "acme.yaml",
                    yaml.replace("https://{site}.acme.test/me", "https://evil.test/")));

    assertThat(problem.reason()).contains("https://evil.test/", "allowed hosts");
  }

  @Test
  void load_secretThatNothingUses_isRefused() {
    refused("value: \"{key}\"", "value: \"{site}\"", 19, "The secret “key” is not used");
  }

  @Test
  void load_badPattern_isRefused() {
    refused("[a-z]+", "[a-z", 13, "must be a regular expression");
    refused("[a-z]+", "(?=a)b", 13, "must be a regular expression");
  }

  @Test
  void load_patternWithoutWordsForIt_isRefused() {
    refused("expected: \"small letters\"", "required: true", 10, "expected");
  }

  @Test
  void load_catastrophicPattern_staysFast() {
    var connector = loader.load("acme.yaml", VALID.replace("[a-z]+", "(a+)+b"));
    var method = connector.method("key").orElseThrow();

    var reading = method.read(Map.of("site", "a".repeat(8_000), "key", "k"), Set.of());

    assertThat(reading.ok()).isFalse(); // a matcher that backtracks would never come here
  }

  @Test
  void load_wrongWords_areRefused() {
    refused("category: service", "category: things", 3, "Unknown category");
    refused("type: api_key", "type: magic", 7, "Unknown type");
    refused("scheme: api_key", "scheme: magic", 19, "Unknown scheme");
    refused("status: 200", "status: 2000", 24, "401 or 4xx");
    refused("name: X-Key", "name: Content-Length, prefix: \"{\"", 19, "brace");
  }

  @Test
  void load_htmlOrUnsafeLinkInGuide_isRefused() {
    refused("Create a key.", "Create <b>a</b> key.", 4, "without HTML");
    refused("Create a key.", "\"[x](javascript:1)\"", 4, "https://");
  }

  @Test
  void load_aliasesDepthAndSize_areRefused() {
    refused("name: Acme", "name: &a Acme", 2, "Anchors");
    refused("name: Acme", "name: " + "[".repeat(5_000), 2, "deep");
    refused("Create a key.", "x".repeat(300_000), 1, "larger");
    refused("id: own.acme", "- 1", 2, "not valid YAML");
  }

  @Test
  void load_idOutsideItsForm_isRefused() {
    refused("id: own.acme", "id: ../acme", 1, "must match");
  }

  private void refused(String part, String replacement, int line, String reason) {
    assertThat(VALID).contains(part);
    var yaml = VALID.replace(part, replacement);

    var problem =
        catchThrowableOfType(InvalidConnector.class, () -> loader.load("acme.yaml", yaml));

    assertThat(problem).as(replacement).isNotNull();
    assertThat(problem.code()).isEqualTo("invalid_connector");
    assertThat(problem.reason()).contains(reason);
    assertThat(problem.line()).as(problem.detail()).isEqualTo(line);
  }
}
