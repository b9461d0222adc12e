package io.mortise.server.audit;

import io.mortise.server.audit.AuditChain.Head;
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
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Signs where the chain ends: after every 1,000 events, looked for once a second, and every hour.
 * Nothing is signed that does not follow from what was signed last: what this server did not chain
 * itself is walked first. Each goes to the log too, so that a copy lives where the database's owner
 * may not reach.
 */
@Component
public class Checkpoints {
  private static final Logger log = LoggerFactory.getLogger("mortise.audit.checkpoint");
  private static final long EVENTS = 1_000;
  private static final Duration AGE = Duration.ofHours(1);

  /** After a record that does not follow: it is walked whole each time. */
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final JdbcClient jdbc;
  private final AuditChain chain;
  private final OwnAppends own;
  private final AuditReader reader;
  private final CheckpointKeys keys;
  private final Clock clock;
  private final Map<OrganizationId, Instant> notBefore = new ConcurrentHashMap<>();

  Checkpoints(
      JdbcClient jdbc,
      AuditChain chain,
      OwnAppends own,
      AuditReader reader,
      CheckpointKeys keys,
      Clock clock) {
    this.jdbc = jdbc;
    this.chain = chain;
    this.own = own;
    this.reader = reader;
    this.keys = keys;
    this.clock = clock;
  }

  /** Signs for every organization whose last checkpoint is 1,000 events or an hour behind. */
  @Scheduled(fixedDelay = 1_000)
  public void signDue() {
    for (OrganizationId organization : due()) {
      if (clock.instant().isAfter(notBefore.getOrDefault(organization, Instant.MIN))) {
        signDue(organization);
      }
    }
  }

  /** What is wrong with one organization's record holds up no other's. */
  private void signDue(OrganizationId organization) {
    try {
      if (!signOwn(organization)) {
        signStored(organization);
      }
    } catch (RuntimeException e) {
      log.error("organization={} NOT SIGNED: {}", organization, e.toString());
      notBefore.put(organization, clock.instant().plus(PAUSE));
    }
  }

  /**
   * Signs the head as it is now, unless it is signed already or does not follow from what was.
   * Returns the number of the last event there is or was: a head that lies before what was signed
   * last was moved back by somebody.
   */
  public long sign(OrganizationId organization) {
    signOwn(organization);
    signStored(organization);
    return Math.max(chain.head(organization).seq(), last(organization).seq());
  }

  private boolean signOwn(OrganizationId organization) {
    Head last = last(organization);
    var run = own.find(organization).filter(found -> found.from().seq() >= last.seq());
    if (run.isEmpty() || !follows(last, run.get().from())) {
      return false;
    }
    sign(run.get().to());
    own.signed(run.get());
    return true;
  }

  private void signStored(OrganizationId organization) {
    Head last = last(organization);
    Head head = chain.head(organization);
    if (head.seq() > last.seq() && follows(last, head)) {
      sign(head);
      own.forget(organization);
    }
  }

  /** Whether the stored events lead from the one to the other; where not, says so in the log. */
  private boolean follows(Head signed, Head head) {
    if (signed.sameAs(head)) {
      return true;
    }
    var organization = head.organization();
    var walk =
        new ChainVerifier(organization.toString(), hex(signed.hash()), fingerprint(organization));
    reader.forEach(organization, signed.seq() + 1, head.seq(), walk::event);
    boolean whole =
        walk.flaw() == null
            && walk.lastSeq() == head.seq()
            && walk.lastHash().equals(hex(head.hash()));
    if (!whole) {
      notBefore.put(organization, clock.instant().plus(PAUSE));
      log.error(
          "organization={} NOT SIGNED: events {} to {} do not follow from the last checkpoint. Somebody changed the"
              + " record; see «mortise audit verify».",
          organization,
          signed.seq() + 1,
          head.seq());
    }
    return whole;
  }

  /**
   * What is about to be dropped leaves its last event signed, to follow the chain from there.
   *
   * @param signed false where it does not follow from what was signed before
   */
  record LastBefore(OrganizationId organization, long seq, boolean signed) {}

  List<LastBefore> signLastBefore(Instant time) {
    return lastBefore(time).stream()
        .map(event -> new LastBefore(event.organization(), event.seq(), signed(event)))
        .toList();
  }

  private boolean signed(Head event) {
    if (!find(event.organization(), event.seq(), event.seq()).isEmpty()) {
      return true;
    }
    boolean follows = follows(last(event.organization(), event.seq()), event);
    if (follows) {
      sign(event);
    }
    return follows;
  }

  private List<Head> lastBefore(Instant time) {
    return jdbc.sql(
            """
            select distinct on (organization) organization, seq, hash, at from audit_event
            where at < :time order by organization, seq desc
            """)
        .param("time", Times.sql(time))
        .query(
            (row, n) -> {
              var organization = new OrganizationId(row.getObject("organization", UUID.class));
              return new Head(
                  organization, row.getLong("seq"), row.getBytes("hash"), Times.get(row, "at"));
            })
        .list();
  }

  private void sign(Head head) {
    var organization = head.organization();
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    String hash = hex(head.hash());
    byte[] signature =
        keys.sign(
            organization, Checkpoint.signedContent(organization.toString(), head.seq(), hash, at));
    insert(organization, head, at, signature);
    var checkpoint =
        new Checkpoint(
            organization.toString(),
            head.seq(),
            hash,
            at,
            publicKey(organization),
            Base64.getEncoder().encodeToString(signature));
    log.info("{}", checkpoint.line());
  }

  /** Those in that range, oldest first, read as they are needed. */
  CheckpointsInOrder inOrder(OrganizationId organization, long fromSeq, long toSeq) {
    return new CheckpointsInOrder(
        (from, limit) -> find(organization, from, toSeq, limit, "asc"), fromSeq);
  }

  List<Checkpoint> find(OrganizationId organization, long fromSeq, long toSeq) {
    return find(organization, fromSeq, toSeq, 1_000);
  }

  /** Newest first. */
  List<Checkpoint> find(OrganizationId organization, long fromSeq, long toSeq, int limit) {
    return find(organization, fromSeq, toSeq, limit, "desc");
  }

  private List<Checkpoint> find(
      OrganizationId organization, long fromSeq, long toSeq, int limit, String direction) {
    String key = publicKey(organization);
    return jdbc.sql(
            """
            select seq, hash, at, signature from audit_checkpoint
            where organization = :organization and seq between :from and :to
            order by seq %s limit :limit
            """
                .formatted(direction))
        .param("organization", organization.value())
        .param("from", fromSeq)
        .param("to", toSeq)
        .param("limit", limit)
        .query(
            (row, n) ->
                new Checkpoint(
                    organization.toString(),
                    row.getLong("seq"),
                    hex(row.getBytes("hash")),
                    Times.get(row, "at"),
                    key,
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

  /** What was signed last; before that, the beginning of the chain. */
  private Head last(OrganizationId organization) {
    return last(organization, Long.MAX_VALUE);
  }

  private Head last(OrganizationId organization, long before) {
    return jdbc.sql(
            """
            select seq, hash, at from audit_checkpoint
            where organization = :organization and seq < :before
            order by seq desc limit 1
            """)
        .param("organization", organization.value())
        .param("before", before)
        .query(
            (row, n) ->
                new Head(
                    organization, row.getLong("seq"), row.getBytes("hash"), Times.get(row, "at")))
        .optional()
        .orElseGet(() -> new Head(organization, 0, ChainHash.genesis(), Instant.EPOCH));
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
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

  private void insert(OrganizationId organization, Head head, Instant at, byte[] signature) {
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
