package io.mortise.server.credentials.browse;

import io.mortise.server.credentials.UseRows;
import io.mortise.server.credentials.store.Credential;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads how often a credential was used, on which days and by which users of it. */
@Component
class UsageReader {
  private final UseRows rows;
  private final Clock clock;

  UsageReader(UseRows rows, Clock clock) {
    this.rows = rows;
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
   * @param flow as the key's engine named it; null where it named none
   * @param lastAt to within some seconds; null for uses of releases that did not count it
   */
  record UsageUser(
      @Schema(allowableValues = {"flow", "key"}) String type,
      String id,
      String name,
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
    return new CredentialUsage(
        perDay,
        rows.perUser(credential, since).stream().map(UsageReader::user).toList(),
        flows,
        perDay.stream().mapToLong(day -> day.ok() + day.failed()).sum());
  }

  private static UsageUser user(UseRows.UserUses uses) {
    var key = uses.key();
    String flow = uses.flow() == null ? "" : uses.flow();
    return key == null
        ? new UsageUser("flow", flow, flow, null, uses.ok(), uses.failed(), uses.lastAt())
        : new UsageUser(
            "key", key.id(), key.name(), uses.flow(), uses.ok(), uses.failed(), uses.lastAt());
  }
}
