package io.mortise.server.practice;

import java.util.List;
import java.util.Map;

/** How clients find the endpoints (RFC 8414). */
final class ServerMetadata {
  static final String PATH = "/.well-known/oauth-authorization-server";
  static final String AUTHORIZE = "/oauth/authorize";
  static final String TOKEN = "/oauth/token";
  static final String REVOKE = "/oauth/revoke";

  private static final List<String> CLIENT_AUTHENTICATIONS =
      List.of("client_secret_basic", "client_secret_post");

  private ServerMetadata() {}

  static Map<String, Object> of(String issuer) {
    return Map.ofEntries(
        Map.entry("issuer", issuer),
        Map.entry("authorization_endpoint", issuer + AUTHORIZE),
        Map.entry("token_endpoint", issuer + TOKEN),
        Map.entry("revocation_endpoint", issuer + REVOKE),
        Map.entry("scopes_supported", PetScope.all()),
        Map.entry("response_types_supported", List.of("code")),
        Map.entry("response_modes_supported", List.of("query")),
        Map.entry("grant_types_supported", List.of("authorization_code", "refresh_token")),
        Map.entry("code_challenge_methods_supported", List.of("S256")),
        Map.entry("token_endpoint_auth_methods_supported", CLIENT_AUTHENTICATIONS),
        Map.entry("revocation_endpoint_auth_methods_supported", CLIENT_AUTHENTICATIONS),
        Map.entry("authorization_response_iss_parameter_supported", true));
  }
}
