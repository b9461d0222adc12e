package io.mortise.server.web.connection;

import io.mortise.runtime.net.Cidr;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
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
    bound(bounds, trustedProxies, System::nanoTime);
  }

  /** With a clock of a test's own. */
  void bound(ConnectionBounds bounds, List<Cidr> trustedProxies, LongSupplier nanoTime) {
    endpoint.bound(bounds, trustedProxies, nanoTime);
  }

  /**
   * Only answers of the API to reads are compressed. Those of {@code /runtime} and answers to other
   * methods may hold a secret beside what the caller chose, and the length of a compressed answer
   * would tell how much the two have in common (BREACH).
   */
  @Override
  public boolean useCompression(Request request, Response response) {
    // Of a request that Tomcat refuses there is no decoded address.
    String path = request.decodedURI().toString();
    return path != null
        && path.startsWith("/api/")
        && "GET".equals(request.getMethod())
        && super.useCompression(request, response);
  }

  @Override
  public void setAdapter(Adapter adapter) {
    super.setAdapter(new WatchedAdapter(adapter));
  }
}
