package io.mortise.server.credentials;

import io.mortise.server.apikeys.KnownKeys;
import io.mortise.server.apikeys.KnownKeys.KnownKey;
import io.mortise.server.credentials.UseRows.UserUses;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.EngineUse;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.Named;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads which engines used a credential in the last 30 days, today (in UTC) included. A person who
 * calls an operation is no engine.
 */
@Component
public class EngineUses {
  private static final int DAYS = 30;

  private final UseRows rows;
  private final CredentialUses uses;
  private final KnownKeys keys;
  private final Clock clock;

  EngineUses(UseRows rows, CredentialUses uses, KnownKeys keys, Clock clock) {
    this.rows = rows;
    this.uses = uses;
    this.keys = keys;
    this.clock = clock;
  }

  /** Most uses first. Uses that this server still counts in memory are included. */
  public List<EngineUse> of(Credential credential) {
    uses.write();
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    var used = rows.perUser(credential, today.minusDays(DAYS - 1L), Integer.MAX_VALUE);
    var known = known(credential, used);
    return used.stream().map(each -> engine(each, known)).toList();
  }

  /** The keys behind uses, under their names of today. */
  public Map<ApiKeyId, KnownKey> known(Credential credential, List<UserUses> uses) {
    return keys.find(
        credential.organization(),
        uses.stream().map(UserUses::key).flatMap(key -> Stream.ofNullable(key)).toList());
  }

  private static EngineUse engine(UserUses uses, Map<ApiKeyId, KnownKey> known) {
    var key = Optional.ofNullable(uses.key()).map(known::get);
    return new EngineUse(
        named(uses.key(), key),
        key.map(KnownKey::serviceAccount).orElse(null),
        key.flatMap(each -> each.standing().ended()).orElse(null),
        uses.flow(),
        uses.uses(),
        uses.lastAt());
  }

  private static @Nullable Named named(@Nullable ApiKeyId id, Optional<KnownKey> key) {
    return id == null ? null : new Named(id.toString(), key.map(KnownKey::name).orElse(""));
  }
}
