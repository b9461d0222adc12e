package io.mortise.runtime.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.mortise.runtime.auth.OutboundRequest;
import io.mortise.runtime.connector.oauth.ClientAuthentication;
import io.mortise.runtime.connector.oauth.TokenDialect;
import io.mortise.runtime.credential.Reveal;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes the request of a {@link TokenCall}. */
final class TokenMessage {
  private TokenMessage() {}

  static OutboundRequest of(TokenCall call) {
    return of(call.endpoint(), call.client(), request(call).toHTTPRequest(), call.dialect().body());
  }

  static OutboundRequest of(Revocation revocation) {
    var token = new RefreshToken(revocation.token().reveal(Reveal.FOR_OUTBOUND_CALL));
    var request =
        ClientProof.of(revocation.client(), revocation.endpoint())
            .map(proof -> new TokenRevocationRequest(revocation.endpoint(), proof, token))
            .orElseGet(
                () ->
                    new TokenRevocationRequest(
                        revocation.endpoint(), new ClientID(revocation.client().id()), token));
    return of(
        revocation.endpoint(),
        revocation.client(),
        request.toHTTPRequest(),
        TokenDialect.Body.FORM);
  }

  private static OutboundRequest of(
      URI endpoint, OAuthClient client, HTTPRequest request, TokenDialect.Body form) {
    var parameters = new LinkedHashMap<>(URLUtils.parseParameters(request.getBody()));
    if (client.authentication() == ClientAuthentication.PRIVATE_KEY_JWT) {
      // RFC 7521, section 4.2, leaves it to the client; some servers look the key up by it.
      parameters.put("client_id", List.of(client.id()));
    }
    var headers = new LinkedHashMap<String, List<String>>(request.getHeaderMap());
    headers.put("Accept", List.of("application/json"));
    if (form == TokenDialect.Body.JSON) {
      headers.put("Content-Type", List.of("application/json"));
      return new OutboundRequest("POST", endpoint, headers, json(parameters));
    }
    byte[] body = URLUtils.serializeParameters(parameters).getBytes(UTF_8);
    return new OutboundRequest("POST", endpoint, headers, body);
  }

  private static byte[] json(Map<String, List<String>> parameters) {
    var object = JsonMapper.shared().createObjectNode();
    parameters.forEach((name, values) -> object.put(name, values.getFirst()));
    return JsonMapper.shared().writeValueAsBytes(object);
  }

  private static TokenRequest request(TokenCall call) {
    var grant = grant(call.grant(), call.dialect().pkce());
    var request =
        ClientProof.of(call.client(), call.endpoint())
            .map(proof -> new TokenRequest.Builder(call.endpoint(), proof, grant))
            .orElseGet(
                () ->
                    new TokenRequest.Builder(
                        call.endpoint(), new ClientID(call.client().id()), grant));
    if (call.grant() instanceof TokenGrant.ClientCredentials(var scopes, var audience)) {
      if (!scopes.isEmpty()) {
        request.scope(new Scope(scopes.toArray(String[]::new)));
      }
      if (audience != null) {
        request.customParameter("audience", audience);
      }
    }
    if (call.grant() instanceof TokenGrant.Code) {
      call.dialect().codeParameters().forEach(request::customParameter);
    }
    return request.build();
  }

  private static AuthorizationGrant grant(TokenGrant grant, boolean pkce) {
    return switch (grant) {
      case TokenGrant.ClientCredentials credentials -> new ClientCredentialsGrant();
      case TokenGrant.Code(var code, var redirectUri, var verifier) ->
          new AuthorizationCodeGrant(
              new AuthorizationCode(code.reveal(Reveal.FOR_OUTBOUND_CALL)),
              redirectUri,
              verifier == null || !pkce
                  ? null
                  : new CodeVerifier(verifier.reveal(Reveal.FOR_OUTBOUND_CALL)));
      case TokenGrant.Refresh(var token) ->
          new RefreshTokenGrant(new RefreshToken(token.reveal(Reveal.FOR_OUTBOUND_CALL)));
    };
  }
}
