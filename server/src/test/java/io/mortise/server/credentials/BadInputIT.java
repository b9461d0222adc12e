package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.kernel.OrganizationRole;
import io.mortise.server.kernel.WorkspaceRole;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
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
class BadInputIT {
  private static final String SECRET = "pet_fake_never_echoed";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static TestServer server;
  private static Api olga;
  private static String mia;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    mia =
        server
            .people()
            .add("mia", server.people().defaultWorkspace(), WorkspaceRole.MANAGER)
            .email();
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
            .formatted(SECRET, member + "", json)
            .replaceFirst("\"" + member + "\":(\"[^\"]*\"|\\{[^}]*\\}),", "");

    var answer = refused(() -> olga.post("/credentials", body));

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
            .formatted(scope, SECRET, member, pair.substring(pair.indexOf(':') + 1));

    var answer = refused(() -> olga.post("/credentials", body));

    answer.expect(400, "invalid_request");
    assertThat(answer.pointers()).containsExactly("/" + member);
  }

  @Test
  void add_unknownMember_pointsAtIt() {
    var answer = refused(() -> olga.post("/credentials", petstore().with("colour", "red").body()));

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
    refused(() -> olga.post("/credentials", body)).expect(400, "invalid_request");
  }

  @Test
  void add_withoutBody_isRefused() {
    refused(() -> olga.with("Content-Type", "application/json").post("/credentials"))
        .expect(400, "invalid_request");
  }

  @Test
  void add_otherMediaType_isRefused() {
    refused(() -> olga.with("Content-Type", "text/plain").post("/credentials", "x"))
        .expect(415, "invalid_request");
  }

  @Test
  void body_ofTenMebibytes_isTooLarge() {
    String body = "{\"notes\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}";

    refused(() -> olga.post("/credentials", body)).expect(413, "too_large");
  }

  @Test
  void body_ofTenMebibytesWithoutLength_isTooLarge() {
    Supplier<InputStream> body = () -> new ByteArrayInputStream(new byte[10 * 1024 * 1024]);

    refused(
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
        refused(() -> olga.post("/credentials", petstore().with("connector", "nonsense").body()));
    var method =
        refused(() -> olga.post("/credentials", petstore().with("method", "nonsense").body()));
    var missing = refused(() -> olga.post("/credentials", petstore().without("connector").body()));

    assertThat(connector.expect(400, "invalid_request").pointers()).containsExactly("/connector");
    assertThat(method.expect(400, "invalid_request").pointers()).containsExactly("/method");
    assertThat(missing.expect(400, "invalid_request").pointers()).containsExactly("/connector");
  }

  @Test
  void add_missingAndExtraFields_pointsAtAllOfThem() {
    var answer =
        refused(
            () ->
                olga.post(
                    "/credentials",
                    petstore().withoutField("key").field("password", SECRET).body()));

    assertThat(answer.expect(400, "invalid_request").pointers())
        .containsExactlyInAnyOrder("/fields/key", "/fields/password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a\u0000b", "a\nb", "a\u007fb", "a\u0085b"})
  void name_withSlashOrControlCharacter_isRefused(String name) {
    var answer = refused(() -> olga.post("/credentials", petstore().named(name).body()));

    assertThat(answer.expect(400, "invalid_request").pointers()).containsExactly("/name");
  }

  @Test
  void name_tooLong_isRefused_andTheLongestTaken() {
    refused(() -> olga.post("/credentials", petstore().named("x".repeat(81)).body()))
        .expect(400, "invalid_request");
    olga.post("/credentials", petstore().named("x".repeat(80)).body()).expect(201);
  }

  @Test
  void name_ofAnyOtherCharacters_isTaken() {
    for (String name : List.of("50% off; \\ \"q\" 'a' <b> & ü 東京 🐾", "..", "%2e", "a;b")) {
      assertThat(olga.post("/credentials", petstore().named(name).body()).expect(201).at("/name"))
          .isEqualTo(name);
    }
  }

  @Test
  void name_takenInAnyCase_isRefused() {
    petstore().named("Größe").addBy(olga);

    refused(() -> olga.post("/credentials", petstore().named("GRÖßE").body()))
        .expect(409, "credential_name_taken");
    refused(() -> olga.post("/credentials", petstore().named(" größe ").body()))
        .expect(409, "credential_name_taken");
    assertThat(petstore().named("Größe").inOrganization().addBy(olga)).startsWith("cred_");
  }

  @Test
  void name_racedForByTwo_oneGetsIt() throws Exception {
    for (int round = 0; round < 10; round++) {
      String name = "raced " + round;

      var statuses = twice(() -> olga.post("/credentials", petstore().named(name).body()));

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
    petstore().named("cursor a").addBy(olga);
    petstore().named("cursor b").addBy(olga);
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

  @Test
  void ifMatch_stale_isRefused() {
    String id = petstore().named("stale").addBy(olga);
    olga.patch("/credentials/" + id, Map.of("notes", "one")).expect(200);

    var stale = olga.with("If-Match", "\"1\"").patch("/credentials/" + id, Map.of("notes", "two"));
    olga.with("If-Match", "\"1\"").delete("/credentials/" + id).expect(412, "version_conflict");
    olga.with("If-Match", "soon")
        .patch("/credentials/" + id, Map.of("notes", "two"))
        .expect(400, "invalid_request");

    assertThat(stale.expect(412, "version_conflict").at("/version")).isEqualTo("2");
    assertThat(olga.get("/credentials/" + id).at("/notes")).isEqualTo("one");
    olga.with("If-Match", "\"2\"").patch("/credentials/" + id, Map.of("notes", "two")).expect(200);
  }

  @Test
  void twoManagers_savingAtOnce_oneIsTold() throws Exception {
    String id =
        petstore().named("both").inWorkspace(server.people().defaultWorkspace()).addBy(olga);
    var other = server.api().signIn(mia);
    for (int round = 1; round <= 10; round++) {
      var callers =
          List.of(
              olga.with("If-Match", "\"" + round + "\""),
              other.with("If-Match", "\"" + round + "\""));
      var next = new AtomicInteger();

      var statuses =
          twice(
              () -> {
                int n = next.getAndIncrement();
                return callers.get(n).patch("/credentials/" + id, Map.of("notes", "by " + n));
              });

      assertThat(statuses).containsExactlyInAnyOrder(200, 412);
    }
  }

  @Test
  void idempotencyKey_repeated_givesTheFirstAnswer() {
    var once = olga.with("Idempotency-Key", "key-1");
    var body = petstore().named("idempotent").body();

    var first = once.post("/credentials", body).expect(201);
    var again = once.post("/credentials", body).expect(201);

    assertThat(again.json()).isEqualTo(first.json());
    once.post("/credentials", petstore().named("another").body()).expect(400, "invalid_request");
  }

  @Test
  void idempotencyKey_ofAnApiKey_isReplayedWithoutTheToken() {
    var once = olga.with("Idempotency-Key", "key-2");
    var body = Map.of("name", "ci", "scopes", List.of("runtime:call"));

    var first = once.post("/api-keys", body).expect(201);
    var again = once.post("/api-keys", body).expect(201);

    assertThat(first.at("/token")).startsWith("mrt_");
    assertThat(again.at("/token")).isEmpty();
    assertThat(again.at("/id")).isEqualTo(first.at("/id"));
  }

  @Test
  void idempotencyKey_afterARefusal_mayBeTriedAgain() {
    var once = olga.with("Idempotency-Key", "key-3");

    once.post("/credentials", petstore().named("a/b").body()).expect(400, "invalid_request");

    once.post("/credentials", petstore().named("mended").body()).expect(201);
  }

  @Test
  void apiKey_thatIsNone_isRefused() {
    for (String token : List.of("", "mrt_", "mrt_nonsense", "nonsense", "mrt_" + "A".repeat(500))) {
      server.api().byToken(token).get("/credentials").expect(401, "unauthenticated");
      server.api().byToken(token).resolve("x").expect(401, "unauthenticated");
    }
    server
        .api()
        .with("Authorization", "Basic b2xnYTp4")
        .get("/credentials")
        .expect(401, "unauthenticated");
  }

  @Test
  void apiKey_revoked_isRefusedEverywhere() {
    String id = petstore().named("revoked key").addBy(olga);
    var made =
        olga.post(
            "/api-keys",
            Map.of("name", "r", "scopes", List.of("runtime:resolve", "credentials:read")));
    var key = server.api().byToken(made.expect(201).at("/token"));
    String token = key.resolve(id).expect(200).at("/tokenId");

    olga.delete("/api-keys/" + made.at("/id")).expect(204);

    key.get("/credentials").expect(401, "unauthenticated");
    key.resolve(id).expect(401, "unauthenticated");
    key.get("/runtime/v1/proxy/" + id + "/v1/pets").expect(401, "unauthenticated");
    key.post(
            "/runtime/v1/credentials/" + id + "/outcome",
            Map.of("tokenId", token, "outcome", "refused"))
        .expect(401, "unauthenticated");
  }

  @Test
  void apiKey_expired_isRefused() {
    String id = petstore().named("expired key").addBy(olga);
    var inAnHour = server.clock().instant().plus(Duration.ofHours(1));
    var key =
        olga.withKey(
            Map.of(
                "scopes",
                List.of("runtime:resolve", "credentials:read"),
                "expiresAt",
                inAnHour.toString()));
    key.resolve(id).expect(200);

    server.clock().advance(Duration.ofHours(2));
    try {
      key.resolve(id).expect(401, "unauthenticated");
      key.get("/credentials").expect(401, "unauthenticated");
    } finally {
      server.clock().advance(Duration.ofHours(-2));
    }
  }

  @Test
  void apiKey_ofAnotherOrganization_seesNothing() {
    String id = petstore().named("ours").inOrganization().addBy(olga);
    var globex = server.people().organization("Globex");
    var gus =
        server.api().signIn(server.people().add(globex, "gus", OrganizationRole.OWNER).email());
    var key = gus.withKey("runtime:resolve", "credentials:read", "credentials:write", "audit:read");

    key.resolve(id).expect(404, "credential_not_found");
    key.get("/credentials/" + id).expect(404, "credential_not_found");
    key.patch("/credentials/" + id, Map.of("notes", "theirs")).expect(404, "credential_not_found");
    key.post("/credentials/" + id + "/revoke").expect(404, "credential_not_found");
    assertThat(key.get("/credentials").expect(200).items()).isEmpty();
    assertThat(key.get("/audit").expect(200).text()).doesNotContain("Acme").doesNotContain("Olga");
  }

  @Test
  void apiKey_makingAKey_isRefused() {
    olga.withKey("credentials:write")
        .post("/api-keys", Map.of("name", "x", "scopes", List.of("runtime:call")))
        .expect(403, "forbidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"k\"}",
        "{\"name\":\"k\",\"scopes\":[]}",
        "{\"name\":\"k\",\"scopes\":[\"everything\"]}",
        "{\"scopes\":[\"runtime:call\"]}",
        "{\"name\":\"k\",\"scopes\":[\"runtime:call\"],\"workspaces\":[\"nowhere\"]}",
        "{\"name\":\"k\",\"scopes\":[\"runtime:call\"],\"workspaces\":[\"ws_01m7xt1szdej6vbnnhkqpvk8dq\"]}",
        "{\"name\":\"k\",\"scopes\":[\"runtime:call\"],\"expiresAt\":\"2001-01-01T00:00:00Z\"}",
        "{\"name\":\"k\",\"scopes\":[null]}"
      })
  void apiKey_badRequest_isRefused(String body) {
    olga.post("/api-keys", body).expect(400, "invalid_request");
  }

  @Test
  void csrf_missingOrWrong_isRefused() {
    refused(() -> olga.with("X-CSRF-Token", "wrong").post("/credentials", petstore().body()))
        .expect(403, "forbidden");
    refused(() -> olga.with("X-CSRF-Token", "").post("/credentials", petstore().body()))
        .expect(403, "forbidden");
    refused(() -> olga.with("X-CSRF-Token", "wrong").delete("/session")).expect(403, "forbidden");
  }

  @Test
  void session_missing_isRefused() {
    for (String path :
        List.of("/credentials", "/audit", "/me", "/api-keys", "/members", "/connectors")) {
      server.api().get(path).expect(401, "unauthenticated");
    }
  }

  @Test
  void signIn_fromAnotherOrigin_isRefused() {
    var body = Map.of("email", Api.OWNER_EMAIL, "password", Api.PASSWORD);

    server
        .api()
        .with("Origin", "https://evil.example")
        .post("/session", body)
        .expect(403, "forbidden");
    server.api().with("Origin", "null").post("/session", body).expect(403, "forbidden");
    server.api().with("Origin", server.uri().toString()).post("/session", body).expect(200);
  }

  @Test
  void signIn_wrongPasswordAndUnknownAddress_lookTheSame() {
    var wrong =
        server
            .api()
            .post("/session", Map.of("email", Api.OWNER_EMAIL, "password", "not the password"));
    var unknown =
        server
            .api()
            .post(
                "/session", Map.of("email", "nobody@example.test", "password", "not the password"));

    assertThat(wrong.expect(401, "unauthenticated").json())
        .isEqualTo(unknown.expect(401, "unauthenticated").json());
  }

  @Test
  void setUp_second_isRefused() {
    server
        .api()
        .post(
            "/setup",
            Map.of(
                "token",
                TestServer.SETUP_TOKEN,
                "organization",
                "B",
                "name",
                "B",
                "email",
                "b@example.test",
                "password",
                Api.PASSWORD))
        .expect(409, "already_set_up");
  }

  @Test
  void setUp_wrongToken_isRefused_andPrivateAddressesAreNotReached() {
    try (var strict = TestServer.start(Map.of("MORTISE_OUTBOUND_ALLOW", ""));
        var service = DialectServer.start()) {
      var wrong =
          strict
              .api()
              .post(
                  "/setup",
                  Map.of(
                      "token",
                      "guessed",
                      "organization",
                      "A",
                      "name",
                      "A",
                      "email",
                      "a@example.test",
                      "password",
                      Api.PASSWORD));
      var weak =
          strict
              .api()
              .post(
                  "/setup",
                  Map.of(
                      "token",
                      TestServer.SETUP_TOKEN,
                      "organization",
                      "A",
                      "name",
                      "A",
                      "email",
                      "a@example.test",
                      "password",
                      "short"));
      var owner = strict.api().setUp();

      assertThat(wrong.expect(400, "invalid_request").pointers()).containsExactly("/token");
      assertThat(weak.expect(400, "invalid_request").pointers()).containsExactly("/password");
      String port = service.host().substring(service.host().indexOf(':'));
      for (String host :
          List.of(
              "127.0.0.1" + port,
              "localhost" + port,
              "10.1.2.3",
              "192.168.0.1",
              "169.254.169.254",
              "0.0.0.0" + port,
              "2130706433" + port)) {
        var answer =
            owner.post(
                "/credentials",
                TestCredentials.http(host)
                    .field("token", SECRET)
                    .field("testUrl", "https://" + host + "/test")
                    .verified()
                    .body());
        assertThat(answer.status()).as(host + " " + answer.text()).isIn(400, 422);
        assertThat(answer.text()).doesNotContain(SECRET);
      }
      assertThat(service.seen()).isEmpty();
      assertThat(owner.get("/credentials").items()).isEmpty();
    }
  }

  @Test
  void mortisesOwnAddress_isNotReachedByItself() {
    String own = "127.0.0.1:" + server.uri().getPort();

    var answer =
        refused(
            () ->
                olga.post(
                    "/credentials",
                    TestCredentials.http(own)
                        .field("testUrl", "http://" + own + "/api/v1/health")
                        .verified()
                        .body()));

    answer.expect(422, "verification_failed");
  }

  @Test
  void probe_redirectElsewhere_isNotFollowed() {
    try (var elsewhere = DialectServer.start();
        var service = DialectServer.start().redirectsTo(elsewhere.url("/stolen"))) {
      var answer = refused(() -> olga.post("/credentials", http(service)));

      answer.expect(422, "verification_failed");
      assertThat(elsewhere.seen()).allMatch(seen -> seen.header("Authorization").isEmpty());
    }
  }

  @Test
  void probe_answersThatRefuse_areSaidWithoutTheServicesWords() {
    try (var service = DialectServer.start()) {
      for (var said :
          Map.of(
                  401,
                  "unauthorized",
                  403,
                  "forbidden",
                  404,
                  "not_found",
                  429,
                  "rate_limited",
                  500,
                  "unexpected")
              .entrySet()) {
        service.answers(said.getKey(), "{\"echo\":\"" + SECRET + "\"}");

        var answer = refused(() -> olga.post("/credentials", http(service)));

        answer.expect(422, "verification_failed");
        assertThat(answer.at("/test/reason")).as(answer.text()).isEqualTo(said.getValue());
        assertThat(answer.at("/test/ok")).isEqualTo("false");
        assertThat(answer.at("/test/remedy")).isNotEmpty();
      }
    }
  }

  @Test
  void probe_hangs_isATimeout() {
    try (var service = DialectServer.start().hangs()) {
      var answer = refused(() -> olga.post("/credentials", http(service)));

      assertThat(answer.expect(422, "verification_failed").at("/test/reason")).isEqualTo("timeout");
    }
  }

  @Test
  void probe_speaksNoHttp_isSaid() throws Exception {
    try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var thread = Executors.newVirtualThreadPerTaskExecutor()) {
      thread.submit(() -> answerNonsense(socket));
      String host = "127.0.0.1:" + socket.getLocalPort();

      var answer =
          refused(
              () ->
                  olga.post(
                      "/credentials",
                      TestCredentials.http(host)
                          .field("token", SECRET)
                          .field("testUrl", "http://" + host + "/test")
                          .verified()
                          .body()));

      assertThat(answer.expect(422, "verification_failed").at("/test/reason"))
          .isIn("network", "unexpected");
      socket.close();
    }
  }

  @Test
  void probe_nobodyListens_isANetworkFailure() {
    String host = "127.0.0.1:" + TestServer.freePort();

    var answer =
        refused(
            () ->
                olga.post(
                    "/credentials",
                    TestCredentials.http(host)
                        .field("token", SECRET)
                        .field("testUrl", "http://" + host + "/test")
                        .verified()
                        .body()));

    assertThat(answer.expect(422, "verification_failed").at("/test/reason")).isEqualTo("network");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"level\":\"see\"}",
        "{\"level\":\"none\"}",
        "{\"level\":5}",
        "{\"level\":\"use\",\"x\":1}"
      })
  void grant_badLevel_isRefused(String body) {
    String id = petstore().named("granted " + COUNT.incrementAndGet()).addBy(olga);

    olga.put("/credentials/" + id + "/grants/" + server.people().defaultWorkspace(), body)
        .expect(400, "invalid_request");
  }

  @Test
  void grant_toNobody_isRefused() {
    String id = petstore().named("granted " + COUNT.incrementAndGet()).addBy(olga);

    olga.put("/credentials/" + id + "/grants/nonsense", Map.of("level", "use"))
        .expect(400, "invalid_request");
    olga.put(
            "/credentials/" + id + "/grants/usr_01m7xt1szdej6vbnnhkqpvk8dq", Map.of("level", "use"))
        .expect(404, "not_found");
    olga.delete("/credentials/" + id + "/grants/" + server.people().defaultWorkspace())
        .expect(404, "not_found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":5}",
        "{\"notes\":[]}",
        "{\"tags\":[1]}",
        "{\"fields\":\"x\"}",
        "{\"colour\":1}",
        "{\"connector\":\"github\"}",
        "{\"method\":\"basic\"}",
        "{\"rotateEveryDays\":\"x\"}",
        "{\"expiresAt\":5}",
        "{\"name\":\"\"}",
        "{\"name\":null}",
        "{\"verify\":\"no\"}"
      })
  void patch_badMember_changesNothing(String body) {
    String id = petstore().named("patched " + COUNT.incrementAndGet()).addBy(olga);

    olga.patch("/credentials/" + id, body).expect(400, "invalid_request");

    assertThat(olga.get("/credentials/" + id).at("/version")).isEqualTo("1");
  }

  private static Map<String, Object> http(DialectServer service) {
    return TestCredentials.http(service).named("probed").field("token", SECRET).verified().body();
  }

  private static TestCredentials petstore() {
    return TestCredentials.petstore().named("bad " + COUNT.incrementAndGet()).field("key", SECRET);
  }

  /** The answer, after a look that it saved nothing and says no secret. */
  private static Answer refused(Supplier<Answer> call) {
    long before = saved();
    var answer = call.get();
    assertThat(answer.status()).as(answer.text()).isGreaterThanOrEqualTo(400);
    assertThat(answer.text()).doesNotContain(SECRET);
    assertThat(saved()).isEqualTo(before);
    return answer;
  }

  private static long saved() {
    return server.jdbc().sql("select count(*) from credential").query(Long.class).single();
  }

  private static List<Integer> twice(Callable<Answer> call) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var both = threads.invokeAll(List.of(call, call));
      return List.of(both.getFirst().get().status(), both.getLast().get().status());
    }
  }

  private static Void answerNonsense(ServerSocket socket) throws IOException {
    while (!socket.isClosed()) {
      try (var connection = socket.accept()) {
        connection
            .getOutputStream()
            .write("220 mail.example ready\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    }
    return null;
  }
}
