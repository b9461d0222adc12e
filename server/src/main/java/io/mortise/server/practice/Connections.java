package io.mortise.server.practice;

import io.mortise.server.practice.OAuthRefused.Code;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Issues, rotates and revokes the tokens of the Petstore. A refresh token works once; used again,
 * it ends its whole connection, because one of its two users must have stolen it (RFC 9700, section
 * 4.14.2). Safe for many threads.
 */
final class Connections {
  static final Duration ACCESS_TOKEN_TTL = Duration.ofSeconds(60);
  static final int MAX_CONNECTIONS = 200;

  private final Clock clock;
  private final Storage storage;
  private Map<String, Connection> byFamily = new LinkedHashMap<>();

  /** Keeps the connections over a restart. */
  interface Storage {
    List<Connection> load();

    /** Returns when they are durable. */
    void save(List<Connection> connections);
  }

  /**
   * What the token endpoint answers with.
   *
   * @param connection the family that the tokens belong to
   */
  record Issued(String connection, String accessToken, String refreshToken, Set<PetScope> scopes) {
    @Override
    public String toString() {
      return "Issued[" + PetScope.join(scopes) + "]";
    }
  }

  /** Whom an access token speaks for, and what it may do. */
  record Access(PracticePerson person, Set<PetScope> scopes) {}

  Connections(Clock clock, Storage storage) {
    this.clock = clock;
    this.storage = storage;
    storage.load().forEach(connection -> byFamily.put(connection.family(), connection));
  }

  synchronized Issued begin(PracticePerson person, Set<PetScope> scopes) {
    Instant now = clock.instant();
    String family = RandomText.next();
    var issued = issue(family, scopes);
    var connection =
        new Connection(
            RandomText.hash(family),
            person,
            scopes,
            RandomText.hash(issued.refreshToken()),
            List.of(accessToken(issued, now)),
            0,
            now);
    keep(connection);
    return issued;
  }

  /**
   * Replaces a refresh token (RFC 6749, section 6).
   *
   * @throws OAuthRefused if it is not the newest of a connection
   */
  synchronized Issued refresh(String refreshToken, Optional<String> askedScopes) {
    Connection connection = find(refreshToken).orElseThrow(Connections::unknown);
    if (!connection.refreshToken().equals(RandomText.hash(refreshToken))) {
      end(connection.family());
      throw new OAuthRefused(
          Code.INVALID_GRANT,
          "This refresh token was used before. All tokens of the connection are revoked.");
    }
    Instant now = clock.instant();
    var scopes = PetScope.narrowed(connection.scopes(), askedScopes);
    var issued = issue(familyPart(refreshToken), scopes);
    keep(
        connection.refreshed(
            RandomText.hash(issued.refreshToken()), accessToken(issued, now), now));
    return issued;
  }

  /** Whom this access token speaks for; empty if it is unknown, revoked or expired. */
  synchronized Optional<Access> access(String accessToken) {
    String hash = RandomText.hash(accessToken);
    Instant now = clock.instant();
    return byFamily.values().stream()
        .flatMap(
            connection ->
                connection.accessTokens().stream()
                    .filter(token -> token.hash().equals(hash) && token.lives(now))
                    .map(token -> new Access(connection.person(), token.scopes())))
        .findFirst();
  }

  /**
   * Revokes a token (RFC 7009): with a refresh token its whole connection, otherwise the one access
   * token. Does nothing if it is unknown.
   */
  synchronized void revoke(String token) {
    find(token).ifPresent(connection -> end(connection.family()));
    String hash = RandomText.hash(token);
    byFamily.values().stream()
        .filter(
            connection ->
                connection.accessTokens().stream().anyMatch(held -> held.hash().equals(hash)))
        .findFirst()
        .ifPresent(connection -> keep(connection.without(hash)));
  }

  synchronized void end(String family) {
    remove(connection -> connection.family().equals(family));
  }

  /** Ends all connections of a person: the access tokens too. */
  synchronized void endAll(PracticePerson person) {
    remove(connection -> connection.person() == person);
  }

  synchronized List<Connection> of(PracticePerson person) {
    return byFamily.values().stream().filter(held -> held.person() == person).toList();
  }

  private static Issued issue(String family, Set<PetScope> scopes) {
    return new Issued(
        RandomText.hash(family),
        "pet_at_" + RandomText.next(),
        "pet_rt_" + family + "." + RandomText.next(),
        scopes);
  }

  private static Connection.AccessToken accessToken(Issued issued, Instant now) {
    return new Connection.AccessToken(
        RandomText.hash(issued.accessToken()), issued.scopes(), now.plus(ACCESS_TOKEN_TTL));
  }

  private Optional<Connection> find(String refreshToken) {
    @Nullable Connection found = byFamily.get(RandomText.hash(familyPart(refreshToken)));
    return Optional.ofNullable(found);
  }

  /** Only who has seen a token of the family can name it. */
  private static String familyPart(String refreshToken) {
    int end = refreshToken.indexOf('.');
    return refreshToken.startsWith("pet_rt_") && end > 0
        ? refreshToken.substring("pet_rt_".length(), end)
        : "";
  }

  private static OAuthRefused unknown() {
    return new OAuthRefused(
        Code.INVALID_GRANT, "This refresh token is unknown or its connection has ended.");
  }

  private void keep(Connection connection) {
    var next = new LinkedHashMap<>(byFamily);
    next.put(connection.family(), connection);
    if (next.size() > MAX_CONNECTIONS) {
      next.values().stream()
          .min(Comparator.comparing(Connection::usedAt))
          .ifPresent(oldest -> next.remove(oldest.family()));
    }
    replace(next);
  }

  private void remove(Predicate<Connection> ended) {
    var next = new LinkedHashMap<>(byFamily);
    if (next.values().removeIf(ended)) {
      replace(next);
    }
  }

  /** Durable first: a token that was handed out must work after a restart. */
  private void replace(Map<String, Connection> next) {
    storage.save(new ArrayList<>(next.values()));
    byFamily = next;
  }
}
