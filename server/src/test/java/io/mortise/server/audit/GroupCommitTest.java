package io.mortise.server.audit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.server.audit.AuditEvent.Circumstances;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Refused;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Whoever waits for the record hears of its end, whatever that was. */
@Timeout(30)
class GroupCommitTest {
  private static final OrganizationId ACME = new OrganizationId(new UUID(1, 1));

  private final GroupCommit writer = new GroupCommit(ACME, failing());

  @Test
  void write_errorOfTheJvm_isRefusedEachTime() {
    for (int i = 0; i < 2; i++) {
      assertRefused();
    }
  }

  @Test
  void write_afterTheEnd_isRefused() {
    writer.close();

    assertRefused();
  }

  private void assertRefused() {
    assertThatThrownBy(() -> writer.write(event(), List.of())).isInstanceOf(Refused.class);
  }

  /** A chain whose database ends every call with an error of the JVM. */
  private static AuditChain failing() {
    var jdbc =
        (JdbcClient)
            Proxy.newProxyInstance(
                JdbcClient.class.getClassLoader(),
                new Class<?>[] {JdbcClient.class},
                (proxy, method, arguments) -> {
                  throw new OutOfMemoryError("fake");
                });
    var rows = new EventRows(new JdbcTemplate(), new JsonMapper());
    return new AuditChain(jdbc, new TransactionTemplate(), rows, new OwnAppends());
  }

  private static PreparedEvent event() {
    var nobody = new KnownParty(1, Party.Kind.SYSTEM, "", "", null, "");
    var event =
        new AuditEvent(
            ACME,
            Party.auditLog(),
            AuditAction.AUDIT_VERIFIED,
            Party.auditLog(),
            Outcome.OK,
            new Circumstances("192.0.2.7", 0, null, Map.of()));
    return new PreparedEvent(event, Instant.EPOCH, nobody, nobody, KnownParty.NO_ADDRESS);
  }
}
