package io.mortise.server.web.connection;

import io.mortise.runtime.call.Cidr;
import java.util.List;
import org.apache.coyote.Adapter;
import org.apache.coyote.http11.Http11NioProtocol;

/**
 * HTTP/1.1 as Tomcat speaks it, with bounds on what unauthenticated clients hold. Tomcat makes it
 * by name, so it takes its bounds afterwards.
 */
public final class BoundedProtocol extends Http11NioProtocol {
  private final BoundedEndpoint endpoint;

  public BoundedProtocol() {
    this(new BoundedEndpoint());
  }

  private BoundedProtocol(BoundedEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
    endpoint.setHandler(new WatchedHandler(getHandler()));
  }

  /** To be called before the start. */
  public void bound(ConnectionBounds bounds, List<Cidr> trustedProxies) {
    endpoint.bound(bounds, trustedProxies);
  }

  @Override
  public void setAdapter(Adapter adapter) {
    super.setAdapter(new WatchedAdapter(adapter));
  }
}
