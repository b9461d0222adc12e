package io.mortise.server.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.server.testing.TestPostgres;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoolerCheckIT {
  private final TestPostgres.Database database = TestPostgres.freshDatabase();

  @Test
  void check_postgresqlItself_passes() {
    assertThatCode(() -> PoolerCheck.check(database::asServer)).doesNotThrowAnyException();
  }

  @Test
  void check_sessionsHandedAround_saysTheCure() throws SQLException {
    try (var pooler = new TransactionPooler()) {
      assertThatThrownBy(() -> PoolerCheck.check(pooler::connect))
          .isInstanceOf(DatabaseUnavailable.class)
          .hasMessageContaining("pool_mode = session");
    }
  }

  /** Gives each transaction a session, as PgBouncer does with pool_mode = transaction. */
  private final class TransactionPooler implements AutoCloseable {
    private final Deque<Connection> free = new ArrayDeque<>();

    Connection connect() {
      var session = new Session();
      return (Connection)
          Proxy.newProxyInstance(
              Connection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> session.call(method, arguments));
    }

    @Override
    public void close() throws SQLException {
      for (var connection : free) {
        connection.close();
      }
    }

    private final class Session {
      private @Nullable Connection held;

      @Nullable Object call(Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("close")) {
          return null;
        }
        Connection mine = held;
        if (mine == null) {
          mine = free.isEmpty() ? database.asServer() : free.pop();
        }
        held = mine;
        try {
          return method.invoke(mine, arguments);
        } catch (InvocationTargetException e) {
          throw e.getCause();
        } finally {
          if (mine.getAutoCommit()) {
            free.push(mine);
            held = null;
          }
        }
      }
    }
  }
}
