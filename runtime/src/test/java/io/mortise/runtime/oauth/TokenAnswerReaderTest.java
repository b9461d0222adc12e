package io.mortise.runtime.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.runtime.call.CallAnswer;
import io.mortise.runtime.connector.oauth.IssuedValue;
import io.mortise.runtime.connector.oauth.TokenDialect;
import io.mortise.runtime.connector.oauth.TokenLifetime;
import io.mortise.runtime.connector.oauth.TokenPlaces;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad answers and bad luck. Single quotes stand for double ones. */
class TokenAnswerReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          200 | {'error':'invalid_grant'}                             | GRANT
          200 | {'ok':false,'error':'something_new'}                  | REQUEST
          200 | {'error':'invalid_grant','access_token':'t'}          | GRANT
          400 | {'error':'invalid_client'}                            | CLIENT
          401 | {'error':'invalid_client'}                            | CLIENT
          400 | {'error':'invalid_scope'}                             | SCOPE
          400 | {'error':'unauthorized_client'}                       | CLIENT_NOT_ALLOWED
          400 | {'error':'slow_down'}                                 | RATE_LIMITED
          429 | {'error':'invalid_grant'}                             | RATE_LIMITED
          429 | Too many requests                                     | RATE_LIMITED
          500 | {'error':'invalid_grant'}                             | UNEXPECTED
          502 | <html>Bad gateway</html>                              | UNEXPECTED
          503 | ``                                                    | UNEXPECTED
          503 | {'access_token':'t'}                                  | UNEXPECTED
          200 | <html>Please log in</html>                            | UNEXPECTED
          200 | ``                                                    | UNEXPECTED
          200 | null                                                  | UNEXPECTED
          200 | []                                                    | UNEXPECTED
          200 | [{'access_token':'t'}]                                | UNEXPECTED
          200 | {'access_token':'t'                                   | UNEXPECTED
          200 | {}                                                    | UNEXPECTED
          200 | {'access_token':null}                                 | UNEXPECTED
          200 | {'access_token':''}                                   | UNEXPECTED
          200 | {'access_token':7}                                    | UNEXPECTED
          200 | {'access_token':{'value':'t'}}                        | UNEXPECTED
          200 | {'access_token':'a b'}                                | UNEXPECTED
          200 | {'access_token':'a\\r\\nX-Injected: 1'}               | UNEXPECTED
          302 | {'access_token':'t'}                                  | UNEXPECTED
          400 | {'error':{'code':190}}                                | UNEXPECTED
          404 | <html>Not found</html>                                | UNEXPECTED
          """)
  void answer_withoutAToken_isRefusedWithItsCause(
      int status, String body, TokenRefused.Cause cause) {
    var refused = refused(status, body, Map.of());

    assertThat(refused).as(body).isNotNull();
    assertThat(refused.reason()).isEqualTo(cause);
    assertThat(refused.httpStatus()).isEqualTo(status);
  }

  @Test
  void answer_withATokenThatNoHeaderCanCarry_isRefused() {
    assertThat(refused(200, "{'access_token':'" + "t".repeat(16_385) + "'}", Map.of()).reason())
        .isEqualTo(TokenRefused.Cause.UNEXPECTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30                            | 30
          999999                        | 999999
          soon                          |
          -1                            |
          9999999                       |
          Wed, 21 Oct 2026 07:28:00 GMT |
          """)
  void retryAfter_inSeconds_isTheWait(String header, @Nullable Long seconds) {
    var refused = refused(429, "{}", Map.of("retry-after", List.of(header)));

    assertThat(refused.retryAfter().map(Duration::toSeconds))
        .isEqualTo(Optional.ofNullable(seconds));
  }

  @Test
  void retryAfter_givenTwice_isIgnored() {
    var refused = refused(429, "{}", Map.of("retry-after", List.of("30", "60")));

    assertThat(refused.retryAfter()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                          |
          'expires_in':3600           | 3600
          'expires_in':'3600'         | 3600
          'expires_in':' 3600 '       | 3600
          'expires_in':3599.9         | 3599
          'expires_in':0              |
          'expires_in':'0'            |
          'expires_in':-1             |
          'expires_in':null           |
          'expires_in':true           |
          'expires_in':'never'        |
          'expires_in':[3600]         |
          'expires_in':999999999      | 315360000
          'expires_in':99999999999999 |
          'expires_in':1e400          |
          """)
  void lifetime_asServicesWriteIt_isReadOrUnknown(String member, @Nullable Long seconds) {
    var body = "{'access_token':'t'" + (member.isEmpty() ? "" : "," + member) + "}";

    assertThat(seconds(body, TokenDialect.STANDARD)).isEqualTo(seconds);
  }

  @Test
  void lifetime_thatNothingNames_isTheOneOfTheConnector() {
    var dialect = lifetime(TokenLifetime.Source.ANSWER, Duration.ofHours(2));

    assertThat(seconds("{'access_token':'t'}", dialect)).isEqualTo(7_200L);
    assertThat(seconds("{'access_token':'t','expires_in':60}", dialect)).isEqualTo(60L);
    // The service says that it does not end.
    assertThat(seconds("{'access_token':'t','expires_in':0}", dialect)).isNull();
  }

  @Test
  void lifetime_ofAJwt_isReadOnlyWhereTheConnectorSaysSo() {
    var token = JwtLifetimeTest.jwt("{'iat':1764000000,'exp':1764000900}");
    var body = "{'access_token':'" + token + "'}";

    assertThat(seconds(body, TokenDialect.STANDARD)).isNull();
    assertThat(seconds(body, lifetime(TokenLifetime.Source.JWT, null))).isEqualTo(900L);
    assertThat(
            seconds(
                "{'access_token':'opaque'}",
                lifetime(TokenLifetime.Source.JWT, Duration.ofHours(1))))
        .isEqualTo(3_600L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'access_token':'t'}",
        "{'access_token':'t','refresh_token':null}",
        "{'access_token':'t','refresh_token':''}",
        "{'access_token':'t','refresh_token':7}",
        "{'access_token':'t','refresh_token':'a b'}"
      })
  void refreshToken_thatIsNone_isNone(String body) {
    assertThat(read(body, TokenDialect.STANDARD).refreshToken()).isNull();
  }

  @Test
  void scopes_inEachForm_areRead() {
    assertThat(scopes("'scope':'a b'")).containsExactly("a", "b");
    assertThat(scopes("'scope':'a,b'")).containsExactly("a", "b");
    assertThat(scopes("'scope':['a','b','a']")).containsExactly("a", "b");
    assertThat(scopes("'scope':''")).isEmpty();
    assertThat(scopes("'scope':7")).isNull();
    assertThat(scopes("'other':'a'")).isNull();
    assertThat(scopes("'scope':'a \\u0000 " + "x".repeat(201) + "'")).containsExactly("a");
  }

  @Test
  void form_inPlaceOfJson_isRead() {
    var answer =
        new CallAnswer(
            200,
            Map.of("content-type", List.of("application/x-www-form-urlencoded; charset=utf-8")),
            "access_token=gho_fake&scope=repo%2Cuser&token_type=bearer&%zz&empty".getBytes(UTF_8),
            0);

    try (var token = TokenAnswerReader.read(answer, TokenDialect.STANDARD)) {
      assertThat(token.scopes()).containsExactly("repo", "user");
    }
  }

  @Test
  void tokenOfAnotherType_isNotTaken() {
    var places =
        new TokenPlaces(
            Optional.of("/user"), Optional.of("user"), "/scope", "/expires_in", Optional.empty());
    var dialect = dialect(places, TokenLifetime.STANDARD, Map.of());

    assertThat(refusal("{'access_token':'b','token_type':'bot'}", dialect))
        .isEqualTo(TokenRefused.Cause.UNEXPECTED);
    assertThat(refusal("{'access_token':'b','user':{'id':'1'}}", dialect))
        .isEqualTo(TokenRefused.Cause.UNEXPECTED);
    assertThat(refusal("{'access_token':'u','token_type':'User'}", dialect)).isNull();
  }

  @Test
  void issuedValues_ofAnotherForm_areLeftOut() {
    var dialect =
        dialect(
            TokenPlaces.STANDARD,
            TokenLifetime.STANDARD,
            Map.of(
                "host", new IssuedValue("/url", IssuedValue.Form.HOST),
                "id", new IssuedValue("/id", IssuedValue.Form.TEXT)));

    assertThat(issued("'url':'https://A.acme.test/','id':7", dialect))
        .isEqualTo(Map.of("host", "a.acme.test", "id", "7"));
    assertThat(issued("'url':'http://a.acme.test','id':{'a':1}", dialect)).isEmpty();
    assertThat(issued("'url':'https://x@a.acme.test'", dialect)).isEmpty();
    assertThat(issued("'url':'https://a.acme.test:8443'", dialect)).isEmpty();
    assertThat(issued("'url':'https://a b'", dialect)).isEmpty();
    assertThat(issued("'url':null", dialect)).isEmpty();
  }

  private static @Nullable List<String> scopes(String member) {
    return read("{'access_token':'t'," + member + "}", TokenDialect.STANDARD).scopes();
  }

  private static Map<String, String> issued(String members, TokenDialect dialect) {
    return read("{'access_token':'t'," + members + "}", dialect).fields();
  }

  private static @Nullable Long seconds(String body, TokenDialect dialect) {
    var lifetime = read(body, dialect).lifetime();
    return lifetime == null ? null : lifetime.toSeconds();
  }

  private static TokenDialect lifetime(TokenLifetime.Source source, @Nullable Duration otherwise) {
    return dialect(TokenPlaces.STANDARD, new TokenLifetime(source, otherwise), Map.of());
  }

  private static TokenDialect dialect(
      TokenPlaces places, TokenLifetime lifetime, Map<String, IssuedValue> issued) {
    return new TokenDialect(
        TokenDialect.Body.FORM, true, Map.of(), places, lifetime, Map.of(), issued);
  }

  private static TokenRefused.@Nullable Cause refusal(String body, TokenDialect dialect) {
    var refused = catchThrowableOfType(TokenRefused.class, () -> read(body, dialect));
    return refused == null ? null : refused.reason();
  }

  private static TokenRefused refused(int status, String body, Map<String, List<String>> headers) {
    return catchThrowableOfType(
        TokenRefused.class,
        () -> TokenAnswerReader.read(answer(status, body, headers), TokenDialect.STANDARD));
  }

  private static IssuedToken read(String body, TokenDialect dialect) {
    return TokenAnswerReader.read(answer(200, body, Map.of()), dialect);
  }

  private static CallAnswer answer(int status, String body, Map<String, List<String>> headers) {
    return new CallAnswer(status, headers, body.replace('\'', '"').getBytes(UTF_8), 0);
  }
}
