package io.mortise.server.testing;

import io.mortise.server.database.EmbeddedPostgres;
import io.mortise.server.settings.Settings.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/**
 * One real PostgreSQL for all tests of this JVM. Databases are copies of a migrated template; their
 * sessions run in a zone far from UTC, so that nothing can depend on the zone.
 */
public final class TestPostgres {
  private static final String ZONE = "Pacific/Kiritimati";
  private static final String TEMPLATE = "mortise_template";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestPostgres() {}

  /** A database of a test's own, empty but migrated. */
  public record Database(String name, String url, Login server, Login owner) {

    /** A connection as the role that the server works as. */
    public Connection asServer() throws SQLException {
      return DriverManager.getConnection(url, server.user(), server.password());
    }

    /** A connection as the owner of all tables, who here is a superuser too. */
    public Connection asOwner() throws SQLException {
      return DriverManager.getConnection(url, owner.user(), owner.password());
    }

    /** Runs statements as the owner. */
    public void execute(String sql) {
      try (var connection = asOwner();
          var statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class Running {
    private static final EmbeddedPostgres POSTGRES = start();
  }

  public static Database freshDatabase() {
    return create("test_" + COUNT.incrementAndGet(), TEMPLATE);
  }

  /** Not migrated, for tests of the first start. */
  public static Database emptyDatabase() {
    return create("test_" + COUNT.incrementAndGet(), "template1");
  }

  private static synchronized Database create(String name, String template) {
    var postgres = Running.POSTGRES;
    copy(postgres, name, template);
    return new Database(name, postgres.url(name), postgres.server(), postgres.owner());
  }

  private static EmbeddedPostgres start() {
    // The driver asks for the zone of the JVM, whatever the database is set to.
    TimeZone.setDefault(TimeZone.getTimeZone(ZONE));
    try {
      Path folder = Files.createTempDirectory("mortise-test-postgres");
      var postgres = EmbeddedPostgres.start(folder);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(postgres, folder)));
      // Durability is not what these databases are for; whoever tests it starts a server of their
      // own.
      admin(postgres, "alter system set fsync = off");
      admin(postgres, "alter system set full_page_writes = off");
      admin(postgres, "select pg_reload_conf()");
      copy(postgres, TEMPLATE, "template1");
      migrate(postgres);
      return postgres;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(EmbeddedPostgres postgres, String name, String template) {
    admin(postgres, "create database " + name + " template " + template);
    admin(postgres, "alter database " + name + " set timezone to '" + ZONE + "'");
  }

  private static void migrate(EmbeddedPostgres postgres) {
    Flyway.configure()
        .dataSource(postgres.url(TEMPLATE), postgres.owner().user(), postgres.owner().password())
        .locations("classpath:io/mortise/server/migrations")
        .placeholders(Map.of("server_role", postgres.server().user()))
        .load()
        .migrate();
  }

  private static void admin(EmbeddedPostgres postgres, String sql) {
    var login = postgres.owner();
    try (var connection =
            DriverManager.getConnection(postgres.url("postgres"), login.user(), login.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void end(EmbeddedPostgres postgres, Path folder) {
    postgres.close();
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
