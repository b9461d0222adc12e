package io.mortise.runtime.oauth;

import io.mortise.runtime.auth.NoScheme;
import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.net.HostAndPort;
import io.mortise.runtime.net.ServiceFailed;
import java.util.List;

/** Asks token endpoints for access tokens. Safe for many threads. */
public final class TokenClient implements AutoCloseable {
  private final ConnectorCall call;

  /**
   * @param call sends the requests; it is closed with this client
   */
  public TokenClient(ConnectorCall call) {
    this.call = call;
  }

  @Override
  public void close() {
    call.close();
  }

  /**
   * Asks for a token at exactly this endpoint; redirects to another host are not followed.
   *
   * @throws TokenRefused if the endpoint answered without a token
   * @throws ServiceFailed if it did not answer
   */
  public IssuedToken request(TokenCall wanted) {
    var host = HostAndPort.of(wanted.endpoint());
    // Nothing of the answer is handed on but the token, so nothing in it has to be masked.
    return TokenAnswerReader.read(
        call.send(
            TokenMessage.of(wanted),
            new NoScheme(),
            Fields.none(),
            List.of(host.name() + ":" + host.port())),
        wanted.dialect());
  }

  /**
   * Ends an authorization at the service.
   *
   * @throws TokenRefused if the endpoint refused; a token that it does not know is as good as ended
   *     (RFC 7009, section 2.2)
   * @throws ServiceFailed if it did not answer
   */
  public void revoke(Revocation revocation) {
    var host = HostAndPort.of(revocation.endpoint());
    var answer =
        call.send(
            TokenMessage.of(revocation),
            new NoScheme(),
            Fields.none(),
            List.of(host.name() + ":" + host.port()));
    if (answer.status() / 100 != 2) {
      throw TokenAnswerReader.refused(answer);
    }
  }
}
