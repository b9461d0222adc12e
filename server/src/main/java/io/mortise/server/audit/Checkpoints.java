package io.mortise.server.audit;

import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Times;
import io.mortise.server.vault.CheckpointKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Signs where the chain ends: after every 1,000 events, looked for once a second, and every hour.
 * Each goes to the log too, so that a copy lives where the database's owner may not reach.
 */
@Component
public class Checkpoints {
  private static final Logger log = LoggerFactory.getLogger("mortise.audit.checkpoint");
  private static final long EVENTS = 1_000;
  private static final Duration AGE = Duration.ofHours(1);

  private final JdbcClient jdbc;
  private final AuditChain chain;
  private final CheckpointKeys keys;
  private final Clock clock;

  Checkpoints(JdbcClient jdbc, AuditChain chain, CheckpointKeys keys, Clock clock) {
    this.jdbc = jdbc;
    this.chain = chain;
    this.keys = keys;
    this.clock = clock;
  }

  /** Signs for every organization whose last checkpoint is 1,000 events or an hour behind. */
  @Scheduled(fixedDelay = 1_000)
  public void signDue() {
    due().forEach(this::sign);
  }

  /**
   * Signs the head as it is now, unless it is signed already. A head that lies before what was
   * signed last was moved back by somebody: that is not signed, and the later checkpoint stands.
   */
  public Checkpoint sign(OrganizationId organization) {
    var head = chain.head(organization);
    var last = last(organization);
    if (last.isPresent() && last.get().seq() >= head.seq()) {
      return last.get();
    }
    return sign(organization, head);
  }

  /**
   * Signs the last event of each organization before that time, so that the chain can be followed
   * from there once what lies before is dropped.
   */
  void signLastBefore(Instant time) {
    record Last(OrganizationId organization, AuditChain.Head event) {}
    jdbc
        .sql(
            """
            select distinct on (organization) organization, seq, hash from audit_event
            where at < :time order by organization, seq desc
            """)
        .param("time", Times.sql(time))
        .query(
            (row, n) -> {
              var organization = new OrganizationId(row.getObject("organization", UUID.class));
              var event =
                  new AuditChain.Head(organization, row.getLong("seq"), row.getBytes("hash"));
              return new Last(organization, event);
            })
        .list()
        .stream()
        .filter(last -> find(last.organization(), last.event().seq(), last.event().seq()).isEmpty())
        .forEach(last -> sign(last.organization(), last.event()));
  }

  private Checkpoint sign(OrganizationId organization, AuditChain.Head head) {
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    String hash = HexFormat.of().formatHex(head.hash());
    byte[] content = Checkpoint.signedContent(organization.toString(), head.seq(), hash, at);
    byte[] signature = keys.sign(organization, content);
    insert(organization, head, at, signature);
    log.info(
        "organization={} seq={} hash={} at={} signature={}",
        organization,
        head.seq(),
        hash,
        at,
        Base64.getEncoder().encodeToString(signature));
    return find(organization, head.seq(), head.seq()).getFirst();
  }

  List<Checkpoint> find(OrganizationId organization, long fromSeq, long toSeq) {
    return jdbc.sql(
            """
            select seq, hash, at, signature from audit_checkpoint
            where organization = :organization and seq between :from and :to
            order by seq desc limit 10000
            """)
        .param("organization", organization.value())
        .param("from", fromSeq)
        .param("to", toSeq)
        .query(
            (row, n) ->
                new Checkpoint(
                    organization.toString(),
                    row.getLong("seq"),
                    HexFormat.of().formatHex(row.getBytes("hash")),
                    Times.get(row, "at"),
                    publicKey(organization),
                    Base64.getEncoder().encodeToString(row.getBytes("signature"))))
        .list();
  }

  /**
   * Names the key that signs this organization's checkpoints; shown at set-up, to be kept
   * elsewhere.
   */
  public String fingerprint(OrganizationId organization) {
    return CheckpointKeys.fingerprint(keys.publicKey(organization));
  }

  private String publicKey(OrganizationId organization) {
    return Base64.getEncoder().encodeToString(keys.publicKey(organization));
  }

  private Optional<Checkpoint> last(OrganizationId organization) {
    return find(organization, 0, Long.MAX_VALUE).stream().findFirst();
  }

  private List<OrganizationId> due() {
    return jdbc
        .sql(
            """
            select h.organization from audit_head h
            join organization o on o.id = h.organization
            left join lateral (
              select seq, at from audit_checkpoint c
              where c.organization = h.organization order by seq desc limit 1) c on true
            where h.seq > coalesce(c.seq, 0)
              and (h.seq >= coalesce(c.seq, 0) + :events or coalesce(c.at, o.created_at) < :before)
            """)
        .param("events", EVENTS)
        .param("before", Times.sql(clock.instant().minus(AGE)))
        .query(UUID.class)
        .list()
        .stream()
        .map(OrganizationId::new)
        .toList();
  }

  private void insert(
      OrganizationId organization, AuditChain.Head head, Instant at, byte[] signature) {
    jdbc.sql(
            """
            insert into audit_checkpoint (organization, seq, hash, at, signature)
            values (:organization, :seq, :hash, :at, :signature)
            on conflict (organization, seq) do nothing
            """)
        .param("organization", organization.value())
        .param("seq", head.seq())
        .param("hash", head.hash())
        .param("at", Times.sql(at))
        .param("signature", signature)
        .update();
  }
}
