package io.mortise.server.matrix;

import io.mortise.server.testing.Api;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody, and by what they are known: nothing, a session, or a key.
 *
 * @param who null for a stranger
 * @param key null for a session
 */
record Asking(@Nullable Somebody who, @Nullable Key key, Api api) {

  /**
   * @param limitedTo name of the workspace that the key is limited to; null for all
   * @param limitedToFlows whether it may be used for one flow only
   */
  record Key(String name, Set<String> scopes, @Nullable String limitedTo, boolean limitedToFlows) {
    boolean has(String scope) {
      return scopes.contains(scope);
    }
  }

  /** Whether the server can know them at all. */
  boolean known() {
    return who != null && !who.suspended();
  }

  /**
   * What the credential is to the person behind this; {@code none} where a key does not reach it.
   */
  boolean reaches(Target target) {
    return key == null
        || switch (target.scope()) {
          case "personal" ->
              who != null && target.owner().equals(who.name()) && key.limitedTo() == null;
          case "organization" -> true;
          default ->
              key.limitedTo() == null
                  || key.limitedTo().equals("Sales")
                  || target.shared() == Target.Shared.YES;
        };
  }

  boolean lacks(String scope) {
    return key != null && !key.has(scope);
  }

  @Override
  public String toString() {
    String person = who == null ? "stranger" : who.name();
    return person + (key == null ? "" : " by " + key.name());
  }
}
