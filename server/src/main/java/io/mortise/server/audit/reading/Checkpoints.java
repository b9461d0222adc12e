package io.mortise.server.audit.reading;

import io.mortise.server.audit.AuditChain;
import io.mortise.server.audit.AuditChain.Head;
import io.mortise.server.audit.ChainHash;
import io.mortise.server.audit.OwnAppends;
import io.mortise.server.audit.chain.ChainVerifier;
import io.mortise.server.audit.chain.Checkpoint;
import io.mortise.server.audit.chain.CheckpointsInOrder;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Page;
import io.mortise.server.kernel.Paging;
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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
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
  private final CheckpointRows rows;
  private final AuditChain chain;
  private final OwnAppends own;
  private final AuditReader reader;
  private final CheckpointKeys keys;
  private final Clock clock;
  private final Map<OrganizationId, Instant> notBefore = new ConcurrentHashMap<>();

  /**
   * The last head that this server signed or followed; the owner of the database cannot undo it.
   */
  private final Map<OrganizationId, Head> remembered = new ConcurrentHashMap<>();

  /** Of what this server remembers, the checkpoint that is no longer in the database. */
  private final Map<OrganizationId, Long> missing = new ConcurrentHashMap<>();

  private enum Ended {
    SIGNED,
    NOTHING_OWN,
    BROKEN
  }

  Checkpoints(
      JdbcClient jdbc,
      AuditChain chain,
      OwnAppends own,
      AuditReader reader,
      CheckpointKeys keys,
      Clock clock) {
    this.jdbc = jdbc;
    this.rows = new CheckpointRows(jdbc, keys);
    this.chain = chain;
    this.own = own;
    this.reader = reader;
    this.keys = keys;
    this.clock = clock;
  }

  /** Signs for every organization whose last checkpoint is 1,000 events or an hour behind. */
  @Scheduled(fixedDelay = 1_000)
  public void signDue() {
    for (Stored stored : stored()) {
      var organization = stored.head().organization();
      if (clock.instant().isAfter(notBefore.getOrDefault(organization, Instant.MIN))) {
        signDue(organization, stored);
      }
    }
  }

  /** What is wrong with one organization's record holds up no other's. */
  private void signDue(OrganizationId organization, Stored stored) {
    try {
      if (isDue(stored) && signOwn(organization) == Ended.NOTHING_OWN) {
        signStored(organization);
      }
    } catch (RuntimeException e) {
      log.error("organization={} NOT SIGNED: {}", organization, e.toString());
      notBefore.put(organization, clock.instant().plus(PAUSE));
    }
  }

  /** Asks the database only where this server's own memory says so: another may have signed. */
  private boolean isDue(Stored stored) {
    var organization = stored.head().organization();
    Head mine = remembered.getOrDefault(organization, genesis(organization));
    return isDue(stored, mine) && isDue(stored, later(mine, lastSigned(organization)));
  }

  private boolean isDue(Stored stored, Head last) {
    long seq = stored.head().seq();
    Instant since = last.seq() == 0 ? stored.opened() : last.at();
    boolean aged = seq > last.seq() && since.isBefore(clock.instant().minus(AGE));
    return seq < last.seq() || seq >= last.seq() + EVENTS || aged;
  }

  /**
   * Signs the head as it is now, unless it is signed already or does not follow from what was.
   * Returns the number of the last event there is or was: a head that lies before what was signed
   * last was moved back by somebody.
   */
  public long sign(OrganizationId organization) {
    if (signOwn(organization) != Ended.BROKEN) {
      signStored(organization);
    }
    Head mine = remembered.getOrDefault(organization, genesis(organization));
    Head last = later(mine, lastSigned(organization));
    return Math.max(chain.head(organization).seq(), last.seq());
  }

  private Ended signOwn(OrganizationId organization) {
    var last = last(organization);
    if (last.isEmpty()) {
      return Ended.BROKEN;
    }
    var run = own.find(organization).filter(found -> found.from().seq() >= last.get().seq());
    if (run.isEmpty()) {
      return Ended.NOTHING_OWN;
    }
    if (!follows(last.get(), run.get().from())) {
      return Ended.BROKEN;
    }
    sign(run.get().to());
    own.signed(run.get());
    return Ended.SIGNED;
  }

  private void signStored(OrganizationId organization) {
    last(organization)
        .ifPresent(
            last -> {
              Head head = chain.head(organization);
              if (!last.sameAs(head) && follows(last, head)) {
                sign(head);
                own.forget(organization);
              }
            });
  }

  /**
   * What a new signature must follow from: the last one that this server knows of itself, and a
   * later one of another server if that follows. Empty where it does not.
   */
  private Optional<Head> last(OrganizationId organization) {
    Head mine = remembered.get(organization);
    noticeMissing(organization, mine);
    Head stored = lastSigned(organization);
    if (mine == null || later(mine, stored) == mine) {
      return Optional.of(mine == null ? stored : mine);
    }
    // What lay between may have been dropped in the meantime; a signature stands for it then.
    boolean dropped = reader.firstSeq(organization) > mine.seq() + 1;
    if (!dropped && !follows(mine, stored)) {
      return Optional.empty();
    }
    remember(stored);
    return Optional.of(stored);
  }

  /** Nobody deletes a checkpoint, not even the retention; once seen, it stays a flaw. */
  private void noticeMissing(OrganizationId organization, @Nullable Head mine) {
    if (mine == null || mine.seq() == 0 || rows.has(organization, mine)) {
      return;
    }
    if (missing.putIfAbsent(organization, mine.seq()) == null) {
      log.error(
          "organization={} the checkpoint of event {}, which this server knows, is no longer in the database. Somebody"
              + " changed it.",
          organization,
          mine.seq());
    }
  }

  /** The event whose checkpoint this server knows and misses. */
  Optional<Long> missing(OrganizationId organization) {
    return Optional.ofNullable(missing.get(organization));
  }

  private void remember(Head head) {
    remembered.merge(head.organization(), head, Checkpoints::later);
  }

  private static Head later(Head known, Head other) {
    return other.seq() > known.seq() ? other : known;
  }

  /** Whether the stored events lead from the one to the other; where not, says so in the log. */
  private boolean follows(Head signed, Head head) {
    if (signed.sameAs(head)) {
      return true;
    }
    var organization = head.organization();
    boolean whole = head.seq() > signed.seq() && walk(signed, head);
    if (!whole) {
      notBefore.put(organization, clock.instant().plus(PAUSE));
      log.error(
          "organization={} NOT SIGNED: event {} does not follow from event {}, which was signed. Somebody changed"
              + " the record; see «mortise audit verify».",
          organization,
          head.seq(),
          signed.seq());
    }
    return whole;
  }

  private boolean walk(Head signed, Head head) {
    var organization = head.organization();
    var walk =
        new ChainVerifier(organization.toString(), hex(signed.hash()), fingerprint(organization));
    try {
      reader.forEach(organization, signed.seq() + 1, head.seq(), walk::event);
    } catch (UnreadableEvent unreadable) {
      walk.unreadable(unreadable.seq());
    }
    return walk.flaw() == null
        && walk.fromSeq() == signed.seq() + 1
        && walk.lastSeq() == head.seq()
        && walk.lastHash().equals(hex(head.hash()));
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

  /**
   * A later signature says whether the event is the one that was; what leads to it must be whole.
   */
  private boolean signed(Head event) {
    var organization = event.organization();
    Head before = rows.lastSigned(organization, event.seq()).orElseGet(() -> genesis(organization));
    Optional<Head> after =
        rows.firstSigned(organization, event.seq())
            .or(() -> Optional.ofNullable(remembered.get(organization)))
            .filter(head -> head.seq() >= event.seq());
    if (after.isPresent() && after.get().sameAs(event)) {
      return true;
    }
    boolean follows = follows(before, event) && (after.isEmpty() || follows(event, after.get()));
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
    rows.insert(organization, head, at, signature);
    remember(new Head(organization, head.seq(), head.hash(), at));
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
        (from, limit) -> rows.find(organization, from, toSeq, limit, "asc"), fromSeq);
  }

  /** Newest first. */
  Page<Checkpoint> page(OrganizationId organization, Paging paging) {
    Long before = paging.afterNumber();
    long last = before == null ? Long.MAX_VALUE : before - 1;
    return Page.of(
        rows.find(organization, 0, last, paging.oneMore(), "desc"),
        paging,
        checkpoint -> Long.toString(checkpoint.seq()),
        () -> rows.count(organization));
  }

  /**
   * Names the key that signs this organization's checkpoints; shown at set-up, to be kept
   * elsewhere.
   */
  public String fingerprint(OrganizationId organization) {
    return keys.fingerprint(organization);
  }

  private String publicKey(OrganizationId organization) {
    return Base64.getEncoder().encodeToString(keys.publicKey(organization));
  }

  /** What was signed last; before that, the beginning of the chain. */
  private Head lastSigned(OrganizationId organization) {
    return rows.lastSigned(organization, Long.MAX_VALUE).orElseGet(() -> genesis(organization));
  }

  private static Head genesis(OrganizationId organization) {
    return new Head(organization, 0, ChainHash.genesis(), Instant.EPOCH);
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }

  /** The head as the database has it, and since when there is one. */
  private record Stored(Head head, Instant opened) {}

  private List<Stored> stored() {
    return jdbc.sql(
            """
            select h.organization, h.seq, h.hash, h.at, o.created_at
            from audit_head h join organization o on o.id = h.organization
            """)
        .query(
            (row, n) -> {
              var organization = new OrganizationId(row.getObject("organization", UUID.class));
              var head =
                  new Head(
                      organization, row.getLong("seq"), row.getBytes("hash"), Times.get(row, "at"));
              return new Stored(head, Times.get(row, "created_at"));
            })
        .list();
  }
}
