package io.mortise.server.practice;

import io.mortise.server.practice.OAuthRefused.Code;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks a person for (RFC 6749, section 4.1.1; RFC 7636, section 4.3).
 *
 * @param redirectUri as the client gave it; null if it gave none
 */
record AuthorizationRequest(
    Set<PetScope> scopes, @Nullable String redirectUri, String codeChallenge) {
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

  /**
   * Checks what decides whether the client may be answered at all.
   *
   * @throws OAuthRefused which only the person may be told of
   */
  static void requireClient(Parameters given, PracticeClient client) {
    if (!given.get("client_id").equals(client.id())) {
      throw new OAuthRefused(
          Code.INVALID_CLIENT,
          "The Petstore does not know this client ID. Its start page shows the right one.");
    }
    if (given.find("redirect_uri").filter(address -> !client.redirectsTo(address)).isPresent()) {
      throw new OAuthRefused(
          Code.INVALID_REQUEST,
          "The redirect address differs from the one that is registered for this client.");
    }
  }

  /**
   * @throws OAuthRefused which the client is told of
   */
  static AuthorizationRequest read(Parameters given) {
    if (!given.get("response_type").equals("code")) {
      throw new OAuthRefused(
          Code.UNSUPPORTED_RESPONSE_TYPE, "The Petstore knows the response type code.");
    }
    String challenge = given.get("code_challenge");
    Optional<String> method = given.find("code_challenge_method");
    if (!method.equals(Optional.of("S256")) || !CHALLENGE.matcher(challenge).matches()) {
      throw new OAuthRefused(Code.INVALID_REQUEST, "The Petstore asks for PKCE with S256.");
    }
    return new AuthorizationRequest(
        PetScope.granted(given.find("scope")), given.find("redirect_uri").orElse(null), challenge);
  }
}
