package io.mortise.server.audit;

import org.jspecify.annotations.Nullable;

/**
 * A party as the chain knows it: its number, and its name only as a hash.
 *
 * @param nameHash HMAC-SHA-256 of the name under a random key of its own, in hexadecimal; empty
 *     where there is no name
 */
public record KnownParty(
    int no, Party.Kind kind, String id, String nameHash, @Nullable String name, String nameKey) {
  public static final KnownParty NO_ADDRESS =
      new KnownParty(0, Party.Kind.ADDRESS, "", "", null, "");
}
