package io.mortise.runtime.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.runtime.TestService;
import io.mortise.runtime.TestService.Answer;
import io.mortise.runtime.TestTls;
import io.mortise.runtime.call.CallLimits;
import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.connector.oauth.ClientAuthentication;
import io.mortise.runtime.connector.oauth.TokenDialect;
import io.mortise.runtime.credential.Secret;
import io.mortise.runtime.net.ServiceFailed;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of a token endpoint that are none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenClientTest {
  private static final int MAX_BODY = 1_000;
  private static final URI ENDPOINT = URI.create("https://login.acme.test/token");

  private TestService service;
  private TokenClient client;

  @BeforeAll
  void start() throws IOException {
    service = TestService.secured(TestTls.forHosts("login.acme.test"));
    var limits = new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), MAX_BODY);
    client = new TokenClient(new ConnectorCall(TestService.LOOPBACK, limits, service.network()));
  }

  @AfterAll
  void stop() {
    client.close();
    service.close();
  }

  @Test
  void request_answerThatIsTooLarge_fails() {
    service.answers(Answer.of(200, "{\"access_token\":\"t\"}" + " ".repeat(MAX_BODY)));

    assertThat(failure(ENDPOINT)).isEqualTo(ServiceFailed.Failure.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void request_redirectToAnotherHost_showsItNothing(int status) {
    service.answers(Answer.of(status, "", "Location", "https://evil.test/token"));

    var refused = catchThrowableOfType(TokenRefused.class, () -> ask(ENDPOINT));

    assertThat(refused.reason()).isEqualTo(TokenRefused.Cause.UNEXPECTED);
    assertThat(service.asked()).hasSize(1);
  }

  @Test
  void request_hostWithAnotherCertificate_showsItNothing() {
    service.answers(Answer.of(200, "{\"access_token\":\"t\"}"));

    assertThat(failure(URI.create("https://other.acme.test/token")))
        .isEqualTo(ServiceFailed.Failure.TLS);
    assertThat(service.asked()).isEmpty();
  }

  private ServiceFailed.Failure failure(URI endpoint) {
    return catchThrowableOfType(ServiceFailed.class, () -> ask(endpoint)).failure();
  }

  private void ask(URI endpoint) {
    client
        .request(
            new TokenCall(
                endpoint,
                new OAuthClient(
                    "fake-client", Secret.of("fake-secret"), null, ClientAuthentication.BASIC),
                new TokenGrant.Refresh(Secret.of("fake-refresh")),
                TokenDialect.STANDARD))
        .close();
  }
}
