package io.mortise.runtime.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.TestCredentials;
import io.mortise.runtime.TestService;
import io.mortise.runtime.TestService.Answer;
import io.mortise.runtime.TestTls;
import io.mortise.runtime.call.CallLimits;
import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.connector.Operation;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.runtime.credential.ResolvedCredential;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The operations of the built-in connectors, at services that answer in their dialects. */
class BuiltInOperationsTest {
  private static TestService service;

  @BeforeAll
  static void start() throws IOException {
    service =
        TestService.secured(
            TestTls.forHosts(
                "api.github.com",
                "slack.com",
                "api.stripe.com",
                "api.notion.com",
                "api.airtable.com",
                "api.hubapi.com",
                "api.sendgrid.com",
                "gitlab.com",
                "acme.atlassian.net"));
  }

  @AfterAll
  static void end() {
    service.close();
  }

  /** Two pages of one item each. The second answer has nothing that leads on. */
  @ParameterizedTest
  @MethodSource({"lists", "listsByCursor"})
  void list_ofTwoPages_isReadWhole(
      String connector,
      String operation,
      Map<String, ?> input,
      Answer first,
      Answer last,
      String second) {
    service.answers(exchange -> (service.asked().size() == 1 ? first : last).to(exchange));

    var outcome = run(connector, operation, input);

    assertThat(outcome)
        .isEqualTo(new OperationOutcome.Done("[{\"id\":\"a\"},{\"id\":\"b\"}]", 2, false));
    var asked = service.asked().getLast();
    assertThat(asked.method() + " " + asked.target() + " " + asked.body()).isEqualTo(second);
  }

  private static Stream<Arguments> lists() {
    return Stream.of(
        Arguments.of(
            "github",
            "pulls.list",
            Map.of("owner", "acme", "repo", "tools"),
            Answer.of(
                200,
                "[{\"id\":\"a\"}]",
                "Link",
                "<https://api.github.com/repositories/1/pulls?page=2>; rel=\"next\""),
            Answer.of(
                200,
                "[{\"id\":\"b\"}]",
                "Link",
                "<https://api.github.com/repositories/1/pulls?page=1>; rel=\"prev\""),
            "GET /repositories/1/pulls?page=2 "),
        Arguments.of(
            "gitlab",
            "projects.list",
            Map.of(),
            Answer.of(
                200,
                "[{\"id\":\"a\"}]",
                "Link",
                "<https://gitlab.com/api/v4/projects?page=2>; rel=\"next\""),
            Answer.of(200, "[{\"id\":\"b\"}]"),
            "GET /api/v4/projects?page=2 "),
        Arguments.of(
            "slack",
            "conversations.list",
            Map.of(),
            Answer.of(
                200,
                "{\"ok\":true,\"channels\":[{\"id\":\"a\"}],\"response_metadata\":{\"next_cursor\":\"c1=\"}}"),
            Answer.of(
                200,
                "{\"ok\":true,\"channels\":[{\"id\":\"b\"}],\"response_metadata\":{\"next_cursor\":\"\"}}"),
            "GET /api/conversations.list?limit=200&cursor=c1%3D "),
        Arguments.of(
            "stripe",
            "charges.list",
            Map.of(),
            Answer.of(200, "{\"data\":[{\"id\":\"a\"}],\"has_more\":true}"),
            Answer.of(200, "{\"data\":[{\"id\":\"b\"}],\"has_more\":false}"),
            "GET /v1/charges?limit=100&starting_after=a "));
  }

  private static Stream<Arguments> listsByCursor() {
    return Stream.of(
        Arguments.of(
            "notion",
            "search",
            Map.of(),
            Answer.of(
                200, "{\"results\":[{\"id\":\"a\"}],\"has_more\":true,\"next_cursor\":\"c1\"}"),
            Answer.of(
                200, "{\"results\":[{\"id\":\"b\"}],\"has_more\":false,\"next_cursor\":null}"),
            "POST /v1/search {\"page_size\":100,\"start_cursor\":\"c1\"}"),
        Arguments.of(
            "airtable",
            "records.list",
            Map.of("base", "app1", "table", "My table"),
            Answer.of(200, "{\"records\":[{\"id\":\"a\"}],\"offset\":\"itr/1\"}"),
            Answer.of(200, "{\"records\":[{\"id\":\"b\"}]}"),
            "GET /v0/app1/My%20table?pageSize=100&offset=itr%2F1 "),
        Arguments.of(
            "hubspot",
            "contacts.search",
            Map.of("words", "x"),
            Answer.of(
                200, "{\"results\":[{\"id\":\"a\"}],\"paging\":{\"next\":{\"after\":\"100\"}}}"),
            Answer.of(200, "{\"results\":[{\"id\":\"b\"}]}"),
            "POST /crm/v3/objects/contacts/search {\"query\":\"x\",\"limit\":100,\"after\":\"100\"}"),
        Arguments.of(
            "sendgrid",
            "templates.list",
            Map.of(),
            Answer.of(
                200,
                "{\"result\":[{\"id\":\"a\"}],\"_metadata\":{\"next\":\"https://api.sendgrid.com/v3/templates?page_token=t\"}}"),
            Answer.of(200, "{\"result\":[{\"id\":\"b\"}],\"_metadata\":{}}"),
            "GET /v3/templates?page_token=t "),
        Arguments.of(
            "jira",
            "issues.search",
            Map.of("jql", "a = b"),
            Answer.of(200, "{\"issues\":[{\"id\":\"a\"}],\"nextPageToken\":\"t\"}"),
            Answer.of(200, "{\"issues\":[{\"id\":\"b\"}],\"isLast\":true}"),
            "GET /rest/api/3/search/jql?jql=a%20%3D%20b&fields=%2Anavigable&maxResults=100&nextPageToken=t "));
  }

  @ParameterizedTest
  @MethodSource("all")
  void operation_withEveryInput_canBeSent(String connector, Operation operation) {
    service.answers(Answer.of(200, "{\"ok\":true}"));

    var outcome = run(connector, operation.id(), everything(operation));

    assertThat(outcome).isInstanceOf(OperationOutcome.Done.class);
    assertThat(service.asked()).hasSize(1);
  }

  private static Stream<Arguments> all() {
    return FIELDS.keySet().stream()
        .flatMap(
            id ->
                connector(id).operations().stream()
                    .filter(
                        each -> each.answer().paging().map(p -> !p.items().isEmpty()).orElse(true))
                    .map(each -> Arguments.of(id, each)));
  }

  private static Map<String, Object> everything(Operation operation) {
    var input = new HashMap<String, Object>();
    for (var each : operation.input()) {
      input.put(
          each.name(),
          switch (each.kind()) {
            case TEXT, MULTILINE -> "x";
            case NUMBER -> 1;
            case BOOLEAN -> true;
            case LIST -> List.of("x");
            case MAP -> Map.of("x", "y");
          });
    }
    return input;
  }

  private static final Map<String, Map<String, Object>> FIELDS =
      Map.of(
          "github", Map.of("token", "ghp_" + "f4k3".repeat(9)),
          "gitlab", Map.of("token", "glpat-fakefakefakefakefake"),
          "slack", Map.of("token", "xoxb-fake"),
          "stripe", Map.of("key", "sk_test_" + "f4k3".repeat(6)),
          "notion", Map.of("token", "ntn_" + "f4k3".repeat(10)),
          "airtable", Map.of("token", "pat" + "f4k3".repeat(3) + "fa." + "f4k3".repeat(16)),
          "hubspot", Map.of("token", "pat-eu1-f4k3f4k3-f4k3-f4k3-f4k3-f4k3f4k3f4k3"),
          "sendgrid", Map.of("key", "SG." + "f4k3".repeat(5) + "fa." + "f4k3".repeat(10) + "f4k"),
          "jira", Map.of("site", "acme", "email", "a@example.test", "token", "fake-token"));

  private static OperationOutcome run(String id, String operation, Map<String, ?> input) {
    var connector = connector(id);
    var method = connector.methods().getFirst();
    var fields = TestCredentials.fields(method, FIELDS.get(id));
    var credential =
        new ResolvedCredential(
            new CredentialId(new UUID(0, 1)),
            id,
            new ResolvedCredential.Method(id, method.id(), method.type().wire()),
            ResolvedCredential.Token.ofSecret(1, "t", null),
            fields,
            method.destinations(fields));
    var wanted =
        connector.operations().stream().filter(each -> each.id().equals(operation)).findFirst();
    try (credential;
        var calls =
            new ConnectorCall(TestService.LOOPBACK, CallLimits.standard(), service.network())) {
      return new OperationCall(calls, InstantSource.system())
          .run(wanted.orElseThrow(), method, credential, input, OperationCall.DEFAULT_ITEMS);
    }
  }

  private static Connector connector(String id) {
    return TestCredentials.CATALOGUE.find(id).orElseThrow();
  }
}
