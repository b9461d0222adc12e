package io.mortise.runtime.auth;

import static io.mortise.runtime.TestCredentials.fields;
import static io.mortise.runtime.TestCredentials.method;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.runtime.TestCredentials;
import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AuthSchemeTest {
  private static final List<String> HOSTS = List.of("api.acme.test");

  private static final Map<String, List<String>> CALLERS =
      Map.of("authorization", List.of("caller's"));

  private static final Fields FIELDS =
      new Fields(
          Map.of(
              "user", new FieldValue.Text("u"),
              "version", new FieldValue.Text("2"),
              "secret", new FieldValue.Hidden(Secret.of("fake")),
              "map",
                  new FieldValue.HiddenMap(
                      Map.of("X-One", Secret.of("fake-1")), Map.of("X-Two", "plain"))));

  /** What a scheme makes of one request, and which fields it says it reads. */
  private record Row(
      AuthScheme scheme, String target, Map<String, List<String>> headers, Set<String> reads) {}

  private static final List<Row> ROWS =
      List.of(
          row(new BasicScheme(t("{user}"), t("{secret}")), "Basic dTpmYWtl", "user", "secret"),
          row(new BasicScheme(t("{user}"), t("{gone}")), "Basic dTo=", "user", "gone"),
          row(new BearerScheme(t("{secret}")), "Bearer fake", "secret"),
          new Row(new BearerScheme(t("{gone}")), "/x?a=1", CALLERS, Set.of("gone")),
          new Row(
              new ApiKeyScheme(t("query"), t("a"), t(""), t("{secret}")),
              "/x?a=fake",
              CALLERS,
              Set.of("secret")),
          row(
              new ApiKeyScheme(t("header"), t("Authorization"), t("Key"), t("{secret}")),
              "Key fake",
              "secret"),
          new Row(
              new CustomHeadersScheme("map"),
              "/x?a=1",
              Map.of(
                  "authorization", List.of("caller's"),
                  "X-One", List.of("fake-1"),
                  "X-Two", List.of("plain")),
              Set.of("map")),
          row(
              new AccompaniedScheme(
                  new BearerScheme(t("{secret}")), Map.of("X-Absent", t("{gone}"))),
              "Bearer fake",
              "secret",
              "gone"),
          row(
              new AccompaniedScheme(
                  new BearerScheme(t("{secret}")), Map.of("Authorization", t("v{version}"))),
              "v2",
              "secret",
              "version"),
          new Row(
              new CertificateScheme(t("{secret}"), t("{key?}"), t("{pass?}")),
              "/x?a=1",
              CALLERS,
              Set.of("secret", "key", "pass")),
          row(
              new AccompaniedScheme(
                  new CertificateScheme(t("{secret}"), t("{key?}"), t("")),
                  Map.of("Authorization", t("v{version}"))),
              "v2",
              "secret",
              "key",
              "version"),
          row(
              new AccompaniedScheme(
                  new AccompaniedScheme(new NoScheme(), Map.of("authorization", t("inner"))),
                  Map.of("Authorization", t("outer"))),
              "outer"),
          new Row(
              new DatabaseScheme(t("{user}"), t("{secret}")),
              "/x?a=1",
              CALLERS,
              Set.of("user", "secret")),
          new Row(new NoScheme(), "/x?a=1", CALLERS, Set.of()));

  @TestFactory
  Stream<DynamicTest> apply_everyScheme_overTheCallersRequest() {
    return ROWS.stream()
        .map(row -> DynamicTest.dynamicTest(row.scheme().toString(), () -> check(row)));
  }

  private static void check(Row row) {
    var request =
        new OutboundRequest("GET", URI.create("https://api.acme.test/x?a=1"), CALLERS, null);

    var applied = row.scheme().apply(request, FIELDS);

    assertThat(applied.uri()).hasToString("https://api.acme.test" + row.target());
    assertThat(applied.headers()).isEqualTo(row.headers());
    assertThat(applied.method()).isEqualTo("GET");
    assertThat(row.scheme().fields()).isEqualTo(row.reads());
  }

  /** A row of a scheme that sets the header {@code Authorization}. */
  private static Row row(AuthScheme scheme, String value, String... reads) {
    return new Row(scheme, "/x?a=1", Map.of("Authorization", List.of(value)), Set.of(reads));
  }

  private static Template t(String source) {
    return Template.parse(source);
  }

  @Test
  void login_accompaniedDatabase_isTheDatabases() {
    var database = new DatabaseScheme(t("{user}"), t("{secret}"));

    assertThat(new AccompaniedScheme(database, Map.of()).login(FIELDS))
        .contains(new Login("u", "fake"));
    assertThat(new NoScheme().login(FIELDS)).isEmpty();
  }

  @Test
  void requireUsable_valuesThatCannotStand_areRefused() {
    var key = new CertificateScheme(t("{secret}"), t("{key?}"), t(""));
    var header = Map.of("X-Bad", t("line\nbreak"));

    for (var scheme :
        List.of(key, new AccompaniedScheme(key, Map.of()), new BearerScheme(t("\n")))) {
      assertThatThrownBy(() -> scheme.requireUsable(FIELDS)).isInstanceOf(UnusableAuth.class);
    }
    var database = new DatabaseScheme(t("{user}"), t("{secret}"));
    for (var scheme : List.of(new NoScheme(), database)) {
      assertThatThrownBy(() -> new AccompaniedScheme(scheme, header).requireUsable(FIELDS))
          .isInstanceOf(UnusableAuth.class);
    }
  }

  @Test
  void apply_basic_followsRfc7617() {
    var applied =
        apply("basic", Map.of("username", "test", "password", "123£", "allowedHosts", HOSTS));

    assertThat(applied.headers())
        .containsExactly(Map.entry("Authorization", "Basic dGVzdDoxMjPCow=="));
    assertThat(applied.toString()).contains("Authorization").doesNotContain("dGVzd");
  }

  @Test
  void apply_apiKey_goesWhereItIsTold() {
    var key = Map.of("key", "fake", "allowedHosts", HOSTS);

    assertThat(apply("api_key", key).headers()).containsExactly(Map.entry("X-Api-Key", "fake"));
    assertThat(apply("api_key", also(key, "in", "query")).query())
        .containsExactly(Map.entry("X-Api-Key", "fake"));
    assertThat(apply("api_key", also(key, "prefix", "Token ")).headers())
        .containsValue("Token fake");
    assertThat(apply("api_key", also(key, "prefix", "key=")).headers()).containsValue("key=fake");
  }

  @Test
  void apply_accompanyingHeaders_onlyWhereTheirFieldIsGiven() {
    var stripe = method("stripe", "api_key");
    var plain = fields(stripe, Map.of("key", "rk_test_fake"));
    var connected = fields(stripe, Map.of("key", "rk_test_fake", "account", "acct_1"));

    assertThat(stripe.scheme().additions(plain).orElseThrow().headers())
        .containsOnlyKeys("Authorization");
    assertThat(stripe.scheme().additions(connected).orElseThrow().headers())
        .containsEntry("Stripe-Account", "acct_1");
  }

  @Test
  void additions_accompanyingHeaders_overrideTheSchemesAndCountBesideAnyScheme() {
    var headers = Map.of("authorization", t("v{version}"));
    var certificate = new CertificateScheme(t("{secret}"), t("{key?}"), t(""));

    for (var scheme : List.of(new BearerScheme(t("{secret}")), certificate)) {
      var added = new AccompaniedScheme(scheme, headers).additions(FIELDS).orElseThrow();
      assertThat(added.headers()).containsExactly(Map.entry("authorization", "v2"));
    }
    assertThat(new AccompaniedScheme(certificate, Map.of("X-A", t("{gone}"))).additions(FIELDS))
        .isEmpty();
  }

  @Test
  void apply_databaseAndCertificate_leaveNothingForARequest() {
    var postgres = method("postgresql", "database");
    var login =
        fields(
            postgres,
            Map.of("host", "db.test", "database", "d", "username", "u", "password", "fake"));

    assertThat(postgres.scheme().additions(login)).isEmpty();
    assertThat(postgres.scheme().login(login).orElseThrow().password()).isEqualTo("fake");
    assertThat(postgres.scheme().login(login).orElseThrow().toString()).doesNotContain("fake");
  }

  @Test
  void appliedAuth_lineBreaks_neverStand() {
    assertThatThrownBy(() -> AppliedAuth.header("X-A", "a\r\nX-B: c"))
        .isInstanceOf(UnusableAuth.class)
        .hasMessageNotContaining("X-B");
    assertThatThrownBy(() -> AppliedAuth.header("X-A: b\r\nX-C", "a"))
        .isInstanceOf(UnusableAuth.class);
  }

  @Test
  void template_strayBrace_isRefused() {
    assertThatThrownBy(() -> Template.parse("{a b}")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Template.parse("a}")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void template_publicFilling_neverHoldsASecret() {
    var fields = fields(method("http", "bearer"), Map.of("token", "fake", "allowedHosts", HOSTS));

    assertThat(Template.parse("x{token}").fill(fields)).isEmpty();
    assertThat(Template.parse("x{token?}").fill(fields)).contains("x");
  }

  private static AppliedAuth apply(String id, Map<String, ?> json) {
    var method = method("http", id);
    return method.scheme().additions(fields(method, json)).orElseThrow();
  }

  private static Map<String, Object> also(Map<String, ?> json, String name, Object value) {
    return TestCredentials.with(json, name, value);
  }
}
