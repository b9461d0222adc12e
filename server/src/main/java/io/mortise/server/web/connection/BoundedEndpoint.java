package io.mortise.server.web.connection;

import io.mortise.runtime.net.Cidr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/** Tomcat's endpoint with channels that report what the server waits for. */
final class BoundedEndpoint extends NioEndpoint {
  private static final long SWEEP_MILLIS = 250;

  private UnfinishedConnections unfinished =
      new UnfinishedConnections(ConnectionBounds.DEFAULT, System::nanoTime);
  private List<Cidr> trustedProxies = List.of();
  private @Nullable ClientConnection accepted;
  private @Nullable ScheduledExecutorService sweeper;

  BoundedEndpoint() {
    // A channel that is used again could be closed on behalf of the connection that it had before.
    getSocketProperties().setBufferPool(0);
  }

  void bound(ConnectionBounds bounds, List<Cidr> proxies, LongSupplier nanoTime) {
    unfinished = new UnfinishedConnections(bounds, nanoTime);
    trustedProxies = List.copyOf(proxies);
  }

  @Override
  public void startInternal() throws Exception {
    super.startInternal();
    sweeper =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("unfinished-connections").factory());
    var unused =
        sweeper.scheduleWithFixedDelay(
            unfinished::closeOverdue, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stopInternal() {
    if (sweeper != null) {
      sweeper.shutdownNow();
    }
    super.stopInternal();
  }

  /** Called by the one thread that accepts. */
  @Override
  protected boolean setSocketOptions(SocketChannel socket) {
    InetAddress address = address(socket);
    if (address == null) {
      destroySocket(socket);
      return false;
    }
    boolean trusted = trustedProxies.stream().anyMatch(network -> network.contains(address));
    var connection = new ClientConnection(unfinished, socket, address, trusted);
    accepted = connection;
    unfinished.opened(connection);
    boolean taken = super.setSocketOptions(socket);
    if (!taken) {
      unfinished.released(connection);
    }
    return taken;
  }

  @Override
  protected NioChannel createChannel(SocketBufferHandler buffers) {
    var connection = accepted;
    if (connection == null) {
      throw new IllegalStateException("A channel without a connection");
    }
    return isSSLEnabled()
        ? new WatchedTlsChannel(buffers, this, connection)
        : new WatchedChannel(buffers, connection);
  }

  private static @Nullable InetAddress address(SocketChannel socket) {
    return socket.socket().getRemoteSocketAddress() instanceof InetSocketAddress remote
        ? remote.getAddress()
        : null;
  }
}
