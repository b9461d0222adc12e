package io.mortise.server.audit;

import io.mortise.server.access.ExpectedGeneration;
import io.mortise.server.audit.AuditChain.Attempted;
import io.mortise.server.audit.AuditChain.Head;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one hard statement: checks the expected generations, moves the head if it is where we think,
 * and inserts the rows; all in one round trip. Plain JDBC, because arrays of numbers and bytes
 * travel in binary only this way.
 */
final class EventRows {
  // READ COMMITTED: the generations are compared with what had committed when the statement began,
  // which
  // is after the
  // resolve began. So a change that was answered before is always seen.
  private static final String INSERT =
      """
      with claim as (
        select * from unnest(?::uuid[], ?::bigint[]) as c (subject, generation)
      ), stale as (
        select c.subject, c.generation from claim c
        left join guard g on g.organization = ? and g.subject = c.subject
        where coalesce(g.generation, 0) <> c.generation
      ), moved as (
        update audit_head set seq = ?, hash = ?, at = timestamptz 'epoch' + ? * interval '1 microsecond'
        where organization = ? and seq = ? and hash = ? and not exists (select 1 from stale)
        returning organization
      ), inserted as (
        insert into audit_event
          (at, seq, organization, actor, target, address, version, action, outcome, hash, reason, facts)
        select timestamptz 'epoch' + e.at * interval '1 microsecond', ? + e.n, m.organization, e.actor, e.target,
               e.address, e.version, e.action, e.outcome, e.hash, e.reason, e.facts::jsonb
        from moved m, unnest(?::bigint[], ?::int[], ?::int[], ?::int[], ?::int[], ?::int[], ?::int[], ?::bytea[],
               ?::text[], ?::text[]) with ordinality
             as e (at, actor, target, address, version, action, outcome, hash, reason, facts, n)
      )
      select exists (select 1 from moved) as moved,
             (select array_agg(subject) from stale) as stale_subjects,
             (select array_agg(generation) from stale) as stale_generations
      """;

  private final JdbcTemplate jdbc;
  private final JsonMapper json;

  EventRows(JdbcTemplate jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  Attempted insert(EventBatch batch, List<ExpectedGeneration> expected) {
    return jdbc.execute(
        (Connection connection) -> {
          try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            bind(connection, statement, batch, expected);
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return outcome(row, batch);
            }
          }
        });
  }

  private static Attempted outcome(ResultSet row, EventBatch batch) throws SQLException {
    if (row.getBoolean("moved")) {
      return new Attempted.Appended(batch.before(), batch.head());
    }
    var stale = row.getArray("stale_subjects");
    if (stale == null) {
      return new Attempted.HeadMoved();
    }
    return new Attempted.GenerationsStale(
        AuditChain.expected(
            (UUID[]) stale.getArray(), (Long[]) row.getArray("stale_generations").getArray()));
  }

  private void bind(
      Connection connection,
      PreparedStatement statement,
      EventBatch batch,
      List<ExpectedGeneration> expected)
      throws SQLException {
    Head before = batch.before();
    Head after = batch.head();
    UUID organization = before.organization().value();
    var events = batch.events();
    int at = 0;
    statement.setArray(
        ++at,
        array(
            connection,
            "uuid",
            expected.stream().map(ExpectedGeneration::subject).toArray(UUID[]::new)));
    statement.setArray(
        ++at,
        array(
            connection,
            "int8",
            expected.stream().mapToLong(ExpectedGeneration::generation).toArray()));
    statement.setObject(++at, organization);
    statement.setLong(++at, after.seq());
    statement.setBytes(++at, after.hash());
    statement.setLong(++at, micros(after.at()));
    statement.setObject(++at, organization);
    statement.setLong(++at, before.seq());
    statement.setBytes(++at, before.hash());
    statement.setLong(++at, before.seq());
    statement.setArray(
        ++at, array(connection, "int8", events.stream().mapToLong(e -> micros(e.at())).toArray()));
    statement.setArray(++at, ints(connection, events, e -> e.actor().no()));
    statement.setArray(++at, ints(connection, events, e -> e.target().no()));
    statement.setArray(++at, ints(connection, events, e -> e.address().no()));
    statement.setArray(++at, ints(connection, events, e -> e.event().how().secretVersion()));
    statement.setArray(++at, ints(connection, events, e -> e.event().action().code()));
    statement.setArray(++at, ints(connection, events, e -> e.event().outcome().ordinal()));
    statement.setArray(++at, array(connection, "bytea", batch.hashes()));
    statement.setArray(++at, texts(connection, events, e -> e.event().how().reason()));
    statement.setArray(++at, texts(connection, events, e -> facts(e.event().how().facts())));
  }

  private static Array ints(
      Connection connection, List<PreparedEvent> events, ToIntFunction<PreparedEvent> member)
      throws SQLException {
    return array(connection, "int4", events.stream().mapToInt(member).toArray());
  }

  private static Array texts(
      Connection connection,
      List<PreparedEvent> events,
      Function<PreparedEvent, @Nullable String> member)
      throws SQLException {
    return array(connection, "text", events.stream().map(member).toArray(String[]::new));
  }

  /** PostgreSQL's own form takes primitive arrays, which JDBC's does not. */
  private static Array array(Connection connection, String type, Object elements)
      throws SQLException {
    return connection.unwrap(PGConnection.class).createArrayOf(type, elements);
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  private @Nullable String facts(Map<String, String> facts) {
    return facts.isEmpty() ? null : json.writeValueAsString(facts);
  }
}
