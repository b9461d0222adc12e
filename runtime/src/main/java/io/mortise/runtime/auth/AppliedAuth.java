package io.mortise.runtime.auth;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The headers and query parameters that a credential adds to a request, in the clear. Its text form
 * shows names only.
 *
 * @throws UnusableAuth if a header's name or value is invalid
 */
public record AppliedAuth(Map<String, String> headers, Map<String, String> query) {
  private static final AppliedAuth NOTHING = new AppliedAuth(Map.of(), Map.of());

  public AppliedAuth {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    headers.forEach(AppliedAuth::check);
  }

  public static AppliedAuth nothing() {
    return NOTHING;
  }

  static AppliedAuth header(String name, String value) {
    return new AppliedAuth(Map.of(name, value), Map.of());
  }

  /**
   * These additions and others; if both set the same header or parameter, the other value is used.
   */
  AppliedAuth with(AppliedAuth other) {
    var allHeaders = new LinkedHashMap<>(headers);
    allHeaders
        .keySet()
        .removeIf(name -> other.headers.keySet().stream().anyMatch(name::equalsIgnoreCase));
    allHeaders.putAll(other.headers);
    var allParameters = new LinkedHashMap<>(query);
    allParameters.putAll(other.query);
    return new AppliedAuth(allHeaders, allParameters);
  }

  private static void check(String name, String value) {
    if (!HeaderRules.usableName(name)) {
      throw new UnusableAuth("A credential cannot set a header with this name.");
    }
    if (!HeaderRules.usableValue(value)) {
      throw new UnusableAuth(
          "The value of the header " + name + " contains characters that headers cannot carry.");
    }
  }

  @Override
  public String toString() {
    return "AppliedAuth[headers=" + headers.keySet() + ", query=" + query.keySet() + "]";
  }
}
