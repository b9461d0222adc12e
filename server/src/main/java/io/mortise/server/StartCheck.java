package io.mortise.server;

import io.mortise.server.settings.Settings;
import io.mortise.server.settings.Settings.Listening;
import io.mortise.server.settings.SettingsInvalid;
import io.mortise.server.vault.RootKeyCheck;
import io.mortise.server.web.tls.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Finds out what would stop the start anyway before it has made or changed anything: a database is
 * not made for a server that cannot listen. Another program may still take a port in between.
 */
final class StartCheck {
  private StartCheck() {}

  /** Throws {@link SettingsInvalid} with a sentence. */
  static void check(Settings settings) {
    RootKeyCheck.check(settings.rootKey());
    var listening = settings.listening();
    listening.tls().ifPresent(TlsFiles::load);
    checkServer(listening);
    settings.outbound().practicePort().ifPresent(port -> checkPractice(port, listening));
    listening.metricsPort().ifPresent(port -> checkMetrics(port, listening));
  }

  private static void checkServer(Listening listening) {
    InetAddress address = address(listening.address());
    if (isFree(address, listening.port())) {
      return;
    }
    // Port 0 is any free port, so it fails only where this machine does not have the address.
    throw new SettingsInvalid(
        isFree(address, 0)
            ? inUse(listening.port(), "MORTISE_PORT")
            : "MORTISE_ADDRESS is "
                + listening.address()
                + ", which is no address of this machine.");
  }

  private static void checkPractice(int port, Listening listening) {
    if (port == listening.port() || !isFree(InetAddress.getLoopbackAddress(), port)) {
      throw new SettingsInvalid(inUse(port, "MORTISE_PRACTICE_PORT"));
    }
  }

  private static void checkMetrics(int port, Listening listening) {
    if (port == listening.port() || !isFree(address(listening.address()), port)) {
      throw new SettingsInvalid(inUse(port, "MORTISE_METRICS_PORT"));
    }
  }

  static String inUse(int port, String name) {
    return "Port %d is in use. Set %s to another, or end what listens there.".formatted(port, name);
  }

  private static boolean isFree(InetAddress address, int port) {
    try (var socket = new ServerSocket(port, 1, address)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (IOException e) {
      throw new SettingsInvalid("MORTISE_ADDRESS is «" + text + "», which is no address.", e);
    }
  }
}
