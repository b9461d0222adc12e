package io.mortise.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mortise.server.audit.AuditEvent.Circumstances;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Refused;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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

  private final GroupCommit writer = new GroupCommit(ACME, failing(), health());

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

  @Test
  void write_severalThatWaitForOneBatch_areAllRefused() throws Exception {
    var begun = new CountDownLatch(1);
    var mayFail = new CountDownLatch(1);
    var blocked = new GroupCommit(ACME, failingAfter(begun, mayFail), health());
    var waiters = new ArrayList<Thread>();
    var refused = new AtomicInteger();
    for (int i = 0; i < 6; i++) {
      waiters.add(Thread.startVirtualThread(() -> countRefusal(blocked, refused)));
    }

    begun.await();
    await().until(() -> waiters.stream().allMatch(w -> w.getState() == Thread.State.WAITING));
    mayFail.countDown();
    for (Thread waiter : waiters) {
      waiter.join();
    }

    assertThat(refused).hasValue(6);
  }

  private static void countRefusal(GroupCommit writer, AtomicInteger refused) {
    try {
      writer.write(event(), List.of());
    } catch (Refused e) {
      refused.incrementAndGet();
    }
  }

  private void assertRefused() {
    assertThatThrownBy(() -> writer.write(event(), List.of())).isInstanceOf(Refused.class);
  }

  /** A chain whose database ends every call with an error of the JVM. */
  private static AuditChain failing() {
    return failingAfter(new CountDownLatch(1), new CountDownLatch(0));
  }

  private static AuditChain failingAfter(CountDownLatch begun, CountDownLatch mayFail) {
    var rows = new EventRows(new JdbcTemplate(), new JsonMapper());
    return new AuditChain(jdbc(begun, mayFail), new TransactionTemplate(), rows, new OwnAppends());
  }

  private static RecordingHealth health() {
    return new RecordingHealth(
        jdbc(new CountDownLatch(1), new CountDownLatch(0)),
        Clock.systemUTC(),
        new SimpleMeterRegistry());
  }

  private static JdbcClient jdbc(CountDownLatch begun, CountDownLatch mayFail) {
    return (JdbcClient)
        Proxy.newProxyInstance(
            JdbcClient.class.getClassLoader(),
            new Class<?>[] {JdbcClient.class},
            (proxy, method, arguments) -> {
              begun.countDown();
              mayFail.await();
              throw new OutOfMemoryError("fake");
            });
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
