package io.mortise.server.practice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.MessageDigest;

/**
 * The one client that is registered at the Petstore: this Mortise.
 *
 * @param redirectUri the only address that codes are sent to, compared as text
 */
record PracticeClient(String id, String name, String secret, URI redirectUri) {
  boolean hasSecret(String shown) {
    return MessageDigest.isEqual(shown.getBytes(UTF_8), secret.getBytes(UTF_8));
  }

  boolean redirectsTo(String address) {
    return redirectUri.toString().equals(address);
  }

  @Override
  public String toString() {
    return "PracticeClient[" + id + "]";
  }
}
