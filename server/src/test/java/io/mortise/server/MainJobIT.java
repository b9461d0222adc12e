package io.mortise.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestPostgres;
import io.mortise.server.testing.TestServer;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the product is for, from one end to the other, against a real PostgreSQL and a real HTTP
 * service.
 */
class MainJobIT {
  private static final String OLD = "fake-old-password";
  private static final String NEW = "fake-new-password";

  private static TestServer server;
  private static Api owner;
  private static Api engine;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    owner = server.api().setUp();
    engine = owner.withKey("runtime:resolve");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void postgresRole_addedUsedRotatedRevoked_worksAtEachStepAndIsOnTheRecord() throws SQLException {
    var orders = TestPostgres.emptyDatabase();
    execute(orders, "create role orders_app login password '" + OLD + "'");
    var target = URI.create(orders.url().substring("jdbc:".length()));

    assertRefusedWith(
        "unauthorized", owner.post("/credentials", database(target, orders.name(), "wrong")));
    Answer added = owner.post("/credentials", database(target, orders.name(), OLD)).expect(201);
    String id = added.at("/id");
    assertThat(added.at("/status")).isEqualTo("active");
    assertThat(added.at("/identity")).contains("orders_app");
    assertThat(added.text()).doesNotContain(OLD);
    assertThat(connectAsResolved(id)).isEqualTo("orders_app");

    execute(orders, "alter role orders_app password '" + NEW + "'");
    assertRefusedWith(
        "unauthorized", owner.post("/credentials/" + id + "/rotate", rotation(OLD + "-not")));
    owner.post("/credentials/" + id + "/rotate", rotation(NEW)).expect(200);
    assertThat(engine.resolve(id).at("/fields/password")).isEqualTo(NEW);
    assertThat(engine.resolve(id).at("/version")).isEqualTo("2");
    assertThat(connectAsResolved(id)).isEqualTo("orders_app");
    assertThat(connects(orders, OLD)).isFalse();

    owner.post("/credentials/" + id + "/revoke").expect(200);
    engine.resolve(id).expect(410, "credential_revoked");
    assertRecorded(
        id,
        "credential.created",
        "credential.used",
        "credential.rotated",
        "credential.revoked",
        "credential.refused");
  }

  @Test
  void httpService_addedCalledThroughTheProxyRotatedRevoked_neverShowsTheSecretToTheCaller() {
    try (var service = DialectServer.start().accepts("fake-token-1")) {
      var wanted =
          TestCredentials.http(service).named("shop api").field("token", "fake-token-1").verified();
      String id = wanted.addBy(owner);
      Api builder = owner.withKey("runtime:call");

      assertThat(builder.get("/runtime/v1/proxy/" + id + "/orders?page=2").expect(200).text())
          .contains("true");
      assertThat(service.seen().getLast().target()).isEqualTo("/orders?page=2");
      assertThat(service.seen().getLast().header("Authorization")).isEqualTo("Bearer fake-token-1");
      builder.resolve(id).expect(403, "forbidden");

      service.accepts("fake-token-2");
      builder.get("/runtime/v1/proxy/" + id + "/orders").expect(401);
      owner
          .post("/credentials/" + id + "/rotate", Map.of("fields", Map.of("token", "fake-token-2")))
          .expect(200);
      builder.get("/runtime/v1/proxy/" + id + "/orders").expect(200);

      owner.post("/credentials/" + id + "/revoke").expect(200);
      service.forget();
      builder.get("/runtime/v1/proxy/" + id + "/orders").expect(410, "credential_revoked");
      assertThat(service.seen()).isEmpty();
    }
  }

  private static Map<String, Object> database(URI target, String name, String password) {
    var fields = new HashMap<String, Object>();
    fields.put("host", target.getHost());
    fields.put("port", Integer.toString(target.getPort()));
    fields.put("database", name);
    fields.put("username", "orders_app");
    fields.put("password", password);
    fields.put("tlsMode", "disable");
    return Map.of(
        "connector", "postgresql", "method", "database", "name", "orders-db", "fields", fields);
  }

  private static Map<String, Object> rotation(String password) {
    return Map.of("fields", Map.of("password", password));
  }

  private static void assertRefusedWith(String reason, Answer answer) {
    answer.expect(422, "verification_failed");
    assertThat(answer.at("/test/reason")).isEqualTo(reason);
    assertThat(answer.at("/test/remedy")).isNotEmpty();
  }

  /** The user that the database sees when an engine connects with what it resolved. */
  private static String connectAsResolved(String id) throws SQLException {
    Answer resolved = engine.resolve(id).expect(200);
    assertThat(resolved.json().at("/apply").isNull()).isTrue();
    String url =
        "jdbc:postgresql://%s:%s/%s"
            .formatted(
                resolved.at("/fields/host"),
                resolved.at("/fields/port"),
                resolved.at("/fields/database"));
    try (var connection =
            DriverManager.getConnection(
                url, resolved.at("/fields/username"), resolved.at("/fields/password"));
        var row = connection.createStatement().executeQuery("select current_user")) {
      row.next();
      return row.getString(1);
    }
  }

  private static boolean connects(TestPostgres.Database database, String password) {
    try (Connection connection =
        DriverManager.getConnection(database.url(), "orders_app", password)) {
      return connection.isValid(5);
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isEqualTo("28P01");
      return false;
    }
  }

  private static void assertRecorded(String id, String... actions) {
    List<String> recorded =
        owner.get("/credentials/" + id + "/audit?limit=200").expect(200).items().stream()
            .map(event -> event.path("action").asString())
            .toList();
    assertThat(recorded).contains(actions);
    assertThat(owner.post("/audit/verify").expect(200).at("/ok")).isEqualTo("true");
  }

  private static void execute(TestPostgres.Database database, String sql) throws SQLException {
    try (var connection = database.asOwner();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
