package io.mortise.runtime.auth;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a credential adds to a request, in the clear. Its text form shows names only. */
public record AppliedAuth(Map<String, String> headers, Map<String, String> query) {
  private static final AppliedAuth NOTHING = new AppliedAuth(Map.of(), Map.of());

  public AppliedAuth {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
  }

  public static AppliedAuth nothing() {
    return NOTHING;
  }

  @Override
  public String toString() {
    return "AppliedAuth[headers=" + headers.keySet() + ", query=" + query.keySet() + "]";
  }
}
