package io.mortise.server.database;

import io.mortise.server.settings.PrivateFile;
import io.mortise.server.settings.Settings.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * {@code database.env} (0600): what a second server or {@code pg_dump} needs to reach the embedded
 * PostgreSQL, in the names of the settings.
 */
final class ConnectionFile {
  private static final int UNASSIGNED = 0;

  private final Path file;
  private final String serverPassword;
  private final String ownerPassword;
  private int port;

  private ConnectionFile(Path file, String serverPassword, String ownerPassword, int port) {
    this.file = file;
    this.serverPassword = serverPassword;
    this.ownerPassword = ownerPassword;
    this.port = port;
  }

  static ConnectionFile readOrCreate(Path file) {
    if (!Files.exists(file)) {
      var fresh =
          new ConnectionFile(
              file,
              EmbeddedPostgres.randomPassword(),
              EmbeddedPostgres.randomPassword(),
              UNASSIGNED);
      // Written before the cluster exists, so that no crash can leave a cluster whose password
      // nobody knows.
      fresh.write(
          "",
          new Login("mortise_server", fresh.serverPassword),
          new Login("mortise_owner", fresh.ownerPassword));
      return fresh;
    }
    var values = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      values.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ConnectionFile(
        file,
        values.getProperty("MORTISE_DATABASE_PASSWORD"),
        values.getProperty("MORTISE_DATABASE_OWNER_PASSWORD"),
        port(values.getProperty("MORTISE_DATABASE_URL", "")));
  }

  String serverPassword() {
    return serverPassword;
  }

  String ownerPassword() {
    return ownerPassword;
  }

  int port() {
    return port;
  }

  void port(int assigned) {
    port = assigned;
  }

  void write(String url, Login server, Login owner) {
    PrivateFile.write(
        file,
        """
        MORTISE_DATABASE_URL=%s
        MORTISE_DATABASE_USER=%s
        MORTISE_DATABASE_PASSWORD=%s
        MORTISE_DATABASE_OWNER=%s
        MORTISE_DATABASE_OWNER_PASSWORD=%s
        """
            .formatted(url, server.user(), server.password(), owner.user(), owner.password()));
  }

  private static int port(String url) {
    var match = Pattern.compile(":(\\d+)/").matcher(url);
    return match.find() ? Integer.parseInt(match.group(1)) : UNASSIGNED;
  }
}
