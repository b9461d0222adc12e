package io.mortise.server.audit;

import io.mortise.server.kernel.OrganizationId;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Generations of everything a decision can depend on. {@link AuditedChanges} raises the subject of
 * a change in the same transaction; a use is recorded only under the generations it was decided on.
 */
@Component
public final class Guard {
  private final JdbcClient jdbc;

  Guard(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Makes every decision made on the old facts void, from the commit of the caller's transaction
   * on.
   */
  void raise(OrganizationId organization, UUID subject) {
    jdbc.sql(
            """
            insert into guard (organization, subject, generation) values (:organization, :subject, 1)
            on conflict (organization, subject) do update set generation = next_version(guard.generation)
            """)
        .param("organization", organization.value())
        .param("subject", subject)
        .update();
  }
}
