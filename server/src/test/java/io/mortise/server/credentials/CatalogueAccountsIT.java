package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.catalogue.Catalogue;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.server.testing.Answer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Accounts of the services in the catalogue, as far as one comes without the service. */
class CatalogueAccountsIT extends AppConnecting {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          slack            | oauth2      | -                                  | -         | https://slack.com/oauth/v2/authorize
          slack            | oauth2_user | -                                  | -         | https://slack.com/oauth/v2/authorize
          github           | oauth2      | -                                  | -         | https://github.com/login/oauth/authorize
          google-workspace | oauth2      | -                                  | -         | https://accounts.google.com/o/oauth2/v2/auth
          microsoft-365    | oauth2      | tenant=common                      | -         | https://login.microsoftonline.com/common/oauth2/v2.0/authorize
          salesforce       | oauth2      | loginHost=test.salesforce.com      | -         | https://test.salesforce.com/services/oauth2/authorize
          jira             | oauth2      | -                                  | -         | https://auth.atlassian.com/authorize
          xero             | oauth2      | -                                  | -         | https://login.xero.com/identity/connect/authorize
          zoho             | oauth2      | homeHost=accounts.zoho.eu          | -         | https://accounts.zoho.eu/oauth/v2/auth
          hubspot          | oauth2      | -                                  | -         | https://app.hubspot.com/oauth/authorize
          gitlab           | oauth2      | host=git.acme.test                 | -         | https://git.acme.test/oauth/authorize
          notion           | oauth2      | -                                  | -         | https://api.notion.com/v1/oauth/authorize
          shopify          | oauth2      | -                                  | shop=acme | https://acme.myshopify.com/admin/oauth/authorize
          """)
  void begin_withAnAppOfTheService_leadsToItsPage(
      String connector,
      String method,
      @Nullable String ofApp,
      @Nullable String ofPerson,
      String page) {
    String app = app(connector, fields(ofApp));

    Answer begun = begin(connector, method, app, fields(ofPerson)).expect(201);

    assertThat(begun.at("/authorizationUrl")).startsWith(page + "?");
    assertThat(query(begun.at("/authorizationUrl")))
        .containsEntry("client_id", "fake-client")
        .containsEntry("redirect_uri", begun.at("/redirectUri"));
  }

  @ParameterizedTest
  @MethodSource("fieldsThatNobodyEnters")
  void fieldsOfTheAppAndTheService_cannotBeSetByWhoConnects(
      String connector, String method, String field, int status) {
    String app = app(connector, Map.of());

    Answer refused = begin(connector, method, app, Map.of(field, "evil.test"));

    assertThat(refused.expect(status).pointers()).contains("/fields/" + field);
  }

  private static Stream<Arguments> fieldsThatNobodyEnters() {
    return Catalogue.builtIn().all().stream()
        .flatMap(
            connector ->
                connector.methods().stream()
                    .filter(
                        method ->
                            method
                                .oauth()
                                .filter(grant -> grant.app() == OAuthGrant.App.REQUIRED)
                                .isPresent())
                    .flatMap(
                        method ->
                            method.fields().stream()
                                .filter(field -> field.ofApp() || field.ofService())
                                .map(
                                    field ->
                                        Arguments.of(
                                            connector.id(),
                                            method.id(),
                                            field.name(),
                                            field.ofApp() ? 422 : 400))));
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.test",
    "https://accounts.zoho.com.evil.test",
    "https://accounts.zoho.com@evil.test",
    "accounts.zoho.com",
    "''"
  })
  void callback_withAnAccountsServerOfSomebodyElse_exchangesNothing(String server) {
    Answer begun = begin("zoho", "oauth2", app("zoho", Map.of()), Map.of()).expect(201);

    callback(team.olga(), begun, Map.of("code", "fake-code", "accounts-server", server));

    assertThat(progress(begun).at("/state")).isEqualTo("failed");
    assertThat(progress(begun).at("/error/detail")).contains("did not say what is needed");
  }

  @Test
  void connector_saysHowToConnectAnAccount() {
    Answer shown = team.olga().get("/connectors/salesforce").expect(200);

    var method = shown.json().at("/methods/0");
    assertThat(method.at("/fields").findValuesAsString("name"))
        .containsExactly("apiVersion", "scopes");
    assertThat(method.at("/oauth/appFields").findValuesAsString("name"))
        .containsExactly("loginHost");
    assertThat(method.at("/oauth/scopes").findValuesAsString("name"))
        .contains("refresh_token", "api");
    assertThat(method.at("/oauth/redirectUri").stringValue()).endsWith(CALLBACK);
    assertThat(method.at("/oauth/knownDeaths")).hasSizeGreaterThan(2);
    assertThat(method.at("/guide").stringValue())
        .contains("redirect address", method.at("/oauth/knownDeaths/0").stringValue());
    assertThat(shown.at("/approval")).isNotBlank();
  }

  private static String app(String connector, Map<String, String> fields) {
    var body = new LinkedHashMap<String, Object>();
    body.put("name", "app " + Team.next());
    body.put("connector", connector);
    body.put("clientId", "fake-client");
    body.put("clientSecret", SECRET);
    body.put("fields", fields);
    return team.olga().post("/oauth/apps", body).expect(201).at("/id");
  }

  private static Answer begin(
      String connector, String method, String app, Map<String, String> fields) {
    return team.olga()
        .post(
            "/oauth/handoffs",
            Map.of("connector", connector, "method", method, "app", app, "fields", fields));
  }

  private static Map<String, String> fields(@Nullable String given) {
    return Arrays.stream((given == null ? "" : given).split(",", -1))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> List.of(entry.split("=", 2)))
        .collect(Collectors.toMap(List::getFirst, List::getLast));
  }
}
