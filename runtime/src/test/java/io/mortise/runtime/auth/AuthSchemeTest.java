package io.mortise.runtime.auth;

import static io.mortise.runtime.TestCredentials.fields;
import static io.mortise.runtime.TestCredentials.method;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.runtime.TestCredentials;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthSchemeTest {
  private static final List<String> HOSTS = List.of("api.acme.test");

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

    assertThat(stripe.scheme().apply(plain).orElseThrow().headers())
        .containsOnlyKeys("Authorization");
    assertThat(stripe.scheme().apply(connected).orElseThrow().headers())
        .containsEntry("Stripe-Account", "acct_1");
  }

  @Test
  void apply_databaseAndCertificate_leaveNothingForARequest() {
    var postgres = method("postgresql", "database");
    var login =
        fields(
            postgres,
            Map.of("host", "db.test", "database", "d", "username", "u", "password", "fake"));

    assertThat(postgres.scheme().apply(login)).isEmpty();
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
    return method.scheme().apply(fields(method, json)).orElseThrow();
  }

  private static Map<String, Object> also(Map<String, ?> json, String name, Object value) {
    return TestCredentials.with(json, name, value);
  }
}
