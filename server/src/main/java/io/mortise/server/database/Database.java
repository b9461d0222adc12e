package io.mortise.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.mortise.server.settings.Settings;
import io.mortise.server.settings.Settings.DatabaseSettings;
import io.mortise.server.settings.Settings.Login;
import io.mortise.server.settings.SettingsInvalid;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * The database of this server, migrated and ready: the embedded PostgreSQL unless {@code
 * MORTISE_DATABASE_URL} names another. The server works as a role that owns nothing; migrations run
 * as the owner.
 */
@Configuration(proxyBeanMethods = false)
public class Database {
  private static final int CONNECTIONS = 24;
  private static final long CONNECTION_WAIT_MILLIS = 3_000;

  record Connections(String url, Login server, Login owner, Optional<EmbeddedPostgres> embedded)
      implements AutoCloseable {
    @Override
    public void close() {
      embedded.ifPresent(EmbeddedPostgres::close);
    }
  }

  @Bean(destroyMethod = "close")
  Connections connections(Settings settings) {
    return settings
        .database()
        .url()
        .map(url -> external(url, settings.database()))
        .orElseGet(() -> embedded(settings));
  }

  @Bean(destroyMethod = "close")
  DataSource dataSource(Connections connections, Settings settings) {
    if (connections.embedded().isEmpty()) {
      requireOwnSessions(connections);
    }
    migrate(connections);
    keepAuditFor(settings.database().auditRetentionDays(), connections);
    var config = new HikariConfig();
    config.setPoolName("mortise");
    config.setJdbcUrl(connections.url());
    config.setUsername(connections.server().user());
    config.setPassword(connections.server().password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(4);
    config.setConnectionTimeout(CONNECTION_WAIT_MILLIS);
    config.setValidationTimeout(1_000);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("ApplicationName", "mortise");
    config.addDataSourceProperty("connectTimeout", "5");
    config.addDataSourceProperty("socketTimeout", "30");
    return new HikariDataSource(config);
  }

  /** The context that closes the database stands; during its start the exit does. */
  @Bean
  ApplicationListener<ContextRefreshedEvent> contextOwnsDatabase(Connections connections) {
    return event -> connections.embedded().ifPresent(EmbeddedPostgres::handOver);
  }

  private static Connections embedded(Settings settings) {
    var postgres = EmbeddedPostgres.start(settings.data());
    return new Connections(
        postgres.url(), postgres.server(), postgres.owner(), Optional.of(postgres));
  }

  private static Connections external(String url, DatabaseSettings settings) {
    Login server =
        settings
            .server()
            .orElseThrow(
                () ->
                    new SettingsInvalid(
                        "MORTISE_DATABASE_URL is set but MORTISE_DATABASE_USER is not."));
    return new Connections(url, server, settings.owner().orElse(server), Optional.empty());
  }

  private static void requireOwnSessions(Connections connections) {
    Login server = connections.server();
    try {
      PoolerCheck.check(
          () -> DriverManager.getConnection(connections.url(), server.user(), server.password()));
    } catch (SQLException e) {
      throw new DatabaseUnavailable(
          "The database that MORTISE_DATABASE_URL names cannot be reached as "
              + server.user()
              + ": "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
  }

  /** Set by the owner, so that the server's role cannot shorten it. */
  private static void keepAuditFor(int days, Connections connections) {
    Login owner = connections.owner();
    try (var connection =
            DriverManager.getConnection(connections.url(), owner.user(), owner.password());
        var update = connection.prepareStatement("update audit_retention set days = ?")) {
      update.setInt(1, days);
      update.executeUpdate();
    } catch (SQLException e) {
      throw new DatabaseUnavailable("The retention of the audit log could not be set.", e);
    }
  }

  private static void migrate(Connections connections) {
    try {
      Flyway.configure()
          .dataSource(connections.url(), connections.owner().user(), connections.owner().password())
          .locations("classpath:io/mortise/server/migrations")
          .placeholders(Map.of("server_role", connections.server().user()))
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new DatabaseUnavailable(
          "The database's tables are not those of this Mortise, or cannot be brought up to date: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
  }
}
