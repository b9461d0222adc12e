package io.mortise.server.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mortise.runtime.problem.TypedId;
import io.mortise.server.kernel.ApiKey;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.ApiKeyScope;
import io.mortise.server.kernel.Caller;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.WorkspaceId;
import java.nio.ByteBuffer;
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
import org.springframework.jdbc.core.simple.JdbcClient;
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

  private static final String SELECT =
      """
      select k.id as key, k.name as key_name, k.scopes, k.workspaces, k.flows, k.expires_at,
             coalesce((select generation from guard g where g.organization = k.organization and g.subject = k.id), 0)
               as key_generation,
      """
          + Persons.COLUMNS
          + " from api_key k join person p on p.organization = k.organization and p.id = k.person"
          + " where k.revoked_at is null and p.active and ";

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Cache<ByteBuffer, Known> known;
  private final Map<ApiKeyId, Instant> used = new ConcurrentHashMap<>();

  private record Known(
      Persons.Read person, ApiKey key, long generation, @Nullable Instant expiresAt) {
    Caller from(String address) {
      var facts = new Caller.Facts(person.generation(), generation);
      return new Caller(
          person.person(), Optional.of(key), new Caller.Origin(address, null, null), facts);
    }
  }

  ApiKeys(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(IN_MEMORY)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /** The key's caller as the database has it now. */
  public Optional<Caller> current(String token, String address) {
    return find("k.token_hash = :value", BearerToken.hash(token)).map(found -> use(found, address));
  }

  /** The key's caller, possibly from memory. */
  public Optional<Caller> remembered(String token, String address) {
    var hash = ByteBuffer.wrap(BearerToken.hash(token));
    Known inMemory = known.getIfPresent(hash);
    if (inMemory == null) {
      var found = find("k.token_hash = :value", hash.array());
      found.ifPresent(key -> known.put(hash, key));
      return found.map(key -> use(key, address));
    }
    return Optional.of(inMemory).filter(this::unexpired).map(key -> use(key, address));
  }

  /**
   * The same caller read anew, after their facts were found stale; 401 where the key is no longer
   * one.
   */
  public Caller reread(Caller stale) {
    ApiKeyId id = stale.key().map(ApiKey::id).orElseThrow(Refused::unauthenticated);
    known.asMap().values().removeIf(key -> key.key().id().equals(id));
    return find("k.id = :value", id.value())
        .map(found -> use(found, stale.origin().address()))
        .orElseThrow(Refused::unauthenticated);
  }

  /** Who a call by that key would be, as the database has it now; this is no use of the key. */
  public Optional<Caller> find(OrganizationId organization, ApiKeyId id) {
    return find("k.id = :value", id.value())
        .map(found -> found.from(""))
        .filter(caller -> caller.organization().equals(organization));
  }

  /** Whether a bearer value has the form of an API key. */
  public static boolean looksLikeOne(String token) {
    return token.startsWith(BearerToken.API_KEY_PREFIX);
  }

  /**
   * Last uses reach the table in batches: one statement a key every few seconds, not one a request.
   */
  @Scheduled(fixedDelay = 5_000)
  public void writeLastUses() {
    for (ApiKeyId id : Set.copyOf(used.keySet())) {
      Instant at = used.get(id);
      if (at != null) {
        jdbc.sql("update api_key set last_used_at = greatest(last_used_at, :at) where id = :id")
            .param("at", Times.sql(at))
            .param("id", id.value())
            .update();
        // Only now: what the database did not take is written the next time.
        used.remove(id, at);
      }
    }
  }

  private Caller use(Known found, String address) {
    used.put(found.key().id(), clock.instant());
    return found.from(address);
  }

  private Optional<Known> find(String condition, Object value) {
    return jdbc.sql(SELECT + condition)
        .param("value", value)
        .query((row, n) -> readable(row))
        .optional()
        .flatMap(found -> found)
        .filter(this::unexpired);
  }

  private boolean unexpired(Known found) {
    return found.expiresAt() == null || clock.instant().isBefore(found.expiresAt());
  }

  /** A key whose limits cannot be read is none: nobody knows what it must not do. */
  private static Optional<Known> readable(ResultSet row) throws SQLException {
    boolean readable =
        ApiKeyArrays.areFlat(
            row.getArray("scopes"), row.getArray("workspaces"), row.getArray("flows"));
    return readable ? Optional.of(read(row)) : Optional.empty();
  }

  private static Known read(ResultSet row) throws SQLException {
    var key =
        new ApiKey(
            new ApiKeyId(row.getObject("key", UUID.class)),
            row.getString("key_name"),
            Arrays.stream((String[]) row.getArray("scopes").getArray())
                .flatMap(scope -> ApiKeyScope.ofWire(scope).stream())
                .collect(Collectors.toSet()),
            uuids(row.getArray("workspaces")).stream()
                .map(WorkspaceId::new)
                .collect(Collectors.toSet()),
            uuids(row.getArray("flows")).stream()
                .map(flow -> TypedId.format("flow", flow))
                .collect(Collectors.toSet()));
    return new Known(
        Persons.read(row), key, row.getLong("key_generation"), Times.find(row, "expires_at"));
  }

  private static Set<UUID> uuids(Array array) throws SQLException {
    return Set.of((UUID[]) array.getArray());
  }
}
