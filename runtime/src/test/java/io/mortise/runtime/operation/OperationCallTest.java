package io.mortise.runtime.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.mortise.runtime.TestService;
import io.mortise.runtime.TestService.Answer;
import io.mortise.runtime.call.CallLimits;
import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.net.ServiceFailed.Failure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class OperationCallTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final int MAX_BODY = 64 * 1024;

  private TestService service;

  @BeforeEach
  void start() throws IOException {
    service = TestService.plain();
  }

  @AfterEach
  void end() {
    service.close();
  }

  @ParameterizedTest
  @MethodSource({"requests", "bodies"})
  void run_request_isFilledInSafely(
      String operation, Map<String, ?> input, String asked, String body) {
    service.answers(json("{}"));

    run(operation, input);

    var seen = service.asked().getFirst();
    assertThat(seen.method() + " " + seen.target()).isEqualTo(asked);
    assertThat(seen.body()).isEqualTo(body);
    assertThat(seen.header("x-key")).isEqualTo(TestOperations.SECRET);
    assertThat(seen.header("host")).isEqualTo("api.acme.test");
  }

  private static Stream<Arguments> requests() {
    return Stream.of(
        arguments(
            get("path: \"/items/{id}\""),
            Map.of("id", "a b/c?d#e%2Fä"),
            "GET /v1/items/a%20b%2Fc%3Fd%23e%252F%C3%A4"),
        arguments(
            get("path: \"/items/{id}\""),
            Map.of("id", "@evil.test:80"),
            "GET /v1/items/%40evil.test%3A80"),
        arguments(get("path: \"/{+id}\""), Map.of("id", "/a b/c?d#e"), "GET /v1/a%20b/c%3Fd%23e"),
        arguments(get("path: \"/{+id}\""), Map.of("id", "//evil.test/x"), "GET /v1/evil.test/x"),
        arguments(get("path: \"/{site}/{id}\""), Map.of("id", "1"), "GET /v1/api/1"),
        arguments(
            get("path: /a, query: {q: \"{id}\", z: \"1\"}"),
            Map.of("id", "a&b=c +"),
            "GET /v1/a?q=a%26b%3Dc%20%2B&z=1"),
        arguments(
            get("path: /a, query: {q: \"{id}\"}"),
            Map.of("id", 1e20),
            "GET /v1/a?q=100000000000000000000",
            "number"),
        arguments(
            get("path: /a, query: {q: \"{other}\", z: \"1\"}"), Map.of("id", "x"), "GET /v1/a?z=1"),
        arguments(
            get("path: /a, query: {q: \"{id}\"}"),
            Map.of("id", List.of("x", 2)),
            "GET /v1/a?q=x&q=2",
            "list"),
        arguments(
            get("path: /a, query: \"{id}\""),
            Map.of("id", Map.of("p&", List.of(true, "y"))),
            "GET /v1/a?p%26=true&p%26=y",
            "map"));
  }

  private static Stream<Arguments> bodies() {
    return Stream.of(
        Arguments.of(
            post(
                "body: {a: \"{id}\", b: {c: \"{other}\"}, d: [\"{other}\", 5, true], e: \"n-{id}\"}",
                "number"),
            Map.of("id", 7),
            "POST /v1/a",
            "{\"a\":7,\"d\":[5,true],\"e\":\"n-7\"}"),
        Arguments.of(
            post("body: \"{id}\"", "map"),
            Map.of("id", Map.of("x", List.of(1))),
            "POST /v1/a",
            "{\"x\":[1]}"),
        Arguments.of(
            post("body: {a: \"{id}\"}", "text"),
            Map.of("id", "\",\"x\":\""),
            "POST /v1/a",
            "{\"a\":\"\\\",\\\"x\\\":\\\"\"}"),
        Arguments.of(
            post("bodyType: form, body: {a: \"{id}\", b: {c: [x]}}", "text"),
            Map.of("id", "1&2=ä"),
            "POST /v1/a",
            "a=1%262%3D%C3%A4&b%5Bc%5D%5B0%5D=x"),
        Arguments.of(
            post("bodyType: text, body: \"say {id}\"", "text"),
            Map.of("id", "hä"),
            "POST /v1/a",
            "say hä"));
  }

  private static Arguments arguments(String operation, Map<String, ?> input, String asked) {
    return Arguments.of(operation, input, asked, "");
  }

  private static Arguments arguments(
      String operation, Map<String, ?> input, String asked, String kind) {
    return Arguments.of(
        operation.replace("label: Id", "label: Id, kind: " + kind), input, asked, "");
  }

  @Test
  void run_invalidInput_sendsNothing() {
    var outcome = run(get("path: \"/items/{id}\""), Map.of("id", "../admin"));

    assertThat(outcome).isInstanceOf(OperationOutcome.InvalidInput.class);
    assertThat(service.asked()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void run_answer_becomesJson(String answer, String type, String body, String expected) {
    service.answers(Answer.of(200, body, "Content-Type", type));

    var outcome = run(get("path: /a") + "\nanswer: {" + answer + "}", Map.of("id", "x"));

    assertThat(outcome).isEqualTo(new OperationOutcome.Done(expected, 1, false));
  }

  private static Stream<Arguments> outputs() {
    return Stream.of(
        Arguments.of("", "application/json", "{\"a\": 1.10}", "{\"a\": 1.10}"),
        Arguments.of("output: /a/0", "application/json", "{\"a\":[{\"b\":1}]}", "{\"b\":1}"),
        Arguments.of("output: /a", "application/json", "{}", "null"),
        Arguments.of("", "text/plain", "say \"hä\"\n", "\"say \\\"hä\\\"\\n\""),
        Arguments.of("", "text/plain; charset=iso-8859-1", "plain", "\"plain\""),
        Arguments.of("", "text/plain", "", "null"),
        Arguments.of(
            "", "application/json", "{\"k\":\"" + TestOperations.SECRET + "\"}", "{\"k\":\"•••\"}"),
        Arguments.of(
            "", "application/json", "{\"k\":\"f\\u0061ke-key-00012345\"}", "{\"k\":\"•••\"}"));
  }

  @Test
  void run_refusal_saysStatusMaskedMessageAndWait() {
    service.answers(
        Answer.of(
            401,
            "{\"error\":{\"message\":\"bad " + TestOperations.SECRET + "\"}}",
            "Retry-After",
            "30"));

    var outcome = run(get("path: /a"), Map.of("id", "x"));

    assertThat(outcome).isEqualTo(new OperationOutcome.Refused(401, "bad •••", 30L, true));
  }

  @Test
  void run_answerThatTheConnectorCallsNoSuccess_isARefusal() {
    service.answers(json("{\"ok\":false,\"error\":\"not_in_channel\"}"));
    var operation =
        get("path: /a") + "\nanswer: {success: {status: 200, json: {at: /ok, is: \"true\"}}}";

    assertThat(run(operation, Map.of("id", "x")))
        .isEqualTo(new OperationOutcome.Refused(200, "not_in_channel", null, false));
    service.answers(json("{\"ok\":true}"));
    assertThat(run(operation, Map.of("id", "x"))).isInstanceOf(OperationOutcome.Done.class);
  }

  @ParameterizedTest
  @MethodSource("paging")
  void run_pages_areFollowedToTheirEnd(String pages, List<String> targets, String bodies) {
    service.answers(OperationCallTest::paged);

    var outcome = run(pages, Map.of("id", "x"));

    assertThat(outcome).isEqualTo(new OperationOutcome.Done("[1,2,3,4,5]", 3, false));
    assertThat(service.asked()).extracting(TestService.Asked::target).isEqualTo(targets);
    assertThat(service.asked())
        .extracting(asked -> asked.header("x-key"))
        .containsOnly(TestOperations.SECRET);
    assertThat(service.asked().getLast().body()).isEqualTo(bodies);
  }

  private static Stream<Arguments> paging() {
    return Stream.of(
        Arguments.of(
            pages("{items: /items, style: link}", "GET"),
            List.of("/v1/a", "/v1/a?page=2", "/v1/a?page=3"),
            ""),
        Arguments.of(
            pages("{items: /items, style: link, next: /nextLink}", "GET"),
            List.of("/v1/a", "/v1/a?page=2", "/v1/a?page=3"),
            ""),
        Arguments.of(
            pages("{items: /items, style: cursor, next: /meta/next, parameter: page}", "GET"),
            List.of("/v1/a", "/v1/a?page=2", "/v1/a?page=3"),
            ""),
        Arguments.of(
            pages(
                "{items: /items, style: cursor, lastItem: \"\", parameter: after, more: /more}",
                "GET"),
            List.of("/v1/a", "/v1/a?after=2", "/v1/a?after=4"),
            ""),
        Arguments.of(
            pages("{items: /items, style: page, parameter: page, size: 2}", "GET"),
            List.of("/v1/a", "/v1/a?page=2", "/v1/a?page=3"),
            ""),
        Arguments.of(
            pages("{items: /items, style: offset, parameter: after, more: /more}", "GET"),
            List.of("/v1/a", "/v1/a?after=2", "/v1/a?after=4"),
            ""),
        Arguments.of(
            pages(
                "{items: /items, style: cursor, next: /meta/next, parameter: page, in: body}",
                "POST"),
            List.of("/v1/a", "/v1/a", "/v1/a"),
            "{\"q\":\"x\",\"page\":\"3\"}"));
  }

  /** Items 1 to 5 in pages of two, in every style at once. */
  private static void paged(HttpExchange exchange) throws IOException {
    var query = exchange.getRequestURI().getQuery();
    int page = 1;
    if (exchange.getRequestMethod().equals("POST")) {
      page = exchange.getResponseHeaders().isEmpty() ? COUNT.incrementAndGet() : 1;
    } else if (query != null) {
      int number = Integer.parseInt(query.replaceAll("\\D", ""));
      page = query.startsWith("after") ? number / 2 + 1 : number;
    }
    var items = List.of("1,2", "3,4", "5").get(page - 1);
    boolean more = page < 3;
    if (more) {
      exchange.getResponseHeaders().add("Link", "</v1/a?page=" + (page + 1) + ">; rel=\"next\"");
    }
    json("{\"items\":["
            + items
            + "],\"more\":"
            + more
            + (more
                ? ",\"nextLink\":\"?page="
                    + (page + 1)
                    + "\",\"meta\":{\"next\":\""
                    + (page + 1)
                    + "\"}"
                : "")
            + "}")
        .to(exchange);
  }

  private static final AtomicInteger COUNT = new AtomicInteger();

  @Test
  void run_limit_cutsTheListAndSaysSo() {
    service.answers(OperationCallTest::paged);
    var operation = pages("{items: /items, style: link}", "GET");

    assertThat(run(operation, 3)).isEqualTo(new OperationOutcome.Done("[1,2,3]", 2, true));
    assertThat(run(operation, 4)).isEqualTo(new OperationOutcome.Done("[1,2,3,4]", 2, true));
    assertThat(run(operation, 5)).isEqualTo(new OperationOutcome.Done("[1,2,3,4,5]", 3, false));
  }

  @Test
  void run_endlessPages_endAtTheBound() {
    service.answers(
        exchange -> {
          var query = exchange.getRequestURI().getQuery();
          int page = query == null ? 1 : Integer.parseInt(query.replaceAll("\\D", ""));
          Answer.of(200, "[1]", "Link", "<?page=" + (page + 1) + ">; rel=next").to(exchange);
        });

    var outcome = (OperationOutcome.Done) run(pages("{items: \"\", style: link}", "GET"), 10_000);

    assertThat(outcome.pages()).isEqualTo(OperationCall.MAX_PAGES);
    assertThat(outcome.more()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("strayLinks")
  void run_nextPageOffTheSealedHosts_isNotAsked(String link) {
    service.answers(Answer.of(200, "[1]", "Link", "<" + link + ">; rel=next"));

    var outcome = run(pages("{items: \"\", style: link}", "GET"), 10);

    assertThat(failure(outcome)).isEqualTo(Failure.REDIRECT);
    assertThat(service.asked()).hasSize(1);
  }

  private static Stream<String> strayLinks() {
    return Stream.of(
        "http://evil.test/v1/a",
        "//evil.test/v1/a",
        "http://api.acme.test@evil.test/",
        "http://user@api.acme.test/v1/a",
        "http://api.acme.test:8080/v1/a",
        "http://api.acme.test.evil.test/",
        "file:///etc/passwd",
        "http://[api.acme.test/",
        "javascript:1");
  }

  @Test
  void run_nextPageOnAnotherSealedHost_isAskedWithTheSecret() {
    service.answers(
        exchange ->
            (service.asked().size() == 1
                    ? Answer.of(200, "[1]", "Link", "<http://files.acme.test/2#x>; rel=next")
                    : Answer.of(200, "[2]"))
                .to(exchange));

    assertThat(run(pages("{items: \"\", style: link}", "GET"), 10))
        .isEqualTo(new OperationOutcome.Done("[1,2]", 2, false));
    assertThat(service.asked().getLast().header("host")).isEqualTo("files.acme.test");
  }

  /** The link repeats the key, which is masked before it is read and applied again. */
  @Test
  void run_linkWithTheKeyInItsQuery_carriesTheKeyOnce() {
    service.answers(
        exchange ->
            (service.asked().size() == 1
                    ? Answer.of(
                        200,
                        "[1]",
                        "Link",
                        "<?page=2&X-Key=" + TestOperations.SECRET + ">; rel=next")
                    : Answer.of(200, "[2]"))
                .to(exchange));
    var connector = TestOperations.connector("query", pages("{items: \"\", style: link}", "GET"));

    assertThat(run(connector, Map.of("id", "x"), 10))
        .isEqualTo(new OperationOutcome.Done("[1,2]", 2, false));
    assertThat(service.asked().getLast().target())
        .isEqualTo("/v1/a?page=2&X-Key=" + TestOperations.SECRET);
  }

  @Test
  void run_pagesInCircles_fail() {
    service.answers(Answer.of(200, "[1]", "Link", "</v1/a>; rel=next"));

    assertThat(failure(run(pages("{items: \"\", style: link}", "GET"), 10)))
        .isEqualTo(Failure.UNREADABLE);
  }

  @Test
  void run_pagesTogetherLargerThanTheBound_fail() {
    var page = "[\"" + "x".repeat(MAX_BODY / 2) + "\"]";
    service.answers(
        exchange ->
            Answer.of(200, page, "Link", "<?p=" + service.asked().size() + ">; rel=next")
                .to(exchange));

    assertThat(failure(run(pages("{items: \"\", style: link}", "GET"), 10)))
        .isEqualTo(Failure.TOO_LARGE);
    assertThat(service.asked()).hasSize(2);
  }

  @Test
  void run_serviceThatNeverAnswers_endsAtTheDeadline() {
    var released = new CountDownLatch(1);
    service.answers(exchange -> awaitQuietly(released));

    var outcome = run(get("path: /a"), Map.of("id", "x"));
    released.countDown();

    assertThat(failure(outcome)).isEqualTo(Failure.TIMEOUT);
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void run_answerThatCannotBeRead_fails(String answer, String type, String body) {
    service.answers(Answer.of(200, body, "Content-Type", type));

    var outcome = run(get("path: /a") + "\nanswer: {" + answer + "}", Map.of("id", "x"));

    assertThat(failure(outcome)).isEqualTo(Failure.UNREADABLE);
  }

  private static Stream<Arguments> unreadable() {
    String pages = "pages: {items: /items, style: link}";
    return Stream.of(
        Arguments.of("", "application/json", "{\"half\":"),
        Arguments.of("", "application/json", "[".repeat(101) + "]".repeat(101)),
        Arguments.of("output: /a", "text/plain", "x"),
        Arguments.of(pages, "text/html", "<p>"),
        Arguments.of(pages, "application/json", "{\"items\":{}}"));
  }

  private OperationOutcome run(String operation, Map<String, ?> input) {
    return run(TestOperations.connector(operation), input, OperationCall.DEFAULT_ITEMS);
  }

  private OperationOutcome run(String operation, int limit) {
    return run(TestOperations.connector(operation), Map.of("id", "x"), limit);
  }

  private OperationOutcome run(Connector connector, Map<String, ?> input, int limit) {
    COUNT.set(0);
    var limits = new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(3), MAX_BODY);
    try (var calls = new ConnectorCall(TestService.LOOPBACK, limits, service.network());
        var credential = TestOperations.credential(connector)) {
      return new OperationCall(calls, InstantSource.fixed(NOW))
          .run(
              connector.operations().getFirst(),
              connector.methods().getFirst(),
              credential,
              input,
              limit);
    }
  }

  private static Failure failure(OperationOutcome outcome) {
    return ((OperationOutcome.Unanswered) outcome).failure().failure();
  }

  private static String get(String request) {
    return INPUT + "request: {method: GET, " + request + "}";
  }

  private static String post(String request, String kind) {
    return (INPUT + "request: {method: POST, path: /a, " + request + "}")
        .replace("label: Id", "label: Id, kind: " + kind);
  }

  private static String pages(String pages, String method) {
    var body = method.equals("POST") ? ", body: {q: \"{id}\"}" : "";
    return INPUT
        + "request: {method: "
        + method
        + ", path: /a"
        + body
        + "}\nanswer: {pages: "
        + pages
        + "}";
  }

  private static final String INPUT =
      "input: [{name: id, label: Id, required: true}, {name: other, label: Other}]\n";

  private static Answer json(String body) {
    return Answer.of(200, body, "Content-Type", "application/json");
  }

  private static void awaitQuietly(CountDownLatch released) {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
