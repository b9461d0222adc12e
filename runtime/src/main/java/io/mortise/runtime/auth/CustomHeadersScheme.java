package io.mortise.runtime.auth;

import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.Reveal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes each entry of a field that holds named secrets a header. */
public record CustomHeadersScheme(String field) implements AuthScheme {
  @Override
  public Set<String> fields() {
    return Set.of(field);
  }

  @Override
  public Optional<AppliedAuth> additions(Fields fields) {
    var headers = new LinkedHashMap<String, String>();
    if (fields.asMap().get(field) instanceof FieldValue.HiddenMap map) {
      map.entries()
          .forEach((name, secret) -> headers.put(name, secret.reveal(Reveal.FOR_OUTBOUND_CALL)));
      headers.putAll(map.notSecret());
    }
    return Optional.of(new AppliedAuth(headers, Map.of()));
  }
}
