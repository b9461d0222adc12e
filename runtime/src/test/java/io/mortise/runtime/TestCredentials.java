package io.mortise.runtime;

import io.mortise.runtime.catalogue.Catalogue;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.credential.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Valid credentials for tests; every secret is an obvious fake. */
public final class TestCredentials {
  public static final Catalogue CATALOGUE = Catalogue.builtIn().with(Catalogue.practice(7421));

  private TestCredentials() {}

  public static AuthMethod method(String connector, String method) {
    return CATALOGUE.find(connector).orElseThrow().method(method).orElseThrow();
  }

  /** Fields read from JSON values, all of which are taken. */
  public static Fields fields(AuthMethod method, Map<String, ?> json) {
    var reading = method.read(json, Set.of());
    if (!reading.ok()) {
      throw new AssertionError(reading.errors().toString());
    }
    return reading.fields();
  }

  /** {@code json} with one entry more. */
  public static Map<String, Object> with(Map<String, ?> json, String name, Object value) {
    var copy = new LinkedHashMap<String, Object>(json);
    copy.put(name, value);
    return copy;
  }
}
