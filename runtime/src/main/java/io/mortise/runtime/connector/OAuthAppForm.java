package io.mortise.runtime.connector;

import io.mortise.runtime.auth.NoScheme;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** What an OAuth app of a service holds: the client, and what shapes the service's addresses. */
public final class OAuthAppForm {
  private OAuthAppForm() {}

  /**
   * The fields of an app as a method without a scheme, so that they are read like all others; empty
   * if no method of the service uses an app.
   */
  public static Optional<AuthMethod> of(Connector connector) {
    var fields = new LinkedHashMap<String, Field>();
    AuthMethod first = null;
    for (var method : connector.methods()) {
      boolean usesApp =
          method.oauth().filter(grant -> grant.app() != OAuthGrant.App.NONE).isPresent();
      if (usesApp) {
        // An app for clients alone needs no address where a person agrees.
        first = first == null || first.oauth().orElseThrow().needsPerson() ? method : first;
        method.fields().stream()
            .filter(Field::ofApp)
            .forEach(field -> fields.putIfAbsent(field.name(), field));
      }
    }
    return Optional.ofNullable(first)
        .map(
            method ->
                new AuthMethod(
                    "app",
                    method.type(),
                    "OAuth app",
                    List.copyOf(fields.values()),
                    new NoScheme(),
                    method.oauth(),
                    new HostTemplates(List.of(), null, List.of(), Optional.empty()),
                    Optional.empty(),
                    new MethodNotes(null, null, false)));
  }

  /** Whether a field holds the client itself, and shapes no address. */
  public static boolean isOfClient(String field) {
    return switch (field) {
      case OAuthGrant.CLIENT_ID,
          OAuthGrant.CLIENT_SECRET,
          OAuthGrant.AUTHENTICATION,
          OAuthGrant.PRIVATE_KEY,
          OAuthGrant.KEY_ID ->
          true;
      default -> false;
    };
  }
}
