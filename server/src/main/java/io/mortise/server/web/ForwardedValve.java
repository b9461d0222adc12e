package io.mortise.server.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * Takes the client's address and scheme from what a trusted proxy forwards. Tomcat's own valve
 * takes an entry as it stands, port and brackets included.
 */
final class ForwardedValve extends ValveBase {
  private final ForwardedAddress forwarded;

  ForwardedValve(ForwardedAddress forwarded) {
    super(true);
    this.forwarded = forwarded;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    Optional<InetAddress> peer = ForwardedAddress.parse(request.getRemoteAddr());
    if (peer.isPresent() && forwarded.isTrusted(peer.get())) {
      InetAddress client =
          forwarded.client(
              peer.get(), values(request, "X-Forwarded-For"), values(request, "Forwarded"));
      request.setRemoteAddr(client.getHostAddress());
      request.setRemoteHost(client.getHostAddress());
      takeScheme(request, request.getHeader("X-Forwarded-Proto"));
    }
    getNext().invoke(request, response);
  }

  private static List<String> values(Request request, String name) {
    return Collections.list(request.getHeaders(name));
  }

  /** Of several proxies in a row, each must have been reached by https. */
  private static void takeScheme(Request request, @Nullable String schemes) {
    if (schemes != null && !schemes.isBlank()) {
      boolean secure =
          Arrays.stream(schemes.split(",", -1))
              .allMatch(each -> each.strip().equalsIgnoreCase("https"));
      request.setSecure(secure);
      request.getCoyoteRequest().scheme().setString(secure ? "https" : "http");
    }
  }
}
