package io.mortise.server.people;

import io.mortise.server.access.Principal;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.Times;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The checklist that leads a new organization to its first resolve; owners and admins see it. */
@Component
public final class FirstSteps {
  private final JdbcClient jdbc;
  private final Clock clock;

  FirstSteps(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public boolean areShownTo(Principal principal) {
    return principal.member().role().administers()
        && jdbc.sql("select first_steps_done_at is null from organization where id = :id")
            .param("id", principal.organization().value())
            .query(Boolean.class)
            .single();
  }

  /** Ends them for the whole organization; a second time changes nothing. */
  void finish(Principal.SignedIn principal) {
    if (!principal.member().role().administers()) {
      throw Refused.forbidden("Only owners and admins can hide the first steps.");
    }
    jdbc.sql(
            """
            update organization set first_steps_done_at = :now
            where id = :id and first_steps_done_at is null
            """)
        .param("now", Times.sql(clock.instant()))
        .param("id", principal.organization().value())
        .update();
  }
}
