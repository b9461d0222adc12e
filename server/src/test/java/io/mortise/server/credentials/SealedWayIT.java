package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shapes the way of a secret changes only together with the secret (product §3.5). */
class SealedWayIT {
  private static TestServer server;
  private static DialectServer service;
  private static Api olga;
  private static int count;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    service = DialectServer.start();
    olga = server.api().setUp();
  }

  @AfterAll
  static void end() {
    service.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "host, other.example.test",
    "port, 5433",
    "username, somebody",
    "tlsMode, require",
    "tlsMode, disable",
    "caCertificate, -----BEGIN CERTIFICATE-----MIIfake-----END CERTIFICATE-----"
  })
  void postgres_fieldThatShapesTheWay_needsThePassword(String field, String value) {
    String id = postgres();

    refused(edit(id, Map.of(field, value)), field);
    refused(trial(id, Map.of(field, value)), field);
    refused(
        olga.post(
            "/credentials/" + id + "/rotate",
            Map.of("fields", Map.of(field, value), "verify", false)),
        field);

    assertThat(olga.get("/credentials/" + id).at("/version")).isEqualTo("1");
    edit(id, Map.of(field, value, "password", "fake-password-2")).expect(200);
  }

  @Test
  void postgres_nameOfTheDatabase_mayChangeAlone() {
    String id = postgres();

    assertThat(edit(id, Map.of("database", "archive")).expect(200).at("/fields/database"))
        .isEqualTo("archive");
  }

  @ParameterizedTest
  @CsvSource({"in, query", "name, X-Other", "prefix, Token"})
  void apiKey_whereItStands_needsTheKey(String field, String value) {
    String id =
        added("api_key", Map.of("key", "fake-key-0001", "allowedHosts", List.of(service.host())));

    refused(edit(id, Map.of(field, value)), field);
    edit(id, Map.of(field, value, "key", "fake-key-0001")).expect(200);
  }

  @Test
  void http_baseAndTestAddress_needTheToken() {
    String id = TestCredentials.http(service).named("base " + ++count).addBy(olga);

    refused(edit(id, Map.of("baseUrl", service.url("/v2"))), "baseUrl");
    refused(edit(id, Map.of("baseUrl", service.url("").replace("http:", "https:"))), "baseUrl");
    refused(edit(id, Map.of("testUrl", service.url("/echo"))), "testUrl");
    assertThat(service.seen()).isEmpty();
  }

  @Test
  void http_hosts_mayBecomeFewerAlone() {
    String other = "other.example.test";
    String id =
        TestCredentials.http(service)
            .named("hosts " + ++count)
            .field("allowedHosts", List.of(service.host(), other))
            .addBy(olga);

    edit(id, Map.of("allowedHosts", List.of(service.host()))).expect(200);
    refused(edit(id, Map.of("allowedHosts", List.of(service.host(), other))), "allowedHosts");
  }

  @Test
  void basic_userName_needsThePassword() {
    String id =
        added(
            "basic",
            Map.of(
                "username",
                "reader",
                "password",
                "fake-password",
                "allowedHosts",
                List.of(service.host())));

    refused(edit(id, Map.of("username", "admin")), "username");
  }

  @Test
  void number_isAnsweredAsANumber() {
    var fields = olga.get("/credentials/" + postgres()).expect(200).json().path("fields");

    assertThat(fields.path("port").isIntegralNumber()).isTrue();
    assertThat(fields.path("port").asInt()).isEqualTo(5432);
  }

  private static String postgres() {
    Map<String, Object> fields =
        Map.of(
            "host", "db.example.test",
            "port", 5432,
            "database", "shop",
            "username", "reader",
            "password", "fake-password");
    return added("postgresql", "database", fields);
  }

  private static String added(String method, Map<String, Object> fields) {
    return added("http", method, fields);
  }

  private static String added(String connector, String method, Map<String, Object> fields) {
    var body = new LinkedHashMap<String, Object>();
    body.put("connector", connector);
    body.put("method", method);
    body.put("name", "way " + ++count);
    body.put("fields", fields);
    body.put("verify", false);
    return olga.post("/credentials", body).expect(201).at("/id");
  }

  private static Answer edit(String id, Map<String, Object> fields) {
    return olga.patch("/credentials/" + id, Map.of("fields", fields, "verify", false));
  }

  private static Answer trial(String id, Map<String, Object> fields) {
    var saved = olga.get("/credentials/" + id).expect(200);
    return olga.post(
        "/credentials/test",
        Map.of(
            "connector",
            saved.at("/connector"),
            "method",
            saved.at("/method"),
            "credential",
            id,
            "fields",
            fields));
  }

  private static void refused(Answer answer, String field) {
    assertThat(answer.expect(422, "secret_required").pointers()).contains("/fields/" + field);
  }
}
