package io.mortise.server.credentials.browse;

import io.mortise.server.apikeys.KnownKeys.KnownKey;
import io.mortise.server.credentials.EngineUses;
import io.mortise.server.credentials.UseRows;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.Named;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads how often a credential was used, on which days and by which users of it. */
@Component
class UsageReader {
  private static final int MAX_USERS = 100;

  private final UseRows rows;
  private final EngineUses engines;
  private final Clock clock;

  UsageReader(UseRows rows, EngineUses engines, Clock clock) {
    this.rows = rows;
    this.engines = engines;
    this.clock = clock;
  }

  /**
   * The uses of a number of days, today (in UTC) included.
   *
   * @param flows the same uses by the flow that was named, whichever key named it
   */
  record CredentialUsage(
      List<UsageDay> days, List<UsageUser> users, List<UsageFlow> flows, long total) {}

  record UsageDay(LocalDate date, long ok, long failed) {}

  /**
   * A flow of Mortise, or an API key together with the flow that it names.
   *
   * @param serviceAccount whose key it is; null for a person's
   * @param ended how the key ended, if it has
   * @param flow as the key's engine named it; null where it named none
   * @param lastAt to within some seconds; null for uses of releases that did not count it
   */
  record UsageUser(
      @Schema(allowableValues = {"flow", "key"}) String type,
      String id,
      String name,
      @Nullable Named serviceAccount,
      @Schema(allowableValues = {"key_revoked", "key_expired", "owner_deleted"})
          @Nullable String ended,
      @Nullable String flow,
      long ok,
      long failed,
      @Nullable Instant lastAt) {}

  record UsageFlow(String id, String name, long ok, long failed) {}

  CredentialUsage usage(Credential credential, int days) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    LocalDate since = today.minusDays(days - 1L);
    var perDay =
        rows.perDay(credential, since, today).stream()
            .map(day -> new UsageDay(day.day(), day.ok(), day.failed()))
            .toList();
    var flows =
        rows.perFlow(credential, since).stream()
            .map(flow -> new UsageFlow(flow.flow(), flow.flow(), flow.ok(), flow.failed()))
            .toList();
    var users = rows.perUser(credential, since, MAX_USERS);
    var keys = engines.known(credential, users);
    return new CredentialUsage(
        perDay,
        users.stream().map(each -> user(each, keys)).toList(),
        flows,
        perDay.stream().mapToLong(day -> day.ok() + day.failed()).sum());
  }

  private static UsageUser user(UseRows.UserUses uses, Map<ApiKeyId, KnownKey> keys) {
    var id = uses.key();
    String flow = uses.flow() == null ? "" : uses.flow();
    if (id == null) {
      return new UsageUser(
          "flow", flow, flow, null, null, null, uses.ok(), uses.failed(), uses.lastAt());
    }
    var key = Optional.ofNullable(keys.get(id));
    return new UsageUser(
        "key",
        id.toString(),
        key.map(KnownKey::name).orElse(""),
        key.map(KnownKey::serviceAccount).orElse(null),
        key.flatMap(each -> each.standing().ended()).orElse(null),
        uses.flow(),
        uses.ok(),
        uses.failed(),
        uses.lastAt());
  }
}
