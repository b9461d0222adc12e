package io.mortise.runtime.oauth;

import io.mortise.runtime.credential.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An access token as a token endpoint issued it (RFC 6749, section 5.1).
 *
 * @param refreshToken null if none was issued
 * @param lifetime null if the answer names none
 * @param scopes the granted scopes; null if the answer names none, so that they are those asked for
 * @param fields what the answer says beside it, by the field that {@link
 *     io.mortise.runtime.connector.oauth.TokenDialect#issued} names; never a secret
 */
public record IssuedToken(
    Secret accessToken,
    @Nullable Secret refreshToken,
    @Nullable Duration lifetime,
    @Nullable List<String> scopes,
    Map<String, String> fields)
    implements AutoCloseable {
  /** A second one, which has to be closed, too. */
  public IssuedToken copy() {
    return new IssuedToken(
        accessToken.copy(),
        refreshToken == null ? null : refreshToken.copy(),
        lifetime,
        scopes,
        fields);
  }

  @Override
  public void close() {
    accessToken.close();
    if (refreshToken != null) {
      refreshToken.close();
    }
  }
}
