package io.mortise.runtime.call;

import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What calls need of the machine: names, sockets, and whom TLS trusts. Tests put their own in.
 *
 * @param trust null for the platform's
 */
record Network(Resolver resolver, Supplier<Socket> sockets, TrustManager @Nullable [] trust) {
  /** Turns a name into addresses. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  static Network ofThisMachine() {
    return new Network(InetAddress::getAllByName, Socket::new, null);
  }

  static SSLContext newTls() {
    try {
      return SSLContext.getInstance("TLS");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has TLS", e);
    }
  }
}
