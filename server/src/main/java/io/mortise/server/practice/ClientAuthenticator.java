package io.mortise.server.practice;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.server.practice.OAuthRefused.Code;
import java.util.Base64;
import java.util.Optional;

/** Checks who calls the token and the revocation endpoint (RFC 6749, section 2.3.1). */
final class ClientAuthenticator {
  private static final String BASIC = "Basic ";

  private final PracticeClient client;

  ClientAuthenticator(PracticeClient client) {
    this.client = client;
  }

  private record Shown(String id, String secret) {
    @Override
    public String toString() {
      return "Shown[" + id + "]";
    }
  }

  /**
   * Accepts id and secret in the header {@code Authorization} or in the form, and not in both.
   *
   * @throws OAuthRefused if it is not the client
   */
  void require(Optional<String> authorization, Parameters form) {
    if (authorization.isPresent() && form.find("client_secret").isPresent()) {
      throw new OAuthRefused(
          Code.INVALID_REQUEST,
          "Send the client secret in the header or in the body, not in both.");
    }
    Shown shown = authorization.isPresent() ? basic(authorization.get()) : post(form);
    boolean sameId = form.find("client_id").filter(id -> !id.equals(shown.id())).isEmpty();
    if (!sameId || !shown.id().equals(client.id()) || !client.hasSecret(shown.secret())) {
      throw refused();
    }
  }

  private static Shown post(Parameters form) {
    return new Shown(form.find("client_id").orElse(""), form.find("client_secret").orElse(""));
  }

  private static Shown basic(String authorization) {
    if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      throw refused();
    }
    try {
      String pair =
          new String(
              Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip()), UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? new Shown("", "")
          : new Shown(
              Parameters.decoded(pair.substring(0, colon)),
              Parameters.decoded(pair.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw refused();
    }
  }

  private static OAuthRefused refused() {
    return new OAuthRefused(Code.INVALID_CLIENT, "The client ID or the client secret is wrong.");
  }
}
