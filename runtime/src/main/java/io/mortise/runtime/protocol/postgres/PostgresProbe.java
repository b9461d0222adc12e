package io.mortise.runtime.protocol.postgres;

import io.mortise.runtime.auth.Login;
import io.mortise.runtime.call.CallLimits;
import io.mortise.runtime.connector.HostRules;
import io.mortise.runtime.connector.ProbeSpec;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.net.AddressBook;
import io.mortise.runtime.net.Deadline;
import io.mortise.runtime.net.HostAndPort;
import io.mortise.runtime.net.Network;
import io.mortise.runtime.net.OutboundPolicy;
import io.mortise.runtime.net.PinnedSocketFactory;
import io.mortise.runtime.net.ServiceFailed;
import io.mortise.runtime.probe.Probe;
import io.mortise.runtime.probe.ProbeFinding;
import io.mortise.runtime.probe.ProbeTarget;
import io.mortise.runtime.probe.Reason;
import java.net.InetAddress;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Signs in to PostgreSQL and reads the name of the current user. Fields: {@code host, port,
 * database, tlsMode, caCertificate}.
 */
public final class PostgresProbe implements Probe {
  private static final ProbeSpec SPEC = new ProbeSpec.Database("postgresql");

  private final OutboundPolicy policy;
  private final CallLimits limits;
  private final AddressBook addresses;

  public PostgresProbe(OutboundPolicy policy, CallLimits limits, Network.Resolver resolver) {
    this.policy = policy;
    this.limits = limits;
    this.addresses = new AddressBook(policy, resolver);
  }

  @Override
  public boolean makes(ProbeSpec spec) {
    return spec.equals(SPEC);
  }

  @Override
  public ProbeFinding run(ProbeTarget target) {
    var fields = target.fields();
    var address = address(target);
    var host = address.name();
    int port = address.port();
    if (!HostRules.of(target.hosts()).covers(List.of(host + ":" + port))) {
      return ProbeFinding.of(Reason.WRONG_HOST);
    }
    var login = target.method().scheme().login(fields).orElse(new Login("", ""));
    try {
      return new Deadline(limits.total()).run(() -> connect(host, port, fields, login), () -> {});
    } catch (ServiceFailed e) {
      return ProbeFinding.of(e);
    } catch (ExecutionException e) {
      return e.getCause() instanceof ServiceFailed failed
          ? ProbeFinding.of(failed)
          : ProbeFinding.of(Reason.UNEXPECTED);
    }
  }

  @Override
  public HostAndPort address(ProbeTarget target) {
    var fields = target.fields();
    return new HostAndPort(
        fields.text("host").orElse(""), fields.text("port").map(Integer::parseInt).orElse(5432));
  }

  private ProbeFinding connect(String host, int port, Fields fields, Login login) {
    var finding = ProbeFinding.of(Reason.NETWORK);
    for (var address : addresses.find(host, port, true)) {
      finding = connectTo(address, host, port, fields, login);
      if (finding.reason() != Reason.NETWORK) {
        return finding;
      }
    }
    return finding;
  }

  private ProbeFinding connectTo(
      InetAddress address, String host, int port, Fields fields, Login login) {
    boolean mayBePlain = policy.permitsPlain(address, port);
    var tls = PostgresTls.of(fields, mayBePlain);
    if (tls.isEmpty()) {
      return ProbeFinding.of(Reason.TLS)
          .withMessage(
              "Without TLS, Mortise connects only to networks that an administrator has allowed.")
          .withRemedy("Choose the TLS mode require, or a stricter one.");
    }
    var source = source(host, port, fields, address);
    tls.get().applyTo(source);
    try (var connection = source.getConnection(login.username(), login.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select current_user")) {
      var user = rows.next() ? rows.getString(1) : null;
      return ProbeFinding.works("PostgreSQL accepted the secret.", null, user);
    } catch (SQLException e) {
      return PostgresFailures.finding(e);
    }
  }

  private PGSimpleDataSource source(String host, int port, Fields fields, InetAddress address) {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {host});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(fields.text("database").orElse(""));
    source.setApplicationName("Mortise");
    source.setSocketFactory(PinnedSocketFactory.class.getName());
    source.setSocketFactoryArg(address.getHostAddress());
    source.setConnectTimeout((int) limits.connect().toSeconds());
    source.setSocketTimeout((int) limits.total().toSeconds());
    source.setLoginTimeout(0);
    PostgresTls.set(source, PGProperty.GSS_ENC_MODE, "disable");
    return source;
  }
}
