package io.mortise.runtime.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.mortise.runtime.connector.oauth.Consent;
import io.mortise.runtime.credential.Reveal;
import io.mortise.runtime.credential.Secret;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Where a person is sent to agree (RFC 6749, section 4.1.1), with a code challenge (RFC 7636).
 *
 * @param endpoint the authorization endpoint; parameters that it has already stay
 * @param state comes back with the answer and ties it to the request
 * @param consent how the service wants to be asked
 */
public record AuthorizationAddress(
    URI endpoint,
    String clientId,
    URI redirectUri,
    List<String> scopes,
    Secret state,
    Consent consent) {
  public AuthorizationAddress {
    scopes = List.copyOf(scopes);
  }

  /**
   * @param verifier is not in the address, only its SHA-256
   */
  public URI with(Secret verifier) {
    var request =
        new AuthorizationRequest.Builder(ResponseType.CODE, new ClientID(clientId))
            .redirectionURI(redirectUri)
            .state(new State(state.reveal(Reveal.FOR_OUTBOUND_CALL)));
    if (consent.pkce()) {
      request.codeChallenge(
          new CodeVerifier(verifier.reveal(Reveal.FOR_OUTBOUND_CALL)), CodeChallengeMethod.S256);
    }
    var parameters = new LinkedHashMap<>(request.build().toParameters());
    if (!scopes.isEmpty()) {
      String joined = String.join(consent.scopeSeparator(), scopes);
      parameters.put(consent.scopeParameter(), List.of(joined));
    }
    consent.parameters().forEach((name, value) -> parameters.put(name, List.of(value)));
    String own = endpoint.getRawQuery() == null ? "?" : "&";
    return URI.create(endpoint + own + URLUtils.serializeParameters(parameters));
  }
}
