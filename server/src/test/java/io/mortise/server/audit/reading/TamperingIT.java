package io.mortise.server.audit.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.testing.TestServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A change to any column that an event is made of is found. The columns come from the database, so
 * that a new one cannot be left out of the hash unnoticed.
 */
class TamperingIT {
  private static final int SEQ = 3;

  private static TestServer server;
  private static TestChains chains;

  private record Column(String table, String name, String type) {
    /** Another value of the type, never the one that is there. */
    String changed() {
      return switch (type) {
        case "timestamp with time zone" -> "%s + interval '1 millisecond'";
        case "integer", "smallint", "bigint" -> "%s + 1";
        case "bytea" -> "coalesce(set_byte(%1$s, 0, get_byte(%1$s, 0) # 1), '\\x01')";
        case "jsonb" -> "coalesce(%s, '{}') || '{\"flow\":\"another\"}'";
        case "text" -> "coalesce(%s, '') || 'x'";
        case "uuid" -> "gen_random_uuid()";
        default -> throw new IllegalStateException("No change known for the type " + type);
      };
    }
  }

  @BeforeAll
  static void start() {
    server = TestServer.start();
    server.api().setUp();
    chains = new TestChains(server);
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> everyColumnOfAnEvent() {
    return columns("audit_event").stream()
        .map(column -> DynamicTest.dynamicTest(column.name(), () -> eventChanged(column)));
  }

  /** What a party is called and is; the other columns are only ways to it. */
  @TestFactory
  Stream<DynamicTest> everyColumnOfAParty() {
    return columns("audit_party").stream()
        .filter(column -> !List.of("organization", "no", "lookup").contains(column.name()))
        .map(column -> DynamicTest.dynamicTest(column.name(), () -> partyChanged(column)));
  }

  @TestFactory
  Stream<DynamicTest> everyColumnOfTheHead() {
    return columns("audit_head").stream()
        .filter(column -> !List.of("organization", "at").contains(column.name()))
        .map(column -> DynamicTest.dynamicTest(column.name(), () -> headChanged(column)));
  }

  private static void eventChanged(Column column) {
    var organization = chains.organizationWithEvents(5);
    assertThat(chains.verdict(organization).ok()).isTrue();

    change(column, organization, "seq = " + SEQ);

    assertThat(chains.verdict(organization).ok()).as(column.name()).isFalse();
  }

  private static void partyChanged(Column column) {
    var organization = chains.organizationWithEvents(5);
    assertThat(chains.verdict(organization).ok()).isTrue();

    change(column, organization, "name = 'Mia'");

    assertThat(chains.verdict(organization).ok()).as(column.name()).isFalse();
  }

  private static void headChanged(Column column) {
    var organization = chains.organizationWithEvents(5);
    assertThat(chains.verdict(organization).ok()).isTrue();

    change(column, organization, "true");

    assertThat(chains.verdict(organization).ok()).as(column.name()).isFalse();
  }

  private static void change(Column column, OrganizationId organization, String where) {
    chains.asSuperuser(
        "update %s set %s = %s where organization = '%s' and %s"
            .formatted(
                column.table(),
                column.name(),
                column.changed().formatted(column.name()),
                organization.value(),
                where));
  }

  private static List<Column> columns(String table) {
    var columns =
        server
            .jdbc()
            .sql(
                """
                select column_name, data_type from information_schema.columns
                where table_schema = 'public' and table_name = :table order by ordinal_position
                """)
            .param("table", table)
            .query(
                (row, n) ->
                    new Column(table, row.getString("column_name"), row.getString("data_type")))
            .list();
    assertThat(columns).isNotEmpty();
    return columns;
  }
}
