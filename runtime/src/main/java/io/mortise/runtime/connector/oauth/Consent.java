package io.mortise.runtime.connector.oauth;

import java.util.Map;

/**
 * How a service wants to be asked for a person's consent (RFC 6749, section 4.1.1), where it
 * differs from the standard.
 *
 * @param parameters further ones, such as {@code access_type: offline}
 * @param scopeParameter names the scopes; {@code scope} by the standard
 * @param scopeSeparator stands between them; a space by the standard
 * @param pkce whether a code challenge is sent (RFC 7636); false only for services that fail by it
 */
public record Consent(
    Map<String, String> parameters, String scopeParameter, String scopeSeparator, boolean pkce) {
  public static final Consent STANDARD = new Consent(Map.of(), "scope", " ", true);

  public Consent {
    parameters = Map.copyOf(parameters);
  }
}
