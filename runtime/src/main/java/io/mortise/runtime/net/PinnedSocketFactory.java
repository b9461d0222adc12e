package io.mortise.runtime.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Makes sockets that connect to one address, whatever address a driver asks for. A driver creates
 * this by its class name, with the checked address as its argument; TLS still uses the name of the
 * host.
 */
public final class PinnedSocketFactory extends SocketFactory {
  private final InetAddress pinned;

  /**
   * @param address an IP address, not a name
   */
  public PinnedSocketFactory(String address) {
    this.pinned = InetAddress.ofLiteral(address);
  }

  @Override
  public Socket createSocket() {
    return new PinnedSocket(pinned);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(port);
  }

  private Socket connected(int port) throws IOException {
    var socket = createSocket();
    socket.connect(new InetSocketAddress(pinned, port));
    return socket;
  }

  private static final class PinnedSocket extends Socket {
    private final InetAddress pinned;

    PinnedSocket(InetAddress pinned) {
      this.pinned = pinned;
    }

    @Override
    public void connect(SocketAddress asked, int timeout) throws IOException {
      if (!(asked instanceof InetSocketAddress address)) {
        throw new IOException("only TCP is supported");
      }
      super.connect(new InetSocketAddress(pinned, address.getPort()), timeout);
    }
  }
}
