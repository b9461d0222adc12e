package io.mortise.server.testing;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Counts what a token endpoint is asked, and delays its answers. */
final class TokenEndpointFilter extends HttpFilter {
  private static final long serialVersionUID = 1;

  private final transient Map<String, Integer> refreshes =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final AtomicInteger requests = new AtomicInteger();
  private transient volatile Supplier<Duration> delay = () -> Duration.ZERO;

  List<Integer> refreshes() {
    synchronized (refreshes) {
      return List.copyOf(refreshes.values());
    }
  }

  int requests() {
    return requests.get();
  }

  void late(Supplier<Duration> by) {
    delay = by;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    requests.incrementAndGet();
    String refreshToken = request.getParameter("refresh_token");
    if (refreshToken != null) {
      refreshes.merge(refreshToken, 1, Integer::sum);
    }
    // Half before the tokens are rotated and half after, when the old ones are gone already.
    pause();
    chain.doFilter(request, response);
    pause();
    response.flushBuffer();
  }

  private void pause() throws IOException {
    try {
      Thread.sleep(delay.get().dividedBy(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
