package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Custom headers: entries that are secret and entries that are not, edited one by one. */
class NamedValuesIT {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Map<String, Object> ACCEPT = notSecret("application/json");

  private static TestServer server;
  private static Api olga;
  private static Api engine;

  private DialectServer service;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    engine = olga.withKey("runtime:call", "runtime:resolve");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void startService() {
    service = DialectServer.start();
  }

  @AfterEach
  void endService() {
    service.close();
  }

  @Test
  void entryMarkedAsNotSecret_isShownSentAndNotMasked() {
    var added =
        olga.post(
                "/credentials",
                headers(
                        Map.of(
                            "X-Key",
                            "fake-key-0001",
                            "Accept",
                            ACCEPT,
                            "X-Api-Version",
                            notSecret("2024-01-01")))
                    .body())
            .expect(201);
    String id = added.at("/id");
    service.answers(200, "{\"at\":\"2024-01-01T00:00:00Z\",\"key\":\"fake-key-0001\"}");

    var answer = engine.get("/runtime/v1/proxy/" + id + "/x").expect(200);

    assertThat(added.at("/fields/headers/Accept/value")).isEqualTo("application/json");
    assertThat(added.at("/fields/headers/Accept/secret")).isEqualTo("false");
    assertThat(added.at("/fields/headers/X-Key")).isEmpty();
    assertThat(added.json().at("/secrets/headers/names").toString()).isEqualTo("[\"X-Key\"]");
    assertThat(added.text()).doesNotContain("fake-key-0001");
    assertThat(service.seen().getLast().header("Accept")).isEqualTo("application/json");
    assertThat(service.seen().getLast().header("X-Key")).isEqualTo("fake-key-0001");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.text()).isEqualTo("{\"at\":\"2024-01-01T00:00:00Z\",\"key\":\"•••\"}");
    assertThat(engine.resolve(id).expect(200).at("/fields/headers/Accept"))
        .isEqualTo("application/json");
  }

  @Test
  void secretEntry_becomesNotSecretOnlyIfItIsEnteredAgain() {
    String id = headers(Map.of("X-Key", "fake-key-0001", "X-Other", "fake-other-01")).addBy(olga);

    edit(id, "X-Key", Map.of("secret", false)).expect(422, "secret_required");
    edit(id, "x-key", Map.of("secret", false)).expect(422, "secret_required");
    var entered = edit(id, "X-Key", notSecret("shown")).expect(200);

    assertThat(entered.at("/fields/headers/X-Key/value")).isEqualTo("shown");
    assertThat(entered.json().at("/secrets/headers/names").toString()).isEqualTo("[\"X-Other\"]");
    assertThat(entered.text()).doesNotContain("fake-key-0001");
  }

  @Test
  void entries_areEditedOneByOne() {
    String id =
        headers(Map.of("X-A", "fake-key-000a", "X-B", "fake-key-000b", "Accept", ACCEPT))
            .addBy(olga);

    edit(id, "X-C", "fake-key-000c").expect(200);
    edit(id, "x-b", "fake-key-000d").expect(200);
    edit(id, "X-A", null).expect(200);
    edit(id, "X-D", "").expect(400);
    var shown = olga.get("/credentials/" + id).expect(200);

    assertThat(engine.resolve(id).expect(200).json().at("/fields/headers").toString())
        .isEqualTo(
            "{\"X-C\":\"fake-key-000c\",\"x-b\":\"fake-key-000d\",\"Accept\":\"application/json\"}");
    assertThat(shown.at("/secretVersion")).isEqualTo("4");
    assertThat(shown.json().at("/secrets/headers/names").toString()).isEqualTo("[\"X-C\",\"x-b\"]");
  }

  @Test
  void entriesThatAreNotSecret_areChangedWithoutARotation() {
    String id = headers(Map.of("X-A", "fake-key-000a", "Accept", ACCEPT)).addBy(olga);

    edit(id, "Accept", notSecret("text/plain")).expect(200);
    var shown = edit(id, "X-Trace", notSecret("on")).expect(200);

    assertThat(shown.at("/secretVersion")).isEqualTo("1");
    assertThat(shown.at("/fields/headers/Accept/value")).isEqualTo("text/plain");
    assertThat(engine.resolve(id).expect(200).json().at("/fields/headers").toString())
        .isEqualTo("{\"X-A\":\"fake-key-000a\",\"Accept\":\"text/plain\",\"X-Trace\":\"on\"}");
  }

  @Test
  void lastEntry_cannotBeRemoved() {
    String id = headers(Map.of("X-A", "fake-key-000a")).addBy(olga);

    edit(id, "X-A", null).expect(400, "invalid_request");
    edit(id, "X-None", null).expect(200);
  }

  @Test
  void keptEntries_goNowhereNewWithANewOne() {
    String id = headers(Map.of("X-A", "fake-key-000a")).addBy(olga);
    var fields =
        Map.of(
            "headers",
            Map.of("X-B", "fake-key-000b"),
            "allowedHosts",
            List.of("evil.example.test"),
            "baseUrl",
            "https://evil.example.test",
            "testUrl",
            "https://evil.example.test/test");

    olga.patch("/credentials/" + id, Map.of("fields", fields, "verify", false))
        .expect(422, "secret_required");
  }

  @Test
  void copy_keepsWhatIsNotSecret() {
    String id = headers(Map.of("X-A", "fake-key-000a", "Accept", ACCEPT)).addBy(olga);

    String copy = olga.post("/credentials/" + id + "/duplicate", Map.of()).expect(201).at("/id");
    olga.post(
            "/credentials/" + copy + "/rotate",
            Map.of("verify", false, "fields", Map.of("headers", Map.of("X-A", "fake-key-000b"))))
        .expect(200);

    assertThat(engine.resolve(copy).expect(200).json().at("/fields/headers").toString())
        .isEqualTo("{\"X-A\":\"fake-key-000b\",\"Accept\":\"application/json\"}");
  }

  @Test
  void rowThatShowsOtherValues_isPutRight() {
    String id = headers(Map.of("X-A", "fake-key-000a", "Accept", ACCEPT)).addBy(olga);
    server
        .database()
        .execute(
            "update credential set public_fields = jsonb_set(public_fields, '{headers,Accept,value}', '\"evil\"') where name = '"
                + olga.get("/credentials/" + id).at("/name")
                + "'");

    edit(id, "X-B", "fake-key-000b").expect(412);

    assertThat(olga.get("/credentials/" + id).at("/fields/headers/Accept/value"))
        .isEqualTo("application/json");
  }

  @Test
  void shortValues_areSavedWithAWarning() {
    var body =
        headers(Map.of("X-A", "1234", "X-B", "fake-key-000b", "X-C", notSecret("v2"))).body();
    var added = olga.post("/credentials", body).expect(201);
    String id = added.at("/id");

    assertThat(warnings(added)).isEqualTo("too_short_to_mask /fields/headers/X-A");
    assertThat(warnings(edit(id, "X-D/", "12345678"))).isEmpty();
    assertThat(warnings(edit(id, "X-D", "12345678")))
        .isEqualTo("too_short_to_mask /fields/headers/X-D");
    assertThat(warnings(edit(id, "X-D", "123456789a"))).isEmpty();
    assertThat(warnings(olga.get("/credentials/" + id))).isEmpty();
  }

  @Test
  void shortPassword_isSavedAndRotatedWithAWarning() {
    var basic =
        TestCredentials.http(service)
            .named("basic " + COUNT.incrementAndGet())
            .with("method", "basic")
            .withoutField("token")
            .field("username", "olga")
            .field("password", "1234");
    var added = olga.post("/credentials", basic.body()).expect(201);

    var rotated =
        olga.post(
                "/credentials/" + added.at("/id") + "/rotate",
                Map.of("verify", false, "fields", Map.of("password", "abcde")))
            .expect(200);

    assertThat(warnings(added)).isEqualTo("too_short_to_mask /fields/password");
    assertThat(warnings(rotated)).isEqualTo("too_short_to_mask /fields/password");
  }

  @Test
  void spacesAroundAToken_areRemovedAndSaid() {
    String token = "fake-copied-token-" + COUNT.incrementAndGet();
    var copied = TestCredentials.http(service).named(token).field("token", " " + token + "\n");

    var added = olga.post("/credentials", copied.body()).expect(201);

    assertThat(warnings(added)).isEqualTo("spaces_removed /fields/token");
    assertThat(
            olga.withKey("runtime:resolve")
                .resolve(added.at("/id"))
                .expect(200)
                .at("/fields/token"))
        .isEqualTo(token);
  }

  @Test
  void spacesAroundAPassword_areKept() {
    var basic =
        TestCredentials.http(service)
            .named("basic " + COUNT.incrementAndGet())
            .with("method", "basic")
            .withoutField("token")
            .field("username", "olga")
            .field("password", " fake-password ");

    var added = olga.post("/credentials", basic.body()).expect(201);

    assertThat(warnings(added)).isEmpty();
    assertThat(
            olga.withKey("runtime:resolve")
                .resolve(added.at("/id"))
                .expect(200)
                .at("/fields/password"))
        .isEqualTo(" fake-password ");
  }

  private static String warnings(Answer answer) {
    return answer.at("/warnings/0/code").isEmpty()
        ? ""
        : answer.at("/warnings/0/code") + " " + answer.at("/warnings/0/pointer");
  }

  private static Answer edit(String id, String name, @Nullable Object value) {
    var entry = new HashMap<String, @Nullable Object>();
    entry.put(name, value);
    return olga.patch(
        "/credentials/" + id, Map.of("verify", false, "fields", Map.of("headers", entry)));
  }

  private static Map<String, Object> notSecret(String value) {
    return Map.of("value", value, "secret", false);
  }

  private TestCredentials headers(Map<String, Object> entries) {
    return TestCredentials.http(service)
        .named("headers " + COUNT.incrementAndGet())
        .with("method", "custom_headers")
        .withoutField("token")
        .field("headers", entries);
  }
}
