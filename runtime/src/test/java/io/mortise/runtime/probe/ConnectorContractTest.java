package io.mortise.runtime.probe;

import static io.mortise.runtime.TestCredentials.CATALOGUE;
import static io.mortise.runtime.TestCredentials.fields;
import static io.mortise.runtime.TestCredentials.method;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.TestService;
import io.mortise.runtime.TestService.Answer;
import io.mortise.runtime.TestTls;
import io.mortise.runtime.call.CallLimits;
import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.probe.Dialects.Dialect;
import io.mortise.runtime.probe.Dialects.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Each connector, held against a service that speaks its dialect. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectorContractTest {
  private static final CallLimits LIMITS = CallLimits.standard();

  private final TestTls tls =
      TestTls.forHosts(
          "api.github.com",
          "git.acme.test",
          "slack.com",
          "api.stripe.com",
          "acme.myshopify.com",
          "api.sendgrid.com",
          "api.notion.com",
          "api.hubapi.com",
          "api.airtable.com",
          "api.openai.com",
          "acme.atlassian.net");

  private TestService service;
  private ConnectorCall call;
  private ProbeEngine engine;

  @BeforeAll
  void start() throws IOException {
    service = TestService.secured(tls);
    call = new ConnectorCall(TestService.LOOPBACK, LIMITS, service.network());
    engine = new ProbeEngine(call.ownNetwork(), List.of(new HttpProbe(call)));
  }

  @AfterAll
  void stop() {
    call.close();
    service.close();
  }

  @TestFactory
  Stream<DynamicTest> probe_workingSecret_isSentExactlyWhereTheFactsSay() {
    return Dialects.all().stream()
        .map(dialect -> DynamicTest.dynamicTest(dialect.toString(), () -> checkSuccess(dialect)));
  }

  @TestFactory
  Stream<DynamicTest> probe_eachKnownFailure_leadsToItsReason() {
    return Dialects.all().stream()
        .flatMap(
            dialect ->
                dialect.cases().stream()
                    .map(
                        each ->
                            DynamicTest.dynamicTest(
                                dialect + " " + each.reply().status() + " " + each.reason(),
                                () -> checkFailure(dialect, each))));
  }

  @TestFactory
  Stream<DynamicTest> probe_foreignRedirect_getsNoSecret() {
    return Dialects.all().stream()
        .map(dialect -> DynamicTest.dynamicTest(dialect.toString(), () -> checkRedirect(dialect)));
  }

  private void checkSuccess(Dialect dialect) {
    var result = probe(dialect, dialect.success());

    assertThat(result.ok()).as(result.toString()).isTrue();
    assertThat(result.identity() == null ? "" : result.identity()).isEqualTo(dialect.identity());
    assertThat(service.asked()).hasSize(1);
    var asked = service.asked().getFirst();
    assertThat(asked.method() + " " + asked.target()).isEqualTo(dialect.target());
    dialect
        .headers()
        .forEach((name, value) -> assertThat(asked.header(name)).as(name).isEqualTo(value));
    assertThat(asked.target() + asked.body()).doesNotContain(dialect.secret());
    asked.headers().forEach((name, values) -> checkNotIn(dialect, name, values));
  }

  private static void checkNotIn(Dialect dialect, String name, List<String> values) {
    boolean meant =
        dialect.headers().keySet().stream()
            .anyMatch(
                header -> header.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)));
    if (!meant) {
      assertThat(values.toString()).as(name).doesNotContain(dialect.secret());
    }
  }

  private void checkFailure(Dialect dialect, Dialects.Case each) {
    var result = probe(dialect, each.reply());

    var reason = result.reason();
    assertThat(reason == null ? "ok" : reason.wire()).isEqualTo(each.reason());
    assertThat(result.httpStatus()).isEqualTo(each.reply().status());
    assertThat(result.message()).isNotBlank();
    if (!result.ok()) {
      assertThat(result.remedy()).isNotBlank();
    }
    if (each.reply().body().contains("needed")) {
      assertThat(result.message()).contains("a:b");
    }
  }

  private void checkRedirect(Dialect dialect) {
    var result = probe(dialect, new Reply(302, "", "Location", "https://evil.test/take"));

    assertThat(result.reason()).isEqualTo(Reason.WRONG_HOST);
    assertThat(service.asked()).hasSize(1);
    assertThat(service.asked().getFirst().target()).doesNotContain("take");
  }

  private ProbeResult probe(Dialect dialect, Reply reply) {
    service.answers(Answer.of(reply.status(), reply.body(), reply.headers()));
    AuthMethod method = method(dialect.connector(), dialect.method());
    var fields = fields(method, dialect.fields());
    return engine.probe(
        CATALOGUE.find(dialect.connector()).orElseThrow(),
        method,
        fields,
        method.destinations(fields));
  }
}
