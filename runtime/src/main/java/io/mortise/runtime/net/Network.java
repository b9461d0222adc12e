package io.mortise.runtime.net;

import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The network of the machine: name resolution, sockets and trusted certificates. Tests replace it.
 *
 * @param trust the certificates that TLS trusts; null for those of the platform
 */
public record Network(
    Resolver resolver, Supplier<Socket> sockets, TrustManager @Nullable [] trust) {
  /** Resolves a name to addresses. */
  @FunctionalInterface
  public interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  public static Network ofThisMachine() {
    return new Network(InetAddress::getAllByName, Socket::new, null);
  }
}
