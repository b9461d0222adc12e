package io.mortise.runtime.oauth;

import io.mortise.runtime.credential.Secret;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to a token endpoint for the grant <em>client credentials</em> (RFC 6749, section
 * 4.4.2).
 *
 * @param clientSecret null only for {@link ClientAuthentication#NONE}
 * @param audience the API that the token is for, where the service asks for it
 */
public record TokenCall(
    URI endpoint,
    ClientAuthentication authentication,
    String clientId,
    @Nullable Secret clientSecret,
    List<String> scopes,
    @Nullable String audience) {
  public TokenCall {
    scopes = List.copyOf(scopes);
  }
}
