package io.mortise.server.apikeys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mortise.server.access.ApiKey;
import io.mortise.server.access.ApiKeyScope;
import io.mortise.server.access.KeyLimits;
import io.mortise.server.access.Principal;
import io.mortise.server.access.TokenHash;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.BearerToken;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.people.MemberRepository;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Who an API key is. {@link #current} reads the database; {@link #remembered} may answer from
 * memory and is for what goes on the record under the caller's generations, where a stale answer is
 * found out; to anything else it knows a revoked key for seconds more.
 */
@Component
public class ApiKeys {
  private static final Duration IN_MEMORY = Duration.ofSeconds(5);

  private final ApiKeyRows rows;
  private final Clock clock;
  private final Cache<TokenHash, Known> known;
  private final Map<ApiKeyId, Instant> used = new ConcurrentHashMap<>();

  /**
   * @param expiresAt when the key expires, or before it the token by which it was found
   */
  private record Known(
      MemberRepository.Read owner, ApiKey key, long generation, @Nullable Instant expiresAt) {
    Principal.ByKey from(String address, @Nullable TokenHash token) {
      var shown =
          new Principal.Shown(address, Optional.ofNullable(token), owner.generation(), generation);
      return Principal.of(owner.member(), key, shown);
    }
  }

  ApiKeys(ApiKeyRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(IN_MEMORY)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /** The key's caller as the database has it now. */
  Optional<Principal.ByKey> current(String token, String address) {
    var hash = TokenHash.of(BearerToken.hash(token));
    return find(hash).map(found -> use(found, address, hash));
  }

  /** The key's caller, possibly from memory. */
  public Optional<Principal.ByKey> remembered(String token, String address) {
    var hash = TokenHash.of(BearerToken.hash(token));
    Known inMemory = known.getIfPresent(hash);
    if (inMemory == null) {
      var found = find(hash);
      found.ifPresent(key -> known.put(hash, key));
      return found.map(key -> use(key, address, hash));
    }
    return Optional.of(inMemory).filter(this::unexpired).map(key -> use(key, address, hash));
  }

  /**
   * Looks for the token that the caller showed, not for the key: a rotated key lives on without its
   * old token.
   */
  Principal.ByKey reread(Principal.ByKey stale) {
    var shown = stale.shown();
    shown.token().ifPresent(known::invalidate);
    return shown
        .token()
        .flatMap(token -> find(token).map(found -> use(found, shown.address(), token)))
        .orElseThrow(Refused::unauthenticated);
  }

  /** Who a call by that key would be, as the database has it now; this is no use of the key. */
  public Optional<Principal.ByKey> find(OrganizationId organization, ApiKeyId id) {
    return findEvenEnded(organization, id)
        .filter(found -> found.standing() == KeyStanding.WORKING)
        .map(Found::principal)
        .filter(principal -> principal.member().active());
  }

  /** Who a call by a key would be, if the key still worked. */
  public record Found(Principal.ByKey principal, KeyStanding standing) {}

  /** The same for a key that may have ended, or whose person is suspended. */
  public Optional<Found> findEvenEnded(OrganizationId organization, ApiKeyId id) {
    return rows.find(
            organization,
            id,
            (row, n) -> {
              var standing = KeyStanding.read(row, clock.instant());
              return readable(row, null).map(known -> new Found(known.from("", null), standing));
            })
        .flatMap(found -> found);
  }

  /**
   * Last uses reach the table in batches: one statement a key every few seconds, not one a request.
   */
  @Scheduled(fixedDelay = 5_000)
  public void writeLastUses() {
    for (ApiKeyId id : Set.copyOf(used.keySet())) {
      Instant at = used.get(id);
      if (at != null) {
        rows.used(id, at);
        // Only now: what the database did not take is written the next time.
        used.remove(id, at);
      }
    }
  }

  private Principal.ByKey use(Known found, String address, @Nullable TokenHash token) {
    used.put(found.key().id(), clock.instant());
    return found.from(address, token);
  }

  private Optional<Known> find(TokenHash token) {
    return rows.findWorking(token.bytes(), (row, n) -> readable(row, token))
        .flatMap(found -> found)
        .filter(this::unexpired);
  }

  private boolean unexpired(Known found) {
    return found.expiresAt() == null || clock.instant().isBefore(found.expiresAt());
  }

  /** A key whose limits cannot be read is none: nobody knows what it must not do. */
  private static Optional<Known> readable(ResultSet row, @Nullable TokenHash token)
      throws SQLException {
    boolean readable =
        ApiKeyArrays.areFlat(
            row.getArray("scopes"), row.getArray("workspaces"), row.getArray("flows"));
    return readable ? Optional.of(read(row, token)) : Optional.empty();
  }

  private static Known read(ResultSet row, @Nullable TokenHash token) throws SQLException {
    var key =
        new ApiKey(
            new ApiKeyId(row.getObject("key", UUID.class)),
            row.getString("key_name"),
            Arrays.stream((String[]) row.getArray("scopes").getArray())
                .flatMap(scope -> ApiKeyScope.ofWire(scope).stream())
                .collect(Collectors.toSet()),
            new KeyLimits(
                uuids(row.getArray("workspaces")).stream()
                    .map(WorkspaceId::new)
                    .collect(Collectors.toSet()),
                uuids(row.getArray("flows"))));
    return new Known(
        MemberRepository.read(row), key, row.getLong("key_generation"), expiresAt(row, token));
  }

  private static @Nullable Instant expiresAt(ResultSet row, @Nullable TokenHash token)
      throws SQLException {
    Instant ofKey = Times.find(row, "expires_at");
    boolean old = token != null && !token.equals(TokenHash.of(row.getBytes("token_hash")));
    if (!old) {
      return ofKey;
    }
    Instant ofToken = Times.get(row, "old_token_until");
    return ofKey != null && ofKey.isBefore(ofToken) ? ofKey : ofToken;
  }

  private static Set<UUID> uuids(Array array) throws SQLException {
    return Set.of((UUID[]) array.getArray());
  }
}
