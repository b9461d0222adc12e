package io.mortise.runtime.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.runtime.connector.oauth.IssuedValue;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.connector.oauth.TokenDialect;
import io.mortise.runtime.connector.oauth.TokenLifetime;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OAuthReaderTest {
  private static final String VALID =
      """
      id: own.acme
      name: Acme
      category: service
      guide: Create an app.
      methods:
        - id: account
          type: oauth2
          name: Account
          guide: Register the app.
          fields:
            - {name: login, app: true, label: Log-in, required: true, help: Its host.}
            - {name: site, issued: true, label: Site, help: Its id., pattern: "[a-z]{1,9}", expected: a name}
            - {name: api, issued: true, label: API, help: Its host., pattern: "[a-z]+[.]acme[.]test", expected: a host}
            - {name: server, issued: true, label: Server, help: Its host., pattern: "[a-z]+[.]acme[.]test", expected: a host}
          oauth:
            grant: authorization_code
            app: required
            authentication: post
            authorizeUrl: "https://{login}/authorize"
            tokenUrl: "https://{server}/token"
            revokeUrl: "https://{server}/revoke"
            scopes:
              - {name: read, meaning: Read everything, default: true}
            consent: {parameters: {access_type: offline}, scopeSeparator: ",", pkce: false}
            answer:
              request: json
              codeParameters: {expiring: "1"}
              tokenAt: /user
              tokenType: user
              scopesAt: /scopes
              lifetimeAt: /seconds
              lifetime: jwt
              lifetimeSeconds: 3600
              errorAt: /status
              errors: {BAD_TOKEN: invalid_grant}
              issued: {api: {at: /api, form: host}}
            fromCallback: {server: {at: server, form: host}}
            choice: {url: "https://{api}/sites", itemsAt: /sites, idAt: /id, nameAt: /name, field: site}
            knownDeaths:
              - Somebody removes the app.
          apply: {scheme: bearer, token: "{accessToken}"}
          hosts:
            to: ["{api}"]
      """;

  private final ConnectorLoader loader = new ConnectorLoader();

  @Test
  void load_wholeSection_isRead() {
    var method = loader.load("acme.yaml", VALID).method("account").orElseThrow();
    var grant = method.oauth().orElseThrow();
    var dialect = grant.dialect();

    assertThat(dialect.body()).isEqualTo(TokenDialect.Body.JSON);
    assertThat(dialect.pkce()).isFalse();
    assertThat(dialect.codeParameters()).isEqualTo(Map.of("expiring", "1"));
    assertThat(dialect.places().token()).contains("/user");
    assertThat(dialect.places().type()).contains("user");
    assertThat(dialect.places().scopes()).isEqualTo("/scopes");
    assertThat(dialect.places().lifetime()).isEqualTo("/seconds");
    assertThat(dialect.places().error()).contains("/status");
    assertThat(dialect.lifetime())
        .isEqualTo(new TokenLifetime(TokenLifetime.Source.JWT, Duration.ofHours(1)));
    assertThat(dialect.errors()).isEqualTo(Map.of("BAD_TOKEN", "invalid_grant"));
    assertThat(dialect.issued())
        .isEqualTo(Map.of("api", new IssuedValue("/api", IssuedValue.Form.HOST)));
    assertThat(grant.fromCallback())
        .isEqualTo(Map.of("server", new IssuedValue("server", IssuedValue.Form.HOST)));
    assertThat(grant.knownDeaths()).containsExactly("Somebody removes the app.");
    assertThat(method.notes().guide())
        .startsWith("Register the app.")
        .endsWith("Reasons why an account stops working:\n\n- Somebody removes the app.\n");
  }

  @Test
  void load_appThatIsRequired_bringsTheFieldsOfItsClient() {
    var method = loader.load("acme.yaml", VALID).method("account").orElseThrow();

    var reading =
        method.read(
            Map.of("login", "login.acme.test", "clientId", "fake", "clientSecret", "fake"),
            Set.of());

    assertThat(reading.errors()).isEmpty();
    assertThat(reading.fields().text(OAuthGrant.AUTHENTICATION)).contains("post");
    assertThat(method.field(OAuthGrant.SCOPES)).isPresent();
    assertThat(method.field(OAuthGrant.AUTHENTICATION).orElseThrow().choices())
        .containsExactly("basic", "post", "none");
  }

  @Test
  void load_placeAlone_isAValueAsItIs() {
    var yaml = VALID.replace("{api: {at: /api, form: host}}", "{api: /api}");
    var method = loader.load("acme.yaml", yaml).method("account").orElseThrow();

    assertThat(method.oauth().orElseThrow().dialect().issued())
        .isEqualTo(Map.of("api", new IssuedValue("/api", IssuedValue.Form.TEXT)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          request: json                    | request: xml                                   | “request” is form or json
          tokenAt: /user                   | tokenAt: user                                  | Invalid input
          scopesAt: /scopes                | scopesAt: scopes                               | Invalid input
          errorAt: /status                 | errorAt: status                                | Invalid input
          lifetime: jwt                    | lifetime: magic                                | “lifetime” is answer or jwt
          lifetimeSeconds: 3600            | lifetimeSeconds: 0                             | at least 1
          lifetimeSeconds: 3600            | lifetimeSeconds: long                          | For input string
          {BAD_TOKEN: invalid_grant}       | {BAD_TOKEN: dead}                              | must lead to one of
          {api: {at: /api, form: host}}    | {api: {at: /api, form: url}}                   | “form” is text or host
          {api: {at: /api, form: host}}    | {api: {at: api, form: host}}                   | Invalid input
          {api: {at: /api, form: host}}    | {api: {form: host}}                            | “at” is missing
          {api: {at: /api, form: host}}    | {api: {at: /api, from: host}}                  | “from” is not allowed
          {api: {at: /api, form: host}}    | {}                                             | needs exactly one of
          {api: {at: /api, form: host}}    | {api: /api, site: /site}                       | needs exactly one of
          {server: {at: server, form: host}} | {}                                           | needs exactly one of
          field: site}                     | field: other}                                  | needs exactly one of
          {parameters: {access_type: offline} | {parameters: {state: mine}                  | cannot set one of the parameters
          scopeSeparator: ","              | scopeParameter: redirect_uri                   | cannot set one of the parameters
          , pattern: "[a-z]{1,9}", expected: a name | ``                                    | “site” needs a pattern
          label: Site, help                | label: Site, required: true, help              | public and not required
          name: login, app: true           | name: login                                    | “login” needs a pattern
          app: required                    | app: always                                    | none, optional or required
          authentication: post             | authentication: private_key_jwt                | basic, post or none
          authentication: post             | authentication: header                         | basic, post or none
          grant: authorization_code        | grant: implicit                                | Unknown grant
          Somebody removes the app.        | Somebody <b>removes</b> it.                    | without HTML
          """)
  void load_sectionThatCannotWork_isRefused(String part, String replacement, String reason) {
    assertThat(VALID).contains(part);
    var yaml = VALID.replace(part, replacement == null ? "" : replacement);

    var problem =
        catchThrowableOfType(InvalidConnector.class, () -> loader.load("acme.yaml", yaml));

    assertThat(problem).as(replacement).isNotNull();
    assertThat(problem.reason()).contains(reason);
    assertThat(problem.line()).isGreaterThan(6);
  }

  @Test
  void load_issuedFieldWithoutOAuth_isRefused() {
    var yaml =
        VALID
            .replaceAll("(?s)    oauth:.*?    apply:", "    apply:")
            .replace("{accessToken}", "{site}");

    var problem =
        catchThrowableOfType(
            InvalidConnector.class,
            () -> loader.load("acme.yaml", yaml.replace("app: true, ", "")));

    assertThat(problem.reason()).contains("“issued” belong to methods that get tokens by OAuth");
  }
}
