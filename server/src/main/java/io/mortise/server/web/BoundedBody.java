package io.mortise.server.web;

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
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads a body once, up to its bound: 1 MiB, and 10 MiB through the proxy. More is 413, whatever
 * the headers say.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class BoundedBody extends OncePerRequestFilter {
  private static final int API_BYTES = 1024 * 1024;
  private static final int PROXY_BYTES = 10 * 1024 * 1024;
  private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS");

  private final ProblemWriter problems;

  BoundedBody(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return WITHOUT_BODY.contains(request.getMethod());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    int limit = request.getRequestURI().startsWith("/runtime/v1/proxy/") ? PROXY_BYTES : API_BYTES;
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
