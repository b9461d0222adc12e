package io.mortise.server.practice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a client got by one consent: a family of refresh tokens, of which only the newest is valid,
 * and the access tokens that still live. It holds hashes only.
 *
 * @param family the hash of the part that all its refresh tokens share
 * @param refreshToken the hash of the newest refresh token
 * @param refreshes how many times it was refreshed
 */
record Connection(
    String family,
    PracticePerson person,
    Set<PetScope> scopes,
    String refreshToken,
    List<AccessToken> accessTokens,
    int refreshes,
    Instant usedAt) {
  Connection {
    scopes = Set.copyOf(scopes);
    accessTokens = List.copyOf(accessTokens);
  }

  record AccessToken(String hash, Set<PetScope> scopes, Instant expiresAt) {
    AccessToken {
      scopes = Set.copyOf(scopes);
    }

    boolean lives(Instant now) {
      return expiresAt.isAfter(now);
    }
  }

  /** Older access tokens stay valid until they expire. */
  Connection refreshed(String nextRefreshToken, AccessToken issued, Instant now) {
    var living = new ArrayList<>(accessTokens.stream().filter(token -> token.lives(now)).toList());
    living.add(issued);
    return new Connection(family, person, scopes, nextRefreshToken, living, refreshes + 1, now);
  }

  Connection without(String accessToken) {
    var others = accessTokens.stream().filter(token -> !token.hash().equals(accessToken)).toList();
    return new Connection(family, person, scopes, refreshToken, others, refreshes, usedAt);
  }
}
