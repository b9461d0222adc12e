package io.mortise.server.practice;

import io.mortise.server.practice.OAuthRefused.Code;
import java.io.IOException;
import java.util.Map;

/** The token endpoint (RFC 6749, section 3.2) and the revocation endpoint (RFC 7009). */
final class TokenEndpoint {
  private final ClientAuthenticator clients;
  private final AuthorizationCodes codes;
  private final Connections connections;

  TokenEndpoint(ClientAuthenticator clients, AuthorizationCodes codes, Connections connections) {
    this.clients = clients;
    this.codes = codes;
    this.connections = connections;
  }

  void token(Exchange exchange) throws IOException {
    // RFC 6749, section 5.1
    exchange.with("Cache-Control", "no-store").with("Pragma", "no-cache");
    try {
      exchange.json(200, answer(issue(authenticatedForm(exchange))));
    } catch (OAuthRefused refused) {
      refuse(exchange, refused);
    }
  }

  void revoke(Exchange exchange) throws IOException {
    try {
      connections.revoke(authenticatedForm(exchange).get("token"));
      exchange.empty(200);
    } catch (OAuthRefused refused) {
      refuse(exchange, refused);
    }
  }

  private Parameters authenticatedForm(Exchange exchange) throws IOException {
    var form = exchange.form();
    clients.require(exchange.header("Authorization"), form);
    return form;
  }

  private Connections.Issued issue(Parameters form) {
    return switch (form.get("grant_type")) {
      case "authorization_code" ->
          codes.exchange(
              form.get("code"),
              new AuthorizationCodes.Proof(
                  form.find("redirect_uri").orElse(null), form.find("code_verifier").orElse(null)));
      case "refresh_token" -> connections.refresh(form.get("refresh_token"), form.find("scope"));
      default ->
          throw new OAuthRefused(
              Code.UNSUPPORTED_GRANT_TYPE,
              "The Petstore knows the grants authorization_code and refresh_token.");
    };
  }

  private static Map<String, Object> answer(Connections.Issued issued) {
    return Map.of(
        "access_token",
        issued.accessToken(),
        "token_type",
        "Bearer",
        "expires_in",
        Connections.ACCESS_TOKEN_TTL.toSeconds(),
        "refresh_token",
        issued.refreshToken(),
        "scope",
        PetScope.join(issued.scopes()));
  }

  /** RFC 6749, section 5.2. */
  private static void refuse(Exchange exchange, OAuthRefused refused) throws IOException {
    boolean client = refused.code() == Code.INVALID_CLIENT;
    if (client) {
      exchange.with("WWW-Authenticate", "Basic realm=\"Petstore\"");
    }
    exchange.json(
        client ? 401 : 400,
        Map.of("error", refused.code().wire(), "error_description", refused.description()));
  }
}
