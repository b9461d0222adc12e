package io.mortise.server.credentials.runtime;

import io.mortise.runtime.auth.AppliedAuth;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.MethodType;
import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.ResolvedCredential;
import io.mortise.runtime.credential.Reveal;
import io.mortise.runtime.credential.Secret;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one answer that holds secrets: to an engine whose key may resolve, after the use is on the
 * record.
 */
record ResolvedAnswer(
    String id,
    String name,
    String connector,
    String method,
    @Schema(implementation = MethodType.class) String type,
    int version,
    String tokenId,
    Map<String, Object> fields,
    @Nullable Apply apply,
    List<String> hosts,
    @Nullable Instant expiresAt) {

  /** What to put on a request. */
  record Apply(Map<String, String> headers, Map<String, String> query) {
    @Override
    public String toString() {
      return "Apply[hidden]";
    }
  }

  static ResolvedAnswer of(
      ResolvedCredential resolved, AuthMethod method, @Nullable AppliedAuth applied) {
    return new ResolvedAnswer(
        resolved.id().toString(),
        resolved.name(),
        resolved.method().connector(),
        resolved.method().id(),
        resolved.method().type(),
        resolved.token().version(),
        resolved.token().id(),
        revealed(method, resolved.fields()),
        applied == null ? null : new Apply(applied.headers(), applied.query()),
        resolved.hosts(),
        resolved.token().expiresAt());
  }

  @Override
  public String toString() {
    return "ResolvedAnswer[" + id + "]";
  }

  private static Map<String, Object> revealed(AuthMethod method, Fields fields) {
    var values = new LinkedHashMap<String, Object>();
    fields
        .asMap()
        .forEach(
            (name, value) ->
                values.put(
                    name,
                    switch (value) {
                      case FieldValue.Text(String text) ->
                          method.field(name).map(field -> field.json(text)).orElse(text);
                      case FieldValue.Lines(List<String> lines) -> lines;
                      case FieldValue.Hidden(Secret secret) -> revealed(secret);
                      case FieldValue.HiddenMap map -> revealed(map);
                    }));
    return values;
  }

  private static Map<String, String> revealed(FieldValue.HiddenMap map) {
    var values = new LinkedHashMap<String, String>();
    map.entries().forEach((name, secret) -> values.put(name, revealed(secret)));
    values.putAll(map.notSecret());
    return values;
  }

  private static String revealed(Secret secret) {
    return secret.reveal(Reveal.FOR_RUNTIME_ANSWER);
  }
}
