package io.mortise.runtime.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import io.mortise.runtime.auth.OutboundRequest;
import io.mortise.runtime.credential.Reveal;
import java.util.LinkedHashMap;
import java.util.List;

/** Writes the request of a {@link TokenCall} (RFC 6749, section 4.4.2). */
final class TokenMessage {
  private TokenMessage() {}

  static OutboundRequest of(TokenCall call) {
    var request = request(call).toHTTPRequest();
    var headers = new LinkedHashMap<String, List<String>>(request.getHeaderMap());
    headers.put("Accept", List.of("application/json"));
    return new OutboundRequest("POST", call.endpoint(), headers, request.getBody().getBytes(UTF_8));
  }

  private static TokenRequest request(TokenCall call) {
    var client = new ClientID(call.clientId());
    var grant = new ClientCredentialsGrant();
    var request =
        switch (call.authentication()) {
          case BASIC ->
              new TokenRequest.Builder(
                  call.endpoint(), new ClientSecretBasic(client, secret(call)), grant);
          case POST ->
              new TokenRequest.Builder(
                  call.endpoint(), new ClientSecretPost(client, secret(call)), grant);
          case NONE -> new TokenRequest.Builder(call.endpoint(), client, grant);
        };
    if (!call.scopes().isEmpty()) {
      request.scope(new Scope(call.scopes().toArray(String[]::new)));
    }
    if (call.audience() != null) {
      request.customParameter("audience", call.audience());
    }
    return request.build();
  }

  private static Secret secret(TokenCall call) {
    var secret = call.clientSecret();
    if (secret == null) {
      throw new IllegalArgumentException("This client authentication needs a client secret");
    }
    return new Secret(secret.reveal(Reveal.FOR_OUTBOUND_CALL));
  }
}
