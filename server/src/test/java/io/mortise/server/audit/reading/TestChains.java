package io.mortise.server.audit.reading;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditChain;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditEvent.Circumstances;
import io.mortise.server.audit.AuditLog;
import io.mortise.server.audit.Outcome;
import io.mortise.server.audit.OwnAppends;
import io.mortise.server.audit.Party;
import io.mortise.server.audit.TestGuard;
import io.mortise.server.audit.TestLogs;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.UserId;
import io.mortise.server.testing.TestServer;
import io.mortise.server.vault.CheckpointKeys;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Organizations with events on their record, and what somebody with a superuser's tricks does. */
final class TestChains {
  static final Party SOMETHING = Party.of(new CredentialId(new UUID(4, 1)), "acme-ci");
  private static final Party SOMEBODY = Party.of(new UserId(new UUID(2, 1)), "Mia");
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final TestServer server;
  private AuditLog log;

  TestChains(TestServer server) {
    this.server = server;
    this.log = server.bean(AuditLog.class);
  }

  AuditLog log() {
    return log;
  }

  /** Goes on with a log that remembers no head, as after a restart. */
  void forgetHead() {
    log = TestLogs.restarted(server);
  }

  /** Another server's, or this one's after a restart: they remember nothing. */
  Checkpoints restartedCheckpoints() {
    return new Checkpoints(
        server.jdbc(),
        server.bean(AuditChain.class),
        new OwnAppends(),
        server.bean(AuditReader.class),
        server.bean(CheckpointKeys.class),
        server.clock());
  }

  OrganizationId organizationWithEvents(int events) {
    var organization = server.people().organization("Globex " + COUNT.incrementAndGet());
    record(organization, events);
    return organization;
  }

  void record(OrganizationId organization, int events) {
    for (int i = 0; i < events; i++) {
      log.record(event(organization, SOMETHING));
    }
  }

  void recordManyAtOnce(OrganizationId organization, int events) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < events; i++) {
        threads.execute(() -> log.record(event(organization, SOMETHING)));
      }
    }
  }

  void recordAgo(OrganizationId organization, Duration ago, int events) {
    server.clock().advance(ago.negated());
    try {
      record(organization, events);
    } finally {
      server.clock().advance(ago);
    }
  }

  AuditEvent event(OrganizationId organization, Party target) {
    var how = new Circumstances("192.0.2.7", 1, null, Map.of("flow", "nightly", "step", "fetch"));
    return new AuditEvent(
        organization, SOMEBODY, AuditAction.CREDENTIAL_USED, target, Outcome.OK, how);
  }

  AuditEvent event(OrganizationId organization, Map<String, String> facts) {
    var how = new Circumstances("192.0.2.7", 1, null, facts);
    return new AuditEvent(
        organization, SOMEBODY, AuditAction.CREDENTIAL_USED, SOMEBODY, Outcome.OK, how);
  }

  AuditVerification.ChainVerdict verdict(OrganizationId organization) {
    return server.bean(AuditVerification.class).verify(organization);
  }

  String fingerprint(OrganizationId organization) {
    return server.bean(Checkpoints.class).fingerprint(organization);
  }

  String exported(OrganizationId organization, long from, long to) {
    var export = server.bean(AuditExport.class);
    var out = new ByteArrayOutputStream();
    export.jsonLines(export.range(organization, from, to), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  String csv(OrganizationId organization) {
    var export = server.bean(AuditExport.class);
    var out = new ByteArrayOutputStream();
    export.csv(export.range(organization, 1L, Long.MAX_VALUE), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  long count(OrganizationId organization) {
    return server
        .jdbc()
        .sql("select count(*) from audit_event where organization = :organization")
        .param("organization", organization.value())
        .query(Long.class)
        .single();
  }

  void raise(OrganizationId organization, UUID subject) {
    TestGuard.raise(server, organization, subject);
  }

  /** Removes the last events and makes the head look as if they had never been. */
  void cutAfter(OrganizationId organization, long seq) {
    asSuperuser(
        """
        update audit_head h set seq = %2$s, hash = (select hash from audit_event e
          where e.organization = h.organization and e.seq = %2$s) where organization = '%1$s';
        delete from audit_event where organization = '%1$s' and seq > %2$s
        """
            .formatted(organization.value(), seq));
  }

  void asSuperuser(String sql) {
    server.database().execute("set session_replication_role = replica; " + sql);
  }
}
