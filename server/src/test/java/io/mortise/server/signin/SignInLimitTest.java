package io.mortise.server.signin;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.server.kernel.Refused;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class SignInLimitTest {
  private final SignInLimit limit = new SignInLimit(Clock.systemUTC());

  @Test
  void take_addressesOfOneIpv6Network_countTogether() {
    for (int i = 1; i <= 10; i++) {
      limit.signIn("2001:db8:1:2::" + i, "mia@example.test", null).close();
    }

    assertThatThrownBy(() -> limit.signIn("2001:db8:1:2:ffff::1", "mia@example.test", null).close())
        .isInstanceOf(Refused.class);
    assertThatCode(() -> limit.signIn("2001:db8:1:3::1", "mia@example.test", null).close())
        .doesNotThrowAnyException();
  }

  @Test
  void take_ipv4Addresses_countEach() {
    for (int i = 1; i <= 10; i++) {
      limit.signIn("192.0.2.1", "mia@example.test", null).close();
    }

    assertThatThrownBy(() -> limit.signIn("192.0.2.1", "mia@example.test", null).close())
        .isInstanceOf(Refused.class);
    assertThatCode(() -> limit.signIn("192.0.2.2", "mia@example.test", null).close())
        .doesNotThrowAnyException();
  }
}
