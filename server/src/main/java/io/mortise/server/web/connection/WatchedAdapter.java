package io.mortise.server.web.connection;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

/** Tomcat's way into the servlets; tells the connection that a header is whole. */
record WatchedAdapter(Adapter tomcats) implements Adapter {

  @Override
  public void service(Request request, Response response) throws Exception {
    var connection = ClientConnection.current();
    connection.ifPresent(ClientConnection::serve);
    tomcats.service(request, response);
    if (!is(request, ActionCode.ASYNC_IS_ASYNC)) {
      // Of a body that is not read, Tomcat reads the rest to be able to go on with the next
      // request.
      boolean read = is(request, ActionCode.REQUEST_BODY_FULLY_READ);
      connection.ifPresent(each -> each.answered(read));
    }
  }

  private static boolean is(Request request, ActionCode code) {
    var answer = new AtomicBoolean();
    request.action(code, answer);
    return answer.get();
  }

  @Override
  public boolean prepare(Request request, Response response) throws Exception {
    return tomcats.prepare(request, response);
  }

  @Override
  public boolean asyncDispatch(Request request, Response response, SocketEvent event)
      throws Exception {
    return tomcats.asyncDispatch(request, response, event);
  }

  @Override
  public void log(Request request, Response response, long time) {
    tomcats.log(request, response, time);
  }

  @Override
  public void checkRecycled(Request request, Response response) {
    tomcats.checkRecycled(request, response);
  }

  @Override
  public String getDomain() {
    return tomcats.getDomain();
  }
}
