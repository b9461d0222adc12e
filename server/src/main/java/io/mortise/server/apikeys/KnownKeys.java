package io.mortise.server.apikeys;

import io.mortise.server.audit.KeyOwners;
import io.mortise.server.audit.Party;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.ServiceAccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Names API keys and their owners where a list says what they did; also keys that have ended. */
@Component
public class KnownKeys implements KeyOwners {
  private final ApiKeyRows rows;
  private final Clock clock;

  KnownKeys(ApiKeyRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** A key under its name of today, with the person or service account whose key it is. */
  public record KnownKey(ApiKeyId id, String name, Party owner, KeyStanding standing) {
    /** The service account whose key it is; null for a key of a person. */
    public @Nullable Named serviceAccount() {
      return owner.kind() == Party.Kind.SERVICE_ACCOUNT && owner.id() != null
          ? new Named(
              new ServiceAccountId(owner.id()).toString(), owner.name() == null ? "" : owner.name())
          : null;
    }
  }

  public Map<ApiKeyId, KnownKey> find(OrganizationId organization, Collection<ApiKeyId> keys) {
    return rows.named(organization, keys, (row, n) -> read(row)).stream()
        .collect(Collectors.toMap(KnownKey::id, Function.identity()));
  }

  @Override
  public Map<ApiKeyId, Party> owners(OrganizationId organization, Collection<ApiKeyId> keys) {
    return find(organization, keys).values().stream()
        .collect(Collectors.toMap(KnownKey::id, KnownKey::owner));
  }

  @Override
  public List<ApiKeyId> keysOf(OrganizationId organization, UUID principal) {
    return rows.ofOwner(organization, principal);
  }

  private KnownKey read(ResultSet row) throws SQLException {
    var owner = PrincipalId.of(row.getObject("owner", UUID.class), row.getString("owner_kind"));
    return new KnownKey(
        ApiKeyRows.id(row),
        row.getString("name"),
        Party.of(owner, row.getString("owner_name")),
        KeyStanding.read(row, clock.instant()));
  }
}
