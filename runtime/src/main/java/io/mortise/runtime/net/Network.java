package io.mortise.runtime.net;

import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What calls need of the machine: names, sockets, and whom TLS trusts. Tests put their own in.
 *
 * @param trust null for the platform's
 */
public record Network(
    Resolver resolver, Supplier<Socket> sockets, TrustManager @Nullable [] trust) {
  /** Turns a name into addresses. */
  @FunctionalInterface
  public interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  public static Network ofThisMachine() {
    return new Network(InetAddress::getAllByName, Socket::new, null);
  }
}
