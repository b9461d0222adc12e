package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Api;
import io.mortise.server.testing.BadInput;
import io.mortise.server.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is not right is refused with its code and pointer; nothing is saved and no secret comes
 * back.
 */
class CredentialInputIT {
  private static TestServer server;
  private static BadInput bad;
  private static Api olga;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    bad = new BadInput(server);
    olga = server.api().setUp();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          connector       | 5
          method          | ["api_key"]
          name            | {"a":1}
          name            | 5
          notes           | true
          verify          | "yes"
          tags            | "prod"
          rotateEveryDays | "90"
          rotateEveryDays | 1.5
          expiresAt       | "tomorrow"
          fields          | [1]
          """)
  void add_wrongType_pointsAtIt(String member, String json) {
    String body =
        """
        {"connector":"petstore","method":"api_key","name":"x","fields":{"key":"%s"},"%s":%s}
        """
            .formatted(BadInput.SECRET, member + "", json)
            .replaceFirst("\"" + member + "\":(\"[^\"]*\"|\\{[^}]*\\}),", "");

    var answer = bad.refused(() -> olga.post("/credentials", body));

    answer.expect(400, "invalid_request");
    assertThat(answer.pointers()).containsExactly("/" + member);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rotateEveryDays:0",
        "rotateEveryDays:-1",
        "rotateEveryDays:100000",
        "environment:\"moon\"",
        "scope:\"galaxy\"",
        "expiresAt:\"2001-01-01T00:00:00Z\"",
        "workspace:\"nowhere\""
      })
  void add_valueOutOfRange_pointsAtIt(String pair) {
    String member = pair.substring(0, pair.indexOf(':'));
    String scope = member.equals("workspace") ? "\"scope\":\"workspace\"," : "";
    String body =
        "{%s\"connector\":\"petstore\",\"method\":\"api_key\",\"name\":\"x\",\"fields\":{\"key\":\"%s\"},\"%s\":%s,\"verify\":false}"
            .formatted(scope, BadInput.SECRET, member, pair.substring(pair.indexOf(':') + 1));

    var answer = bad.refused(() -> olga.post("/credentials", body));

    answer.expect(400, "invalid_request");
    assertThat(answer.pointers()).containsExactly("/" + member);
  }

  @Test
  void add_unknownMember_pointsAtIt() {
    var answer =
        bad.refused(
            () -> olga.post("/credentials", BadInput.petstore().with("colour", "red").body()));

    answer.expect(400, "invalid_request");
    assertThat(answer.pointers()).containsExactly("/colour");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"connector\":\"petstore\",\"connector\":\"github\",\"method\":\"api_key\",\"fields\":{\"key\":\"pet_fake_never_echoed\"}}",
        "{\"connector\":\"petstore\",\"method\":\"api_key\",\"fields\":{\"key\":\"pet_fake_never_echoed\"}} {}",
        "{\"connector\":\"petstore\",\"method\":\"api_key\",\"fields\":{\"key\":\"pet_fake_never_echoed\"}} x",
        "{\"connector\":\"petstore\",\"method\":\"api_key\",\"fields\":{\"key\":\"pet_fake_never_echoed\",\"key\":\"b\"}}",
        "{\"connector\":\"petstore\"",
        "[]",
        "\"pet_fake_never_echoed\"",
        "null",
        "pet_fake_never_echoed"
      })
  void add_brokenJson_isRefused(String body) {
    bad.refused(() -> olga.post("/credentials", body)).expect(400, "invalid_request");
  }

  @Test
  void add_withoutBody_isRefused() {
    bad.refused(() -> olga.with("Content-Type", "application/json").post("/credentials"))
        .expect(400, "invalid_request");
  }

  @Test
  void add_otherMediaType_isRefused() {
    bad.refused(() -> olga.with("Content-Type", "text/plain").post("/credentials", "x"))
        .expect(415, "invalid_request");
  }

  @Test
  void body_ofTenMebibytes_isTooLarge() {
    String body = "{\"notes\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}";

    bad.refused(() -> olga.post("/credentials", body)).expect(413, "too_large");
  }

  @Test
  void body_ofTenMebibytesWithoutLength_isTooLarge() {
    Supplier<InputStream> body = () -> new ByteArrayInputStream(new byte[10 * 1024 * 1024]);

    bad.refused(
            () ->
                olga.exchange(
                    "POST",
                    "/credentials",
                    BodyPublishers.ofInputStream(body),
                    request -> request.setHeader("Content-Type", "application/json")))
        .expect(413, "too_large");
  }

  @Test
  void add_unknownConnectorOrMethod_pointsAtIt() {
    var connector =
        bad.refused(
            () ->
                olga.post(
                    "/credentials", BadInput.petstore().with("connector", "nonsense").body()));
    var method =
        bad.refused(
            () -> olga.post("/credentials", BadInput.petstore().with("method", "nonsense").body()));
    var missing =
        bad.refused(
            () -> olga.post("/credentials", BadInput.petstore().without("connector").body()));

    assertThat(connector.expect(400, "invalid_request").pointers()).containsExactly("/connector");
    assertThat(method.expect(400, "invalid_request").pointers()).containsExactly("/method");
    assertThat(missing.expect(400, "invalid_request").pointers()).containsExactly("/connector");
  }

  @Test
  void add_missingAndExtraFields_pointsAtAllOfThem() {
    var answer =
        bad.refused(
            () ->
                olga.post(
                    "/credentials",
                    BadInput.petstore()
                        .withoutField("key")
                        .field("password", BadInput.SECRET)
                        .body()));

    assertThat(answer.expect(400, "invalid_request").pointers())
        .containsExactlyInAnyOrder("/fields/key", "/fields/password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a\u0000b", "a\nb", "a\u007fb", "a\u0085b"})
  void name_withSlashOrControlCharacter_isRefused(String name) {
    var answer =
        bad.refused(() -> olga.post("/credentials", BadInput.petstore().named(name).body()));

    assertThat(answer.expect(400, "invalid_request").pointers()).containsExactly("/name");
  }

  @Test
  void name_tooLong_isRefused_andTheLongestTaken() {
    bad.refused(() -> olga.post("/credentials", BadInput.petstore().named("x".repeat(81)).body()))
        .expect(400, "invalid_request");
    olga.post("/credentials", BadInput.petstore().named("x".repeat(80)).body()).expect(201);
  }

  @Test
  void name_ofEmoji_countsThemAsPeopleDo() {
    String keys = "🔑".repeat(80);
    String id = BadInput.petstore().named(keys).inOrganization().addBy(olga);
    String workspace = server.people().defaultWorkspace().toString();
    var wanted = Map.of("credentials", List.of(Map.of("ref", keys, "workspace", workspace)));

    var resolved = olga.withKey("runtime:resolve").post("/runtime/v1/resolve", wanted);
    var copy = olga.post("/credentials/" + id + "/duplicate", Map.of());

    assertThat(resolved.expect(200).at("/items/0/id")).isEqualTo(id);
    assertThat(copy.expect(201).at("/name")).isEqualTo("🔑".repeat(72));
  }

  @Test
  void name_ofAnyOtherCharacters_isTaken() {
    for (String name : List.of("50% off; \\ \"q\" 'a' <b> & ü 東京 🐾", "...", "%2e", "a;b")) {
      assertThat(
              olga.post("/credentials", BadInput.petstore().named(name).body())
                  .expect(201)
                  .at("/name"))
          .isEqualTo(name);
    }
  }

  @Test
  void name_takenInAnyCase_isRefused() {
    BadInput.petstore().named("Größe").addBy(olga);

    bad.refused(() -> olga.post("/credentials", BadInput.petstore().named("GRÖßE").body()))
        .expect(409, "credential_name_taken");
    bad.refused(() -> olga.post("/credentials", BadInput.petstore().named(" größe ").body()))
        .expect(409, "credential_name_taken");
    assertThat(BadInput.petstore().named("Größe").inOrganization().addBy(olga)).startsWith("cred_");
  }

  @Test
  void name_racedForByTwo_oneGetsIt() throws Exception {
    for (int round = 0; round < 10; round++) {
      String name = "raced " + round;

      var statuses =
          BadInput.twice(() -> olga.post("/credentials", BadInput.petstore().named(name).body()));

      assertThat(statuses).containsExactlyInAnyOrder(201, 409);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cursor=zzz",
        "cursor=!",
        "cursor=AAAA",
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=many",
        "sort=colour",
        "status=happy",
        "scope=galaxy",
        "type=nonsense",
        "workspace=nowhere"
      })
  void list_badParameter_pointsAtIt(String parameter) {
    var answer = olga.get("/credentials?" + parameter).expect(400, "invalid_request");

    assertThat(answer.pointers())
        .containsExactly("/" + parameter.substring(0, parameter.indexOf('=')));
  }

  @Test
  void list_cursorOfAnotherSort_isRefused() {
    BadInput.petstore().named("cursor a").addBy(olga);
    BadInput.petstore().named("cursor b").addBy(olga);
    String cursor = olga.get("/credentials?limit=1&sort=name").expect(200).at("/next");

    assertThat(
            olga.get("/credentials?limit=1&sort=-createdAt&cursor=" + cursor)
                .expect(400, "invalid_request")
                .pointers())
        .containsExactly("/cursor");
  }

  @Test
  void id_ofNoCredential_isNotFound() {
    for (String id :
        List.of(
            "nonsense",
            "cred_",
            "cred_0",
            "key_01m7xt1szdej6vbnnhkqpvk8dq",
            "cred_01m7xt1szdej6vbnnhkqpvk8dq")) {
      olga.get("/credentials/" + id).expect(404, "credential_not_found");
      olga.delete("/credentials/" + id).expect(404, "credential_not_found");
    }
  }
}
