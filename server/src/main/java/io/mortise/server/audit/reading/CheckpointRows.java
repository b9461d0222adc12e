package io.mortise.server.audit.reading;

import io.mortise.server.audit.AuditChain.Head;
import io.mortise.server.audit.chain.Checkpoint;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Page;
import io.mortise.server.kernel.Times;
import io.mortise.server.vault.CheckpointKeys;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table of checkpoints. Anyone who writes to the database can put rows there, so what is built
 * upon must carry a signature of the organization's key.
 */
final class CheckpointRows {
  private static final Logger log = LoggerFactory.getLogger("mortise.audit.checkpoint");
  private static final int PAGE = 100;

  private final JdbcClient jdbc;
  private final CheckpointKeys keys;

  /** The last unsigned row that was told of, so that it is told once. */
  private final Map<OrganizationId, Long> told = new ConcurrentHashMap<>();

  CheckpointRows(JdbcClient jdbc, CheckpointKeys keys) {
    this.jdbc = jdbc;
    this.keys = keys;
  }

  /** The last that is truly signed, of those before that event. */
  Optional<Head> lastSigned(OrganizationId organization, long before) {
    long to = before - 1;
    while (true) {
      var page = find(organization, 0, to, PAGE, "desc");
      var signed = page.stream().filter(Checkpoint::signatureFits).findFirst();
      tellOfUnsigned(organization, page, signed);
      if (signed.isPresent() || page.size() < PAGE) {
        return signed.map(checkpoint -> head(organization, checkpoint));
      }
      to = page.getLast().seq() - 1;
    }
  }

  /** The first that is truly signed, from that event on. */
  Optional<Head> firstSigned(OrganizationId organization, long from) {
    long next = from;
    while (true) {
      var page = find(organization, next, Long.MAX_VALUE, PAGE, "asc");
      var signed = page.stream().filter(Checkpoint::signatureFits).findFirst();
      if (signed.isPresent() || page.size() < PAGE) {
        return signed.map(checkpoint -> head(organization, checkpoint));
      }
      next = page.getLast().seq() + 1;
    }
  }

  /** At most one more than {@link Page#COUNTED}. */
  long count(OrganizationId organization) {
    return jdbc.sql(
            """
            select count(*) from (
              select from audit_checkpoint where organization = :organization limit :limit) counted
            """)
        .param("organization", organization.value())
        .param("limit", Page.COUNTED + 1)
        .query(Long.class)
        .single();
  }

  List<Checkpoint> find(
      OrganizationId organization, long fromSeq, long toSeq, int limit, String direction) {
    String key = Base64.getEncoder().encodeToString(keys.publicKey(organization));
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
                    HexFormat.of().formatHex(row.getBytes("hash")),
                    Times.get(row, "at"),
                    key,
                    Base64.getEncoder().encodeToString(row.getBytes("signature"))))
        .list();
  }

  boolean has(OrganizationId organization, Head head) {
    return jdbc.sql(
            """
            select exists (select 1 from audit_checkpoint
                           where organization = :organization and seq = :seq and hash = :hash)
            """)
        .param("organization", organization.value())
        .param("seq", head.seq())
        .param("hash", head.hash())
        .query(Boolean.class)
        .single();
  }

  void insert(OrganizationId organization, Head head, Instant at, byte[] signature) {
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

  private void tellOfUnsigned(
      OrganizationId organization, List<Checkpoint> page, Optional<Checkpoint> signed) {
    if (page.isEmpty() || page.getFirst().equals(signed.orElse(null))) {
      return;
    }
    long seq = page.getFirst().seq();
    if (!Long.valueOf(seq).equals(told.put(organization, seq))) {
      log.error(
          "organization={} a checkpoint of event {} is not signed by this organization's key and is not taken."
              + " Somebody changed the database.",
          organization,
          seq);
    }
  }

  private static Head head(OrganizationId organization, Checkpoint checkpoint) {
    return new Head(
        organization,
        checkpoint.seq(),
        HexFormat.of().parseHex(checkpoint.hash()),
        checkpoint.at());
  }
}
