package io.mortise.runtime.protocol.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.probe.Reason;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostgresFailuresTest {
  @Test
  void reason_ofEachState_isTheOneThatHelps() {
    assertThat(reason("28P01", null)).isEqualTo(Reason.UNAUTHORIZED);
    assertThat(reason("28000", null)).isEqualTo(Reason.UNAUTHORIZED);
    assertThat(reason("3D000", null)).isEqualTo(Reason.NOT_FOUND);
    assertThat(reason("42501", null)).isEqualTo(Reason.MISSING_PERMISSION);
    assertThat(reason("53300", null)).isEqualTo(Reason.RATE_LIMITED);
    assertThat(reason("08001", new ConnectException("x"))).isEqualTo(Reason.NETWORK);
    assertThat(reason("08006", new SSLHandshakeException("x"))).isEqualTo(Reason.TLS);
    assertThat(reason("08006", new SocketTimeoutException("x"))).isEqualTo(Reason.TIMEOUT);
    assertThat(reason("08004", null)).isEqualTo(Reason.TLS);
    assertThat(reason(null, null)).isEqualTo(Reason.UNEXPECTED);
  }

  @Test
  void finding_serversWords_areNotRepeated() {
    var finding =
        PostgresFailures.finding(new SQLException("database \"secret-name\" is gone", "3D000"));

    assertThat(finding.toString()).doesNotContain("secret-name");
  }

  @Test
  void tls_off_onlyWhereAllowed() {
    assertThat(PostgresTls.of(mode("disable"), false)).isEmpty();
    assertThat(PostgresTls.of(mode("disable"), true)).isPresent();
    assertThat(PostgresTls.of(mode("prefer"), false).orElseThrow().mode()).isEqualTo("require");
    assertThat(PostgresTls.of(mode("verify-full"), false).orElseThrow().mode())
        .isEqualTo("verify-full");
    assertThat(PostgresTls.of(Fields.none(), false).orElseThrow().mode()).isEqualTo("verify-full");
  }

  private static Reason reason(@Nullable String state, @Nullable Exception cause) {
    return PostgresFailures.reason(new SQLException("x", state, cause));
  }

  private static Fields mode(String mode) {
    return new Fields(Map.of("tlsMode", new FieldValue.Text(mode)));
  }
}
