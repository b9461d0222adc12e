package io.mortise.runtime.oauth;

import static io.mortise.runtime.TestCredentials.method;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.TestService;
import io.mortise.runtime.TestService.Answer;
import io.mortise.runtime.TestTls;
import io.mortise.runtime.call.CallLimits;
import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.Secret;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountChoicesTest {
  private static final AuthMethod XERO = method("xero", "oauth2");
  private static final String ACME = "aaaaaaaa-0000-0000-0000-000000000000";
  private static final String OTHER = "bbbbbbbb-0000-0000-0000-000000000000";

  private TestService service;
  private ConnectorCall call;

  @BeforeAll
  void start() throws IOException {
    service = TestService.secured(TestTls.forHosts("api.xero.com"));
    call = new ConnectorCall(TestService.LOOPBACK, CallLimits.standard(), service.network());
  }

  @AfterAll
  void stop() {
    call.close();
    service.close();
  }

  @Test
  void list_items_haveTheirNames() {
    assertThat(list(200, "[{'tenantId':'ACME','tenantName':'Acme'},{'tenantId':'OTHER'}]"))
        .containsExactly(
            new AccountChoices.Item(ACME, "Acme"), new AccountChoices.Item(OTHER, OTHER));
    assertThat(service.asked().getFirst().header("Authorization")).isEqualTo("Bearer fake-token");
  }

  @Test
  void list_sameItemTwice_isOfferedOnce() {
    assertThat(
            list(
                200,
                "[{'tenantId':'ACME','tenantName':'a'},{'tenantId':'ACME','tenantName':'b'},"
                    + "{'tenantId':'OTHER','tenantName':'a'}]"))
        .extracting(AccountChoices.Item::id)
        .containsExactly(ACME, OTHER);
  }

  @Test
  void list_idsThatTheConnectorDoesNotAllow_areLeftOut() {
    assertThat(
            list(
                200,
                "[{'tenantId':'../evil'},{'tenantId':'a\\r\\nX-Evil: 1'},{'tenantId':7},"
                    + "{'tenantId':'ACME'}]"))
        .extracting(AccountChoices.Item::id)
        .containsExactly(ACME);
  }

  @Test
  void list_tooMany_isCut() {
    var items =
        IntStream.range(0, 500)
            .mapToObj(number -> "{'tenantId':'%s'}".formatted(new UUID(0, number)))
            .collect(Collectors.joining(",", "[", "]"));

    assertThat(list(200, items)).hasSize(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          200 | []
          200 | {}
          200 | null
          200 | <html>Please log in</html>
          200 | [{'tenantId':null},{'tenantId':{}},{},7]
          401 | [{'tenantId':'ACME'}]
          403 | {'Detail':'AuthenticationUnsuccessful'}
          429 | ``
          500 | [{'tenantId':'ACME'}]
          """)
  void list_otherAnswer_isEmpty(int status, String body) {
    assertThat(list(status, body)).isEmpty();
  }

  @Test
  void list_redirectToAnotherHost_getsNoToken() {
    service.answers(Answer.of(302, "", "Location", "https://evil.test/take"));

    assertThat(ask()).isEmpty();
    assertThat(service.asked()).hasSize(1);
  }

  private List<AccountChoices.Item> list(int status, String body) {
    service.answers(
        Answer.of(status, body.replace('\'', '"').replace("ACME", ACME).replace("OTHER", OTHER)));
    return ask();
  }

  private List<AccountChoices.Item> ask() {
    try (var token = new IssuedToken(Secret.of("fake-token"), null, null, null, Map.of())) {
      return new AccountChoices(call).list(XERO, Fields.none(), token);
    }
  }
}
