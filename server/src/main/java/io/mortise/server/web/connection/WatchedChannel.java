package io.mortise.server.web.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/** A plain channel that reports each read and write to its connection. */
final class WatchedChannel extends NioChannel implements Watched {
  private final ClientConnection connection;

  WatchedChannel(SocketBufferHandler buffers, ClientConnection connection) {
    super(buffers);
    this.connection = connection;
  }

  @Override
  public ClientConnection connection() {
    return connection;
  }

  @Override
  public void reset(@Nullable SocketChannel channel, @Nullable NioSocketWrapper wrapper)
      throws IOException {
    connection.attach(wrapper);
    super.reset(channel, wrapper);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    connection.resume();
    int bytes = super.read(into);
    connection.read(bytes);
    return bytes;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    connection.resume();
    int bytes = super.write(from);
    connection.wrote(bytes, !from.hasRemaining());
    return bytes;
  }
}
