package io.mortise.runtime.oauth;

import static io.mortise.runtime.TestCredentials.method;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.TestService;
import io.mortise.runtime.TestService.Answer;
import io.mortise.runtime.TestTls;
import io.mortise.runtime.call.CallLimits;
import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.connector.oauth.AccountChoice;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.Secret;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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
  private static final AccountChoice TENANTS =
      method("xero", "oauth2").oauth().orElseThrow().choice().orElseThrow();

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
    assertThat(list(200, "[{'tenantId':'1','tenantName':'Acme'},{'tenantId':2}]"))
        .containsExactly(new AccountChoices.Item("1", "Acme"), new AccountChoices.Item("2", "2"));
    assertThat(service.asked().getFirst().header("Authorization")).isEqualTo("Bearer fake-token");
  }

  @Test
  void list_sameItemTwice_isOfferedOnce() {
    assertThat(
            list(
                200,
                "[{'tenantId':'1','tenantName':'a'},{'tenantId':'1','tenantName':'b'},"
                    + "{'tenantId':'2','tenantName':'a'}]"))
        .extracting(AccountChoices.Item::id)
        .containsExactly("1", "2");
  }

  @Test
  void list_tooMany_isCut() {
    var items =
        IntStream.range(0, 500)
            .mapToObj(number -> "{'tenantId':'" + number + "'}")
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
          401 | [{'tenantId':'1'}]
          403 | {'Detail':'AuthenticationUnsuccessful'}
          429 | ``
          500 | [{'tenantId':'1'}]
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
    service.answers(Answer.of(status, body.replace('\'', '"')));
    return ask();
  }

  private List<AccountChoices.Item> ask() {
    try (var token = new IssuedToken(Secret.of("fake-token"), null, null, null, Map.of())) {
      return new AccountChoices(call).list(TENANTS, Fields.none(), token);
    }
  }
}
