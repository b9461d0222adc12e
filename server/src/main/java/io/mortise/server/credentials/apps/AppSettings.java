package io.mortise.server.credentials.apps;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Field;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a credential takes over from the OAuth app that was chosen for it, as it was unsealed: the
 * client and the addresses, and never the secret.
 */
public record AppSettings(OAuthAppId id, Map<String, Object> publicValues) {
  public AppSettings {
    publicValues = Map.copyOf(publicValues);
  }

  /** Those that a method asks for. */
  public Map<String, Object> valuesFor(AuthMethod method) {
    var values = new LinkedHashMap<String, Object>();
    method.fields().stream()
        .filter(Field::ofApp)
        .map(Field::name)
        .filter(publicValues::containsKey)
        .forEach(name -> values.put(name, publicValues.get(name)));
    return values;
  }
}
