package io.mortise.runtime.connector.oauth;

import java.util.Optional;

/**
 * Where the members of a token stand in an answer, as JSON pointers (RFC 6901).
 *
 * @param token the object that holds them; where an answer has no token there, its top level is
 *     read, because an answer to a refresh may be flat where the first one was not
 * @param type the {@code token_type} that the token must have; empty for any. It tells tokens apart
 *     where one answer may hold several
 * @param scopes within that object
 * @param lifetime in seconds, within that object; {@code expires_in} is read where it is absent
 * @param error a code in place of {@code error}, from the top level
 */
public record TokenPlaces(
    Optional<String> token,
    Optional<String> type,
    String scopes,
    String lifetime,
    Optional<String> error) {
  public static final TokenPlaces STANDARD =
      new TokenPlaces(
          Optional.empty(), Optional.empty(), "/scope", "/expires_in", Optional.empty());
}
