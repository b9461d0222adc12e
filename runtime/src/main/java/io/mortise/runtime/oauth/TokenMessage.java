package io.mortise.runtime.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.mortise.runtime.auth.OutboundRequest;
import io.mortise.runtime.connector.oauth.TokenDialect;
import io.mortise.runtime.credential.Reveal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes the request of a {@link TokenCall}. */
final class TokenMessage {
  private TokenMessage() {}

  static OutboundRequest of(TokenCall call) {
    var request = request(call).toHTTPRequest();
    var headers = new LinkedHashMap<String, List<String>>(request.getHeaderMap());
    headers.put("Accept", List.of("application/json"));
    byte[] body = request.getBody().getBytes(UTF_8);
    if (call.dialect().body() == TokenDialect.Body.JSON) {
      headers.put("Content-Type", List.of("application/json"));
      body = json(URLUtils.parseParameters(request.getBody()));
    }
    return new OutboundRequest("POST", call.endpoint(), headers, body);
  }

  private static byte[] json(Map<String, List<String>> parameters) {
    var object = JsonMapper.shared().createObjectNode();
    parameters.forEach((name, values) -> object.put(name, values.getFirst()));
    return JsonMapper.shared().writeValueAsBytes(object);
  }

  private static TokenRequest request(TokenCall call) {
    var client = new ClientID(call.client().id());
    var grant = grant(call.grant());
    var request =
        switch (call.client().authentication()) {
          case BASIC ->
              new TokenRequest.Builder(
                  call.endpoint(), new ClientSecretBasic(client, secret(call.client())), grant);
          case POST ->
              new TokenRequest.Builder(
                  call.endpoint(), new ClientSecretPost(client, secret(call.client())), grant);
          case NONE -> new TokenRequest.Builder(call.endpoint(), client, grant);
        };
    if (call.grant() instanceof TokenGrant.ClientCredentials(var scopes, var audience)) {
      if (!scopes.isEmpty()) {
        request.scope(new Scope(scopes.toArray(String[]::new)));
      }
      if (audience != null) {
        request.customParameter("audience", audience);
      }
    }
    return request.build();
  }

  private static AuthorizationGrant grant(TokenGrant grant) {
    return switch (grant) {
      case TokenGrant.ClientCredentials credentials -> new ClientCredentialsGrant();
      case TokenGrant.Code(var code, var redirectUri, var verifier) ->
          new AuthorizationCodeGrant(
              new AuthorizationCode(code.reveal(Reveal.FOR_OUTBOUND_CALL)),
              redirectUri,
              verifier == null
                  ? null
                  : new CodeVerifier(verifier.reveal(Reveal.FOR_OUTBOUND_CALL)));
      case TokenGrant.Refresh(var token) ->
          new RefreshTokenGrant(new RefreshToken(token.reveal(Reveal.FOR_OUTBOUND_CALL)));
    };
  }

  private static Secret secret(OAuthClient client) {
    var secret = client.secret();
    if (secret == null) {
      throw new IllegalArgumentException("This client authentication needs a client secret");
    }
    return new Secret(secret.reveal(Reveal.FOR_OUTBOUND_CALL));
  }
}
