package io.mortise.runtime.oauth;

import static io.mortise.runtime.TestCredentials.CATALOGUE;
import static io.mortise.runtime.TestCredentials.method;
import static io.mortise.runtime.oauth.DialectService.CLIENT_ID;
import static io.mortise.runtime.oauth.DialectService.CLIENT_SECRET;
import static io.mortise.runtime.oauth.DialectService.CODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.runtime.TestCredentials;
import io.mortise.runtime.TestService;
import io.mortise.runtime.TestService.Answer;
import io.mortise.runtime.TestTls;
import io.mortise.runtime.call.CallLimits;
import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.oauth.ClientAuthentication;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.Reveal;
import io.mortise.runtime.credential.Secret;
import io.mortise.runtime.oauth.OAuthDialect.Expected;
import io.mortise.runtime.probe.HttpProbe;
import io.mortise.runtime.probe.ProbeEngine;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Each method with an account, held against a service that speaks its dialect. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceDialectsTest {
  private static final URI REDIRECT =
      URI.create("https://mortise.example.test/api/v1/oauth/callback");
  private static final String VERIFIER = "fake-verifier-fake-verifier-fake-verifier-0001";

  private final TestTls tls = TestTls.forHosts(OAuthDialects.HOSTS);

  private TestService service;
  private ConnectorCall call;
  private TokenClient client;

  @BeforeAll
  void start() throws IOException {
    service = TestService.secured(tls);
    call = new ConnectorCall(TestService.LOOPBACK, CallLimits.standard(), service.network());
    client = new TokenClient(call);
  }

  @AfterAll
  void stop() {
    client.close();
    service.close();
  }

  @Test
  void dialects_everyAccountOfABuiltInService_isAmongThem() {
    var methods =
        CATALOGUE.all().stream()
            .filter(connector -> !Set.of("http", "petstore").contains(connector.id()))
            .flatMap(
                connector ->
                    connector.methods().stream()
                        .filter(method -> method.oauth().isPresent())
                        .map(method -> connector.id() + "/" + method.id()));

    assertThat(methods)
        .containsExactlyInAnyOrderElementsOf(
            OAuthDialects.all().stream().map(OAuthDialect::toString).toList());
  }

  @TestFactory
  Stream<DynamicTest> address_ofThePage_isTheServicesOwn() {
    return each(this::checkAddress);
  }

  @TestFactory
  Stream<DynamicTest> code_shownToTheService_givesWhatItsAnswerSays() {
    return each(this::checkCode);
  }

  @TestFactory
  Stream<DynamicTest> refresh_withTheTokenOfTheFirstAnswer_givesTheNext() {
    return each(this::checkRefresh);
  }

  @TestFactory
  Stream<DynamicTest> refusal_inTheServicesForm_hasTheRightCause() {
    return each(this::checkRefusals);
  }

  @TestFactory
  Stream<DynamicTest> account_afterConnecting_isReachedWhereTheServiceSaysAndNamed() {
    return each(this::checkAccount);
  }

  @TestFactory
  Stream<DynamicTest> revocation_whereTheServiceHasOne_isTakenOnTheServerOfItsTokens() {
    return each(this::checkRevocation);
  }

  private Stream<DynamicTest> each(Consumer<OAuthDialect> check) {
    return OAuthDialects.all().stream()
        .map(dialect -> DynamicTest.dynamicTest(dialect.toString(), () -> check.accept(dialect)));
  }

  private void checkAddress(OAuthDialect dialect) {
    var parameters = DialectService.form(address(dialect).getRawQuery());

    assertThat(address(dialect).toString()).startsWith(dialect.authorize + "?");
    var expected = new LinkedHashMap<>(dialect.parameters);
    expected.put("response_type", "code");
    expected.put("client_id", CLIENT_ID);
    expected.put("redirect_uri", REDIRECT.toString());
    expected.put("state", "fake-state");
    if (dialect.pkce) {
      expected.put("code_challenge", parameters.get("code_challenge"));
      expected.put("code_challenge_method", "S256");
    }
    assertThat(parameters).containsExactlyInAnyOrderEntriesOf(expected);
  }

  private void checkCode(OAuthDialect dialect) {
    try (var token = connect(dialect)) {
      check(token, dialect.first);
    }
  }

  private void checkRefresh(OAuthDialect dialect) {
    speak(dialect);

    var refreshToken = Secret.of(String.valueOf(dialect.first.refreshToken()));
    try (var token = ask(dialect, CLIENT_SECRET, new TokenGrant.Refresh(refreshToken))) {
      check(token, dialect.second);
    }
  }

  private void checkRefusals(OAuthDialect dialect) {
    speak(dialect);
    var dead = new TokenGrant.Refresh(Secret.of("fake-dead"));
    assertThat(cause(dialect, CLIENT_SECRET, dead)).isEqualTo(TokenRefused.Cause.GRANT);
    assertThat(cause(dialect, CLIENT_SECRET, code("fake-other-code")))
        .isEqualTo(TokenRefused.Cause.GRANT);
    assertThat(cause(dialect, "fake-wrong", dead)).isEqualTo(TokenRefused.Cause.CLIENT);
    dialect.refusals.forEach(
        (reply, expected) -> {
          service.answers(Answer.of(reply.status(), reply.body()));
          assertThat(cause(dialect, CLIENT_SECRET, dead)).as(reply.body()).isEqualTo(expected);
        });
  }

  private void checkRevocation(OAuthDialect dialect) {
    speak(dialect);
    var method = methodOf(dialect);
    var fields = completed(dialect);
    var address = method.oauth().orElseThrow().revokeUrl().flatMap(url -> url.fill(fields));
    assertThat(address.orElse("https://")).isEqualTo("https://" + dialect.revoke);

    address
        .map(URI::create)
        .ifPresent(
            endpoint -> {
              var token = Secret.of(String.valueOf(dialect.first.refreshToken()));
              client.revoke(new Revocation(endpoint, client(fields, CLIENT_SECRET), token));

              assertThat(endpoint.getHost())
                  .isEqualTo(method.tokenEndpoint(fields).orElseThrow().getHost());
              assertThat(service.asked()).hasSize(1);
            });
  }

  private void checkAccount(OAuthDialect dialect) {
    var method = methodOf(dialect);
    try (var token = connect(dialect)) {
      var values = new LinkedHashMap<String, Object>(entered(dialect));
      values.putAll(received(method, dialect.redirect));
      values.putAll(token.fields());
      var choice = method.oauth().orElseThrow().choice();
      if (choice.isPresent()) {
        var offered = new AccountChoices(call).list(method, fields(method, values), token);
        assertThat(offered).extracting(AccountChoices.Item::name).isEqualTo(dialect.choices);
        values.put(choice.get().field(), offered.getFirst().id());
      }
      dialect.issued.forEach((name, value) -> assertThat(values).containsEntry(name, value));

      checkReached(dialect, method, fields(method, values), token);
    }
  }

  private void checkReached(
      OAuthDialect dialect, AuthMethod method, Fields fields, IssuedToken token) {
    service.asked().clear();
    var engine = new ProbeEngine(call.ownNetwork(), List.of(new HttpProbe(call)));
    var result =
        engine.probe(
            CATALOGUE.find(dialect.connector).orElseThrow(),
            method,
            OAuthGrant.withToken(fields, token.accessToken()),
            method.destinations(fields));

    assertThat(method.destinations(fields)).containsExactlyInAnyOrderElementsOf(dialect.hosts);
    assertThat(result.ok()).as(result.toString()).isTrue();
    assertThat(result.identity() == null ? "" : result.identity()).isEqualTo(dialect.identity);
    assertThat(service.asked().getLast().header(dialect.header))
        .isEqualTo(dialect.headerPrefix + dialect.first.accessToken());
  }

  private static void check(IssuedToken token, Expected expected) {
    assertThat(token.accessToken().reveal(Reveal.FOR_OUTBOUND_CALL))
        .isEqualTo(expected.accessToken());
    var refreshToken = token.refreshToken();
    assertThat(refreshToken == null ? null : refreshToken.reveal(Reveal.FOR_OUTBOUND_CALL))
        .isEqualTo(expected.refreshToken());
    var lifetime = token.lifetime();
    assertThat(lifetime == null ? null : lifetime.toSeconds()).isEqualTo(expected.seconds());
    assertThat(token.scopes()).isEqualTo(expected.scopes());
  }

  private IssuedToken connect(OAuthDialect dialect) {
    var spoken = speak(dialect);
    var sent = DialectService.form(address(dialect).getRawQuery());
    spoken.expects(sent.getOrDefault("code_challenge", ""));
    return ask(dialect, CLIENT_SECRET, code(CODE));
  }

  private DialectService speak(OAuthDialect dialect) {
    var spoken = new DialectService(service, dialect, REDIRECT.toString());
    service.answers(spoken);
    return spoken;
  }

  private static TokenGrant code(String code) {
    return new TokenGrant.Code(Secret.of(code), REDIRECT, Secret.of(VERIFIER));
  }

  private TokenRefused.@Nullable Cause cause(
      OAuthDialect dialect, String secret, TokenGrant shown) {
    var refused =
        catchThrowableOfType(TokenRefused.class, () -> ask(dialect, secret, shown).close());
    return refused == null ? null : refused.reason();
  }

  private IssuedToken ask(OAuthDialect dialect, String secret, TokenGrant shown) {
    var method = methodOf(dialect);
    var fields = completed(dialect);
    return client.request(
        new TokenCall(
            method.tokenEndpoint(fields).orElseThrow(),
            client(fields, secret),
            shown,
            method.oauth().orElseThrow().dialect()));
  }

  private static OAuthClient client(Fields fields, String secret) {
    var authentication = fields.text(OAuthGrant.AUTHENTICATION).orElseThrow();
    return new OAuthClient(
        CLIENT_ID,
        Secret.of(secret),
        null,
        ClientAuthentication.parse(authentication).orElseThrow());
  }

  /** What was entered, and what the redirect said. */
  private static Fields completed(OAuthDialect dialect) {
    var values = new LinkedHashMap<String, Object>(entered(dialect));
    values.putAll(received(methodOf(dialect), dialect.redirect));
    return fields(methodOf(dialect), values);
  }

  private static URI address(OAuthDialect dialect) {
    var method = methodOf(dialect);
    var fields = fields(method, entered(dialect));
    var grant = method.oauth().orElseThrow();
    return new AuthorizationAddress(
            URI.create(grant.authorizationEndpoint(fields).orElseThrow()),
            CLIENT_ID,
            REDIRECT,
            fields.lines(OAuthGrant.SCOPES),
            Secret.of("fake-state"),
            grant.consent())
        .with(Secret.of(VERIFIER));
  }

  /** What a redirect says, by field. */
  static Map<String, String> received(AuthMethod method, Map<String, String> redirect) {
    var values = new LinkedHashMap<String, String>();
    method
        .oauth()
        .orElseThrow()
        .fromCallback()
        .forEach(
            (field, value) ->
                value
                    .of(redirect.getOrDefault(value.at(), ""))
                    .ifPresent(said -> values.put(field, said)));
    return values;
  }

  private static Map<String, Object> entered(OAuthDialect dialect) {
    var values = new LinkedHashMap<>(dialect.fields);
    values.put(OAuthGrant.CLIENT_ID, CLIENT_ID);
    values.put(OAuthGrant.CLIENT_SECRET, CLIENT_SECRET);
    return values;
  }

  private static Fields fields(AuthMethod method, Map<String, Object> values) {
    return TestCredentials.fields(method, values);
  }

  private static AuthMethod methodOf(OAuthDialect dialect) {
    return method(dialect.connector, dialect.method);
  }
}
