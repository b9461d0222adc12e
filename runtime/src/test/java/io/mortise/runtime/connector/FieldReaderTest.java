package io.mortise.runtime.connector;

import static io.mortise.runtime.TestCredentials.method;
import static io.mortise.runtime.TestCredentials.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Secret;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldReaderTest {
  private static final String SECRET = "fake-secret-value";

  private static final Map<String, Object> BEARER =
      Map.of("token", SECRET, "allowedHosts", List.of("api.acme.test"));

  private final AuthMethod bearer = method("http", "bearer");
  private final AuthMethod apiKey = method("http", "api_key");

  @Test
  void read_validFields_keepsSecretsHidden() {
    var reading = bearer.read(with(BEARER, "testUrl", "https://api.acme.test/me"), Set.of());

    assertThat(reading.errors()).isEmpty();
    assertThat(reading.fields().find("token").orElseThrow()).isInstanceOf(FieldValue.Hidden.class);
    assertThat(reading.toString()).doesNotContain(SECRET);
    assertThat(bearer.destinations(reading.fields())).containsExactly("api.acme.test");
    assertThat(bearer.testable(reading.fields())).isTrue();
  }

  @Test
  void read_unknownMissingAndWrongKinds_pointAtTheField() {
    var json = new HashMap<String, Object>();
    json.put("tokn", "x");
    json.put("token", 5);
    json.put("allowedHosts", 5);
    json.put("baseUrl", Map.of());

    assertThat(pointers(bearer, json))
        .containsExactly(
            "/fields/tokn", "/fields/token", "/fields/allowedHosts", "/fields/baseUrl");
    assertThat(pointers(bearer, Map.of())).containsExactly("/fields/token", "/fields/allowedHosts");
  }

  @Test
  void read_listAsOneText_isSplitAtSpaces() {
    var reading = bearer.read(with(BEARER, "allowedHosts", " api.acme.test  b.test "), Set.of());

    assertThat(reading.errors()).isEmpty();
    assertThat(reading.fields().lines("allowedHosts")).containsExactly("api.acme.test", "b.test");
    assertThat(pointers(bearer, with(BEARER, "allowedHosts", "api.acme.test no_host!")))
        .isNotEmpty()
        .allMatch(pointer -> pointer.startsWith("/fields/allowedHosts"));
  }

  @Test
  void read_keptSecret_mayBeAbsentOrNull() {
    var json = new HashMap<String, Object>(BEARER);
    json.put("token", null);

    assertThat(bearer.read(json, Set.of("token")).errors()).isEmpty();
    assertThat(bearer.read(json, Set.of("token")).fields().names()).doesNotContain("token");
    assertThat(pointers(bearer, json)).containsExactly("/fields/token");
  }

  @Test
  void read_spacesAroundATokenOrKey_areNotPartOfIt() {
    var token = bearer.read(with(BEARER, "token", " \t" + SECRET + " \r\n"), Set.of());
    var key =
        apiKey.read(
            Map.of("key", " fake key\n", "allowedHosts", List.of("api.acme.test")), Set.of());

    assertThat(holds(token, "token", SECRET)).isTrue();
    assertThat(holds(key, "key", "fake key")).isTrue();
  }

  @Test
  void read_spacesAroundAPassword_arePartOfIt() {
    var json =
        Map.of("username", "olga", "password", " pass ", "allowedHosts", List.of("api.acme.test"));

    var reading = method("http", "basic").read(json, Set.of());

    assertThat(holds(reading, "password", " pass ")).isTrue();
  }

  @Test
  void read_spacesAroundAHeader_areNotPartOfIt() {
    var json =
        Map.of("headers", Map.of("X-Key", " fake\n"), "allowedHosts", List.of("api.acme.test"));

    var reading = method("http", "custom_headers").read(json, Set.of());

    var map = (FieldValue.HiddenMap) reading.fields().find("headers").orElseThrow();
    assertThat(map.entries())
        .hasEntrySatisfying("X-Key", value -> assertThat(value.sameAs(Secret.of("fake"))).isTrue());
  }

  @Test
  void read_headerInjection_isRefusedWithoutTheValue() {
    for (var bad : List.of("a\r\nX-Evil: 1", "a\nb", "a\u0000b", "a\u0085b", "a\u007fb")) {
      var reading = bearer.read(with(BEARER, "token", bad), Set.of());

      assertThat(reading.errors()).extracting(FieldError::pointer).containsOnly("/fields/token");
      assertThat(reading.errors().toString()).doesNotContain("Evil");
    }
  }

  @Test
  void read_headerNames_cannotBreakOutOrSteer() {
    var headers = method("http", "custom_headers");
    for (var name :
        List.of("X\r\nEvil", "Host", "content-length", "Transfer-Encoding", "a b", "")) {
      var json = Map.of("headers", Map.of(name, SECRET), "allowedHosts", List.of("api.acme.test"));

      assertThat(pointers(headers, json)).as(name).hasSize(1);
    }
    var json = Map.of("key", SECRET, "name", "Host", "allowedHosts", List.of("api.acme.test"));
    assertThat(pointers(apiKey, json)).containsExactly("/fields");
  }

  @Test
  void read_customHeaders_valuesAreHidden() {
    var headers = method("http", "custom_headers");
    var json =
        Map.of("headers", Map.of("X-A", SECRET, "X-B", SECRET), "allowedHosts", List.of("a.test"));

    var reading = headers.read(json, Set.of());

    assertThat(reading.errors()).isEmpty();
    assertThat(reading.fields().secrets("headers")).containsOnlyKeys("X-A", "X-B");
  }

  @Test
  void read_customHeaders_mayBeMarkedAsNotSecret() {
    var headers = method("http", "custom_headers");
    var marked =
        Map.of(
            "X-A", SECRET,
            "X-B", Map.of("value", SECRET),
            "X-C", Map.of("value", SECRET, "secret", true),
            "Accept", Map.of("value", "application/json", "secret", false));
    var json = Map.of("headers", marked, "allowedHosts", List.of("a.test"));

    var fields = headers.read(json, Set.of()).fields();

    assertThat(fields.secrets("headers")).containsOnlyKeys("X-A", "X-B", "X-C");
    assertThat(fields.allSecrets()).hasSize(3);
    assertThat(headers.scheme().additions(fields).orElseThrow().headers())
        .containsEntry("Accept", "application/json")
        .hasSize(4);
    for (var wrong :
        List.of(
            Map.of("secret", false),
            Map.of("value", 1),
            Map.of("value", " ", "secret", false),
            Map.of("value", "a\nb", "secret", false),
            Map.of("value", "v", "secret", "no"),
            Map.of("value", "v", "hidden", true))) {
      var given = Map.of("headers", Map.of("X-A", wrong), "allowedHosts", List.of("a.test"));
      assertThat(pointers(headers, given))
          .as(wrong.toString())
          .containsExactly("/fields/headers/X-A");
    }
  }

  @Test
  void read_patternsChoicesAndSizes_areKept() {
    assertThat(pointers(method("github", "bearer"), Map.of("token", "not-a-token")))
        .containsExactly("/fields/token");
    assertThat(pointers(apiKey, with(with(keyFields(), "in", "cookie"), "name", "a b")))
        .containsExactly("/fields/in", "/fields/name");
    assertThat(pointers(bearer, with(BEARER, "token", "x".repeat(9_000))))
        .containsExactly("/fields/token");
    assertThat(method("github", "bearer").read(Map.of("token", SECRET), Set.of()).errors())
        .allSatisfy(error -> assertThat(error.detail()).doesNotContain(SECRET));
  }

  @Test
  void read_defaults_areTaken() {
    var fields = apiKey.read(keyFields(), Set.of()).fields();

    assertThat(fields.text("in")).contains("header");
    assertThat(fields.text("name")).contains("X-Api-Key");
  }

  @Test
  void read_hostsAndAddresses_haveToFit() {
    assertThat(pointers(bearer, with(BEARER, "allowedHosts", List.of("a.test", "https://b.test"))))
        .containsExactly("/fields/allowedHosts/1");
    for (var address :
        List.of(
            "https://evil.test/me",
            "https://api.acme.test:8443/me",
            "https://api.acme.test@evil.test/me",
            "https://api.acme.test#x",
            "javascript:1",
            "https://api.acme.test/ me")) {
      assertThat(pointers(bearer, with(BEARER, "testUrl", address)))
          .as(address)
          .containsExactly("/fields/testUrl");
    }
  }

  @Test
  void read_hostParts_cannotBecomeAnotherHost() {
    var shopify = method("shopify", "admin_token");
    for (var shop :
        List.of("acme.evil.test/", "acme/..", "evil.test#", "a@b", "acme:8080", "ACME")) {
      var json = Map.of("shop", shop, "token", "shpat_fake");

      assertThat(pointers(shopify, json)).as(shop).containsExactly("/fields/shop");
    }
    var gitlab = method("gitlab", "access_token");
    assertThat(
            pointers(gitlab, Map.of("host", "evil.test/x", "token", "fake-token-of-some-length")))
        .containsExactly("/fields/host");
  }

  @Test
  void read_hiddenField_takesNoValue() {
    var postgres = method("postgresql", "database");
    var json =
        Map.of(
            "host", "db.acme.test",
            "port", 5432,
            "database", "shop",
            "username", "reader",
            "password", SECRET,
            "tlsMode", "disable",
            "caCertificate", "-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----");

    assertThat(pointers(postgres, json)).containsExactly("/fields/caCertificate");
  }

  @Test
  void read_numbers_areKeptAsTextAndBounded() {
    var postgres = method("postgresql", "database");
    var json =
        Map.of("host", "db.acme.test", "database", "shop", "username", "r", "password", SECRET);

    var fields = postgres.read(with(json, "port", 6432), Set.of()).fields();

    assertThat(postgres.destinations(fields)).containsExactly("db.acme.test:6432");
    assertThat(pointers(postgres, with(json, "port", 70_000))).isNotEmpty();
    assertThat(pointers(postgres, with(json, "port", "5432; drop")))
        .containsExactly("/fields/port");
    assertThat(pointers(postgres, with(json, "port", 54.5))).containsExactly("/fields/port");
  }

  @Test
  void base_ofGenericHttp_isTheFirstThatIsNamed() {
    assertThat(base(BEARER)).isEqualTo("https://api.acme.test");
    assertThat(base(with(BEARER, "testUrl", "https://api.acme.test/v1/me")))
        .isEqualTo("https://api.acme.test");
    assertThat(base(with(BEARER, "baseUrl", "https://api.acme.test/v1")))
        .isEqualTo("https://api.acme.test/v1");
    assertThat(base(with(BEARER, "allowedHosts", List.of("a.test", "b.test")))).isEqualTo("none");
    assertThat(base(with(BEARER, "allowedHosts", List.of("*.a.test")))).isEqualTo("none");
  }

  private String base(Map<String, ?> json) {
    var fields = bearer.read(json, Set.of()).fields();
    return bearer.base(fields).map(Object::toString).orElse("none");
  }

  private static Map<String, Object> keyFields() {
    return Map.of("key", SECRET, "allowedHosts", Arrays.asList("api.acme.test"));
  }

  private static boolean holds(FieldReading reading, String field, String secret) {
    return reading.fields().find(field).orElseThrow() instanceof FieldValue.Hidden hidden
        && hidden.secret().sameAs(Secret.of(secret));
  }

  private static List<String> pointers(AuthMethod method, Map<String, ?> json) {
    return method.read(json, Set.of()).errors().stream().map(FieldError::pointer).toList();
  }
}
