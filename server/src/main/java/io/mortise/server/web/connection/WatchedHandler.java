package io.mortise.server.web.connection;

import org.apache.tomcat.util.net.AbstractEndpoint.Handler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** Tomcat's handler of connections; tells each connection when a thread comes and goes. */
record WatchedHandler(Handler<NioChannel> tomcats) implements Handler<NioChannel> {

  @Override
  public SocketState process(SocketWrapperBase<NioChannel> wrapper, SocketEvent event) {
    if (!(wrapper.getSocket() instanceof Watched watched)) {
      return tomcats.process(wrapper, event);
    }
    var connection = watched.connection();
    connection.enter();
    SocketState state = SocketState.CLOSED;
    try {
      state = tomcats.process(wrapper, event);
    } finally {
      connection.leave(state);
    }
    return connection.isClosed() ? SocketState.CLOSED : state;
  }

  @Override
  public Object getGlobal() {
    return tomcats.getGlobal();
  }

  /** Called once, when the connection is closed and its channel still in place. */
  @Override
  public void release(SocketWrapperBase<NioChannel> wrapper) {
    if (wrapper.getSocket() instanceof Watched watched) {
      watched.connection().released();
    }
    tomcats.release(wrapper);
  }

  @Override
  public void pause() {
    tomcats.pause();
  }

  @Override
  public void recycle() {
    tomcats.recycle();
  }
}
