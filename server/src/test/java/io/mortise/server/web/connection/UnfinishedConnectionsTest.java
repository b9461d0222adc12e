package io.mortise.server.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnfinishedConnectionsTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final UnfinishedConnections unfinished =
      new UnfinishedConnections(
          new ConnectionBounds(100, 2, 100, LONG, LONG, LONG, LONG), System::nanoTime);

  @Test
  void share_ofIpv6_isThatOfAWholeNetworkOf64Bits() throws IOException {
    var first = opened("2001:db8:1:2::1");
    var otherNetwork = opened("2001:db8:1:3::1");
    var second = opened("2001:db8:1:2:ffff::2");
    assertThat(first.isClosed()).isFalse();

    var third = opened("2001:db8:1:2:ffff:ffff:ffff:ffff");

    assertThat(first.isClosed()).isTrue();
    assertThat(otherNetwork.isClosed()).isFalse();
    assertThat(second.isClosed()).isFalse();
    assertThat(third.isClosed()).isFalse();
  }

  @Test
  void share_ofIpv4_isThatOfEachAddress() throws IOException {
    var connections = new ClientConnection[4];
    for (int i = 0; i < connections.length; i++) {
      connections[i] = opened("192.0.2." + i);
    }

    assertThat(connections).noneMatch(ClientConnection::isClosed);
  }

  private ClientConnection opened(String address) throws IOException {
    try (var channel = SocketChannel.open()) {
      var connection =
          new ClientConnection(unfinished, channel, InetAddress.ofLiteral(address), false);
      unfinished.opened(connection);
      return connection;
    }
  }
}
