package io.mortise.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Where there is nothing, a person gets a page and a program a problem. */
@ExtendWith(OutputCaptureExtension.class)
class UnknownAddressIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static TestServer server;
  private static Api olga;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void api_unknownAddress_isAProblem() {
    olga.get("/nothing").expect(404, "not_found");
    olga.post("/nothing/at/all").expect(404, "not_found");
    olga.withKey("runtime:call").get("/runtime/v1/nothing").expect(404, "not_found");
  }

  @Test
  void addresses_thatAreNotThere_leaveNothingInTheLog(CapturedOutput log) throws Exception {
    String before = log.getAll();

    for (String path : List.of("/nowhere", "/api/v1/nothing", "/none.txt", "/assets/none.js")) {
      get(path, "*/*");
    }
    olga.post("/nothing/at/all").expect(404, "not_found");
    olga.delete("/me").expect(405, "method_not_allowed");

    assertThat(log.getAll()).isEqualTo(before);
  }

  @Test
  void api_formThatItHasNot_isAProblem() {
    olga.with("Accept", "image/png").get("/me").expect(406, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere", "/nowhere/at/all", "/apiary"})
  void page_unknownAddress_isTheUis(String path) throws Exception {
    var unknown = get(path, "text/html,application/xhtml+xml;q=0.9");

    assertThat(unknown.statusCode()).isEqualTo(200);
    assertThat(type(unknown)).startsWith("text/html");
    assertThat(unknown.body()).contains("<div id=\"root\">", "/assets/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nowhere", "/none.txt", "/assets/none.js", "/api/none", "/none.js", "/error"})
  void program_unknownAddress_isAProblem(String path) throws Exception {
    var unknown = get(path, "*/*");

    assertThat(unknown.statusCode()).isIn(401, 404);
    assertThat(type(unknown)).startsWith("application/problem+json");
  }

  @Test
  void method_thatNoAddressTakes_isAProblemThatNamesTheOthers() {
    var answer = olga.delete("/me").expect(405, "method_not_allowed");

    assertThat(answer.headers().firstValue("Allow").orElseThrow().split(", ?"))
        .containsExactlyInAnyOrder("GET", "PATCH");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /credentials/summary    | GET,HEAD,OPTIONS
          /credentials/test       | POST,OPTIONS
          /credentials/{id}       | GET,HEAD,PATCH,DELETE,OPTIONS
          /credentials            | GET,HEAD,POST,OPTIONS
          /audit/export           | GET,HEAD,OPTIONS
          /runtime/v1/resolve     | POST,OPTIONS
          """)
  void options_ofAnAddress_areItsOwnMethods(String path, String methods) {
    String address = path.replace("{id}", "cred_00000000000000000000000000");

    var answer = olga.withKey("runtime:resolve").send("OPTIONS", address, null);

    assertThat(answer.headers().firstValue("Allow").orElseThrow().split(","))
        .containsExactlyInAnyOrder(methods.split(","));
  }

  @Test
  void method_ofALessSpecificAddress_isNotTaken() {
    var answer = olga.patch("/credentials/summary", Map.of()).expect(405, "method_not_allowed");

    assertThat(answer.headers().firstValue("Allow")).hasValue("GET");
    olga.delete("/credentials/test").expect(405, "method_not_allowed");
  }

  @Test
  void caller_unknown_isToldHowToSayWhoItIs() {
    for (var path : List.of("/me", "/runtime/v1/whoami")) {
      var answer = server.api().get(path).expect(401, "unauthenticated");

      assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }
    server.api().byToken("mrt_fake").get("/me").expect(401, "unauthenticated");
  }

  @ParameterizedTest
  @CsvSource({
    "TRACE, /api/v1/me, 405",
    "GET, /a%5Cb, 400",
    "GET, /api/v1/%00, 400",
    "GET, /runtime/v1/;x, 400"
  })
  void request_thatTomcatRefuses_isAProblem(String method, String target, int status)
      throws IOException {
    String answer = raw(method + " " + target + " HTTP/1.1");

    assertThat(answer.lines().findFirst().orElseThrow()).contains(" " + status);
    assertThat(answer)
        .containsPattern("(?i)content-type: application/problem\\+json")
        .containsPattern("(?i)x-request-id: req_");
  }

  /** As a client that checks nothing sends it. */
  private static String raw(String requestLine) throws IOException {
    try (var socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
      String request = requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String type(HttpResponse<String> answer) {
    return answer.headers().firstValue("Content-Type").orElse("");
  }

  private static HttpResponse<String> get(String path, String accept)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(server.uri().resolve(path)).header("Accept", accept).build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }
}
