package io.mortise.server.web;

import io.mortise.server.kernel.Caller;
import io.mortise.server.kernel.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads a body once it is known who sends it, up to its bound: 1 MiB, 10 MiB through the proxy, 16
 * KiB from strangers. More is 413, whatever the headers and the method say. All bodies in memory
 * together have a bound too; beyond it 503.
 */
final class BoundedBody extends OncePerRequestFilter {
  private static final int KIBIBYTE = 1024;
  private static final int STRANGERS = 16;
  private static final int CALLERS = 1024;
  private static final int PROXIED = 10 * 1024;
  private static final int TOGETHER = 64 * 1024;

  private final ProblemWriter problems;
  private final Semaphore kibibytes = new Semaphore(TOGETHER);

  BoundedBody(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    int limit = limit(request);
    long declared = request.getContentLengthLong();
    if (declared == 0 || (declared < 0 && request.getHeader("Transfer-Encoding") == null)) {
      chain.doFilter(request, response);
      return;
    }
    int held = declared < 0 ? limit : (int) Math.min(limit, declared / KIBIBYTE + 1);
    if (!kibibytes.tryAcquire(held)) {
      problems.write(request, response, Refused.unavailable());
      return;
    }
    try {
      read(request, response, chain, limit * KIBIBYTE);
    } finally {
      kibibytes.release(held);
    }
  }

  private void read(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain, int limit)
      throws ServletException, IOException {
    long declared = request.getContentLengthLong();
    // Where the length is declared no more is read than that; the container holds the client to it.
    byte[] body =
        declared > limit
            ? null
            : request.getInputStream().readNBytes(declared < 0 ? limit + 1 : (int) declared);
    if (body == null || body.length > limit) {
      problems.write(request, response, Refused.tooLarge(limit));
      return;
    }
    chain.doFilter(new ReadRequest(request, body), response);
  }

  /** In KiB. */
  private static int limit(HttpServletRequest request) {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null || !(authentication.getPrincipal() instanceof Caller)) {
      return STRANGERS;
    }
    return request.getRequestURI().startsWith("/runtime/v1/proxy/") ? PROXIED : CALLERS;
  }

  /** A request whose body is in memory. */
  static final class ReadRequest extends HttpServletRequestWrapper {
    private final byte[] body;

    ReadRequest(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    byte[] body() {
      return body;
    }

    @Override
    public ServletInputStream getInputStream() {
      var in = new ByteArrayInputStream(body);
      return new ServletInputStream() {
        @Override
        public int read() {
          return in.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
          return in.read(into, offset, length);
        }

        @Override
        public boolean isFinished() {
          return in.available() == 0;
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
          throw new IllegalStateException("The body is read already");
        }
      };
    }

    @Override
    public BufferedReader getReader() {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }
}
