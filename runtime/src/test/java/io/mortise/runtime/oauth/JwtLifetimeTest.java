package io.mortise.runtime.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtLifetimeTest {
  @Test
  void of_claims_isTheTimeBetweenThem() {
    assertThat(JwtLifetime.of(jwt("{'iat':1764000000,'exp':1764003600}")))
        .contains(Duration.ofHours(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'exp':1764003600}",
        "{'iat':1764000000}",
        "{'iat':1764000000,'exp':1764000000}",
        "{'iat':1764000000,'exp':1}",
        "{'iat':'1764000000','exp':'1764003600'}",
        "{'iat':9223372036854775807,'exp':-9}",
        "[]",
        "null",
        "no json"
      })
  void of_otherClaims_isUnknown(String claims) {
    assertThat(JwtLifetime.of(jwt(claims))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "opaque", "00Dfake!AQ.x", "a.b.c.d.e", "a.***.c", ".."})
  void of_tokenInAnotherForm_isUnknown(String token) {
    assertThat(JwtLifetime.of(token)).isEmpty();
  }

  static String jwt(String claims) {
    var encoder = Base64.getUrlEncoder().withoutPadding();
    return "e30." + encoder.encodeToString(claims.replace('\'', '"').getBytes(UTF_8)) + ".c2ln";
  }
}
