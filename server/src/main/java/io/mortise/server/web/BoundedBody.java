package io.mortise.server.web;

import io.mortise.server.access.Principal;
import io.mortise.server.kernel.Refused;
import io.mortise.server.web.connection.ClientConnection;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads a body once it is known who sends it, up to its bound: 1 MiB, 10 MiB through the proxy, 16
 * KiB from strangers. More is 413, whatever the headers and the method say. All bodies in memory
 * together have a bound too, those for the proxy and those of strangers each one of their own;
 * beyond it 503. Memory is taken before the bytes are read, so a body that never comes counts too.
 */
final class BoundedBody extends OncePerRequestFilter {
  private static final int KIBIBYTE = 1024;

  private final ProblemWriter problems;
  private final RequestMatcher forwarded;
  private final Semaphore own = new Semaphore(16 * 1024);
  private final Semaphore proxied = new Semaphore(32 * 1024);
  private final Semaphore strangers = new Semaphore(8 * 1024);

  /** Whose body it is, how large it may be and where its memory is counted, both in KiB. */
  private record Bound(int kibibytes, Semaphore memory) {
    int bytes() {
      return kibibytes * KIBIBYTE;
    }
  }

  /** As much of a body as was read, and the KiB that are held for it. */
  private static final class Held implements AutoCloseable {
    private static final int PART = 16;

    private final Semaphore memory;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(KIBIBYTE);
    private int kibibytes;

    Held(Semaphore memory) {
      this.memory = memory;
    }

    /** Reads what was declared or comes, to just beyond the limit. */
    void read(InputStream body, long declared, int limit) throws IOException {
      long length = declared < 0 ? limit + 1L : declared;
      while (bytes.size() < length) {
        int wanted = (int) Math.min(PART * KIBIBYTE, length - bytes.size());
        hold(wanted);
        byte[] part = body.readNBytes(wanted);
        release(kibibytes(wanted) - kibibytes(part.length));
        if (part.length == 0) {
          return;
        }
        bytes.writeBytes(part);
      }
    }

    private void hold(int length) {
      if (!memory.tryAcquire(kibibytes(length))) {
        throw Refused.tooManyBodies();
      }
      kibibytes += kibibytes(length);
    }

    private void release(int fewer) {
      memory.release(fewer);
      kibibytes -= fewer;
    }

    private static int kibibytes(int length) {
      return (length + KIBIBYTE - 1) / KIBIBYTE;
    }

    @Override
    public void close() {
      memory.release(kibibytes);
    }
  }

  BoundedBody(ProblemWriter problems, RequestMatcher forwarded) {
    this.problems = problems;
    this.forwarded = forwarded;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long declared = request.getContentLengthLong();
    if (declared == 0 || (declared < 0 && request.getHeader("Transfer-Encoding") == null)) {
      chain.doFilter(request, response);
      return;
    }
    Bound bound = bound(request);
    try (var held = new Held(bound.memory())) {
      byte[] body;
      try {
        body = declared > bound.bytes() ? null : read(request, held, bound);
      } catch (Refused tooMany) {
        problems.write(response, tooMany);
        return;
      } catch (IOException malformedOrGone) {
        return; // Tomcat has noted it, and answers 400 if anybody is left to hear it
      }
      if (body == null) {
        problems.write(response, Refused.tooLarge(bound.bytes()));
        return;
      }
      chain.doFilter(new ReadRequest(request, body), response);
    }
  }

  private static byte @Nullable [] read(HttpServletRequest request, Held held, Bound bound)
      throws IOException {
    held.read(request.getInputStream(), request.getContentLengthLong(), bound.bytes());
    ClientConnection.current().ifPresent(ClientConnection::bodyRead);
    return held.bytes.size() > bound.bytes() ? null : held.bytes.toByteArray();
  }

  private Bound bound(HttpServletRequest request) {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null || !(authentication.getPrincipal() instanceof Principal)) {
      return new Bound(16, strangers);
    }
    return forwarded.matches(request) ? new Bound(10 * 1024, proxied) : new Bound(1024, own);
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
