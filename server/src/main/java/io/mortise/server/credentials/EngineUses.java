package io.mortise.server.credentials;

import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.EngineUse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
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
  private final Clock clock;

  EngineUses(UseRows rows, CredentialUses uses, Clock clock) {
    this.rows = rows;
    this.uses = uses;
    this.clock = clock;
  }

  /** Most uses first. Uses that this server still counts in memory are included. */
  public List<EngineUse> of(Credential credential) {
    uses.write();
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return rows.engines(credential, today.minusDays(DAYS));
  }
}
