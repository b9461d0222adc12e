package io.mortise.server.audit.reading;

import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditHistory;
import io.mortise.server.audit.AuditParties;
import io.mortise.server.audit.ChainHash;
import io.mortise.server.audit.ChainHash.What;
import io.mortise.server.audit.KeyOwners;
import io.mortise.server.audit.KnownParty;
import io.mortise.server.audit.Outcome;
import io.mortise.server.audit.Party;
import io.mortise.server.audit.RecordedEvent;
import io.mortise.server.audit.RecordedEvent.Row;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Page;
import io.mortise.server.kernel.Paging;
import io.mortise.server.kernel.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the record, newest first for people, oldest first for export and verification. */
@Component
class AuditReader implements AuditHistory {
  private static final Logger log = LoggerFactory.getLogger(AuditReader.class);

  private static final String SELECT =
      """
      select e.seq, e.at, e.version, e.action, e.outcome, e.hash, e.reason, e.facts,
             a.no as a_no, a.kind as a_kind, a.id as a_id, a.name as a_name, a.name_key as a_key, a.name_hash as a_hash,
             t.no as t_no, t.kind as t_kind, t.id as t_id, t.name as t_name, t.name_key as t_key, t.name_hash as t_hash,
             d.no as d_no, d.kind as d_kind, d.id as d_id, d.name as d_name, d.name_key as d_key, d.name_hash as d_hash
      from audit_event e
      join audit_party a on a.no = e.actor
      join audit_party t on t.no = e.target
      left join audit_party d on d.no = e.address
      """;

  private static final String FITTING =
      """
      where e.organization = :organization
        and (:from::timestamptz is null or e.at >= :from)
        and (:to::timestamptz is null or e.at < :to)
        and (:action::int is null or e.action = :action)
        and (:except::int is null or e.action <> :except)
        and (:actor::uuid is null or e.actor = any(array(
              select no from audit_party where organization = :organization and id = any(:actors))))
        and (:target::uuid is null or e.target = any(array(
              select no from audit_party where organization = :organization and id = :target)))
      """;

  private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final KeyOwners owners;

  AuditReader(JdbcClient jdbc, JsonMapper json, KeyOwners owners) {
    this.jdbc = jdbc;
    this.json = json;
    this.owners = owners;
  }

  @Override
  public Page<RecordedEvent> page(OrganizationId organization, Filter filter, Paging paging) {
    var found =
        where(
                SELECT
                    + FITTING
                    + " and (:before::bigint is null or e.seq < :before)"
                    + " order by e.seq desc limit :limit",
                organization,
                filter)
            .param("before", paging.afterNumber())
            .param("limit", paging.oneMore())
            .query((row, n) -> shown(row))
            .list();
    return Page.of(
        withOwners(organization, found),
        paging,
        event -> Long.toString(event.seq()),
        () ->
            where(
                    "select count(*) from (select from audit_event e "
                        + FITTING
                        + " limit :limit) counted",
                    organization,
                    filter)
                .param("limit", Page.COUNTED + 1)
                .query(Long.class)
                .single());
  }

  /** The event with that number, unless retention has dropped it. */
  Optional<RecordedEvent> find(OrganizationId organization, long seq) {
    return jdbc.sql(
            SELECT + " where e.organization = :organization and e.seq = :seq order by e.at limit 1")
        .param("organization", organization.value())
        .param("seq", seq)
        .query((row, n) -> shown(row))
        .optional()
        .map(event -> withOwners(organization, List.of(event)).getFirst());
  }

  /**
   * The last event in which a credential was used, or refused to that actor; searched under each of
   * the actor's former names, because every name is a party of its own.
   */
  @Override
  public Optional<RecordedEvent> lastUseBy(OrganizationId organization, UUID actor) {
    return jdbc.sql(
            SELECT
                + """
                where e.organization = :organization and (e.seq, e.at) = (
                  select last.seq, last.at from audit_party p cross join lateral (
                    select u.seq, u.at from audit_event u
                    where u.organization = :organization and u.actor = p.no and u.action in (:used, :refused, :refusedByService)
                    order by u.seq desc limit 1) last
                  where p.organization = :organization and p.id = :actor
                  order by last.seq desc limit 1)
                """)
        .param("organization", organization.value())
        .param("actor", actor)
        .param("used", AuditAction.CREDENTIAL_USED.code())
        .param("refused", AuditAction.CREDENTIAL_REFUSED.code())
        .param("refusedByService", AuditAction.CREDENTIAL_REFUSED_BY_SERVICE.code())
        .query((row, n) -> shown(row))
        .optional();
  }

  private JdbcClient.StatementSpec where(String sql, OrganizationId organization, Filter filter) {
    return jdbc.sql(sql)
        .param("organization", organization.value())
        .param("from", Times.sql(filter.from()))
        .param("to", Times.sql(filter.to()))
        .param("action", filter.action() == null ? null : filter.action().code())
        .param("except", filter.except() == null ? null : filter.except().code())
        .param("actor", filter.actor())
        .param(
            "actors", filter.actor() == null ? new UUID[0] : actors(organization, filter.actor()))
        .param("target", filter.target());
  }

  /** Who acts under that id: what a person or service account does by an API key, they do. */
  private UUID[] actors(OrganizationId organization, UUID actor) {
    return Stream.concat(
            Stream.of(actor), owners.keysOf(organization, actor).stream().map(ApiKeyId::value))
        .toArray(UUID[]::new);
  }

  private List<RecordedEvent> withOwners(OrganizationId organization, List<RecordedEvent> events) {
    var keys = events.stream().flatMap(event -> event.actor().apiKey().stream()).toList();
    if (keys.isEmpty()) {
      return events;
    }
    var known = owners.owners(organization, keys);
    return events.stream()
        .map(event -> event.actor().apiKey().map(known::get).map(event::byKeyOf).orElse(event))
        .toList();
  }

  /** One row that somebody damaged hides no other. */
  private RecordedEvent shown(ResultSet row) throws SQLException {
    try {
      return RecordedEvent.of(read(row), false);
    } catch (UnreadableEvent e) {
      log.error("{}", e.getMessage());
      return RecordedEvent.unreadable(
          row.getLong("seq"), Times.get(row, "at"), HexFormat.of().formatHex(row.getBytes("hash")));
    }
  }

  /** Streams a contiguous range, oldest first, with proofs. */
  void forEach(
      OrganizationId organization, long fromSeq, long toSeq, Consumer<RecordedEvent> consumer) {
    var page = page(organization, fromSeq - 1, END_OF_TIME, toSeq);
    while (!page.isEmpty()) {
      page.forEach(consumer);
      // By time too: a second row under the same number must come to light.
      page = page(organization, page.getLast().seq(), page.getLast().at(), toSeq);
    }
  }

  /**
   * The hash of the event before, which the first event of a range is chained to; empty where
   * retention dropped it.
   */
  String hashBefore(OrganizationId organization, long seq) {
    if (seq <= 1) {
      return HexFormat.of().formatHex(ChainHash.genesis());
    }
    return jdbc.sql(
            """
            select hash from audit_event where organization = :organization and seq = :seq
            union all
            select hash from audit_checkpoint where organization = :organization and seq = :seq
            limit 1
            """)
        .param("organization", organization.value())
        .param("seq", seq - 1)
        .query(byte[].class)
        .optional()
        .map(HexFormat.of()::formatHex)
        .orElse("");
  }

  /** Number of the head where its hash is not that of the event with its number. */
  Optional<Long> headThatNoEventHas(OrganizationId organization) {
    return jdbc.sql(
            """
            select h.seq from audit_head h
            left join audit_event e on e.organization = h.organization and e.seq = h.seq and e.hash = h.hash
            where h.organization = :organization and h.seq > 0 and e.seq is null
            """)
        .param("organization", organization.value())
        .query(Long.class)
        .optional();
  }

  /** The first sequence number that is still kept. */
  long firstSeq(OrganizationId organization) {
    return jdbc.sql(
            "select coalesce(min(seq), 1) from audit_event where organization = :organization")
        .param("organization", organization.value())
        .query(Long.class)
        .single();
  }

  /** The last sequence number, 0 before the first event. */
  long lastSeq(OrganizationId organization) {
    return jdbc.sql("select seq from audit_head where organization = :organization")
        .param("organization", organization.value())
        .query(Long.class)
        .single();
  }

  /** Whether retention said, on the record, that it drops everything up to that event. */
  boolean announcedDropThrough(OrganizationId organization, long seq) {
    return jdbc.sql(
            """
            select exists (select 1 from audit_event
              where organization = :organization and action = :action and facts ->> 'throughSeq' = :seq)
            """)
        .param("organization", organization.value())
        .param("action", AuditAction.AUDIT_DROPPED.code())
        .param("seq", Long.toString(seq))
        .query(Boolean.class)
        .single();
  }

  private List<RecordedEvent> page(
      OrganizationId organization, long afterSeq, Instant afterAt, long toSeq) {
    return jdbc.sql(
            SELECT
                + """
                where e.organization = :organization and e.seq <= :to
                  and (e.seq, e.at) > (:afterSeq, :afterAt)
                order by e.seq, e.at limit 2000
                """)
        .param("organization", organization.value())
        .param("afterSeq", afterSeq)
        .param("afterAt", Times.sql(afterAt))
        .param("to", toSeq)
        .query((row, n) -> RecordedEvent.of(read(row), true))
        .list();
  }

  private Row read(ResultSet row) throws SQLException {
    try {
      return readable(row);
    } catch (JacksonException | IllegalStateException | IndexOutOfBoundsException e) {
      throw new UnreadableEvent(row.getLong("seq"), e);
    }
  }

  private Row readable(ResultSet row) throws SQLException {
    var what =
        new What(
            AuditAction.ofCode(row.getInt("action")).wire(),
            Outcome.values()[row.getInt("outcome")].wire(),
            row.getString("reason"),
            row.getInt("version"));
    return new Row(
        row.getLong("seq"),
        Times.get(row, "at"),
        party(row, "a"),
        party(row, "t"),
        row.getString("d_kind") == null ? KnownParty.NO_ADDRESS : party(row, "d"),
        what,
        facts(row.getString("facts")),
        HexFormat.of().formatHex(row.getBytes("hash")));
  }

  private Map<String, String> facts(@Nullable String stored) {
    if (stored == null) {
      return Map.of();
    }
    Map<String, String> facts = json.readValue(stored, new TypeReference<>() {});
    if (facts == null || facts.containsValue(null)) {
      throw new IllegalStateException("The audit log holds facts that are null");
    }
    return facts;
  }

  private static KnownParty party(ResultSet row, String alias) throws SQLException {
    var kind = Party.Kind.ofWire(row.getString(alias + "_kind"));
    return new KnownParty(
        row.getInt(alias + "_no"),
        kind,
        kind.idText(row.getObject(alias + "_id", UUID.class)),
        AuditParties.hex(row.getBytes(alias + "_hash")),
        row.getString(alias + "_name"),
        AuditParties.hex(row.getBytes(alias + "_key")));
  }
}
