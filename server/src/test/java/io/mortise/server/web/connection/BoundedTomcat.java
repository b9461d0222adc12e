package io.mortise.server.web.connection;

import io.mortise.runtime.net.Cidr;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/**
 * Tomcat with bounds of a test's own. {@code /known} authenticates its caller before it reads the
 * body; {@code /refused} answers 400 and does not read it; {@code /large} answers with more than a
 * socket takes; each answers with the body's length.
 */
final class BoundedTomcat implements AutoCloseable {
  static final int LARGE = 64 * 1024 * 1024;

  private final Tomcat tomcat = new Tomcat();
  private final Connector connector;
  private final AtomicLong ahead = new AtomicLong();

  BoundedTomcat(ConnectionBounds bounds, String... trustedProxies)
      throws IOException, LifecycleException {
    var protocol = new BoundedProtocol();
    protocol.bound(
        bounds,
        List.of(trustedProxies).stream().map(Cidr::parse).toList(),
        () -> System.nanoTime() + ahead.get());
    connector = new Connector(protocol);
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setBaseDir(Files.createTempDirectory("mortise-test-tomcat").toString());
    tomcat.setConnector(connector);
    var context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "echo", new Echo());
    context.addServletMappingDecoded("/", "echo");
    tomcat.start();
  }

  /** Lets time pass, without waiting for it. */
  void pass(Duration time) {
    ahead.addAndGet(time.toNanos());
  }

  Client connect() throws IOException {
    return connect("127.0.0.1");
  }

  Client connect(String from) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(4 * 1024);
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.connect(new InetSocketAddress("127.0.0.1", connector.getLocalPort()));
    socket.setSoTimeout(30_000);
    return new Client(this, socket);
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  /** One connection. */
  record Client(BoundedTomcat tomcat, Socket socket) implements AutoCloseable {
    Client send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return this;
    }

    /** The next line, without its end. */
    String line() throws IOException {
      var line = new StringBuilder();
      for (int next = read(); next >= 0 && next != '\n'; next = read()) {
        line.append((char) next);
      }
      return line.toString().strip();
    }

    /** The next whole answer's status and body; empty if the server closes instead. */
    String answer() throws IOException {
      var read = new StringBuilder();
      while (!read.toString().endsWith(".\n")) {
        int next = read();
        if (next < 0) {
          return "";
        }
        read.append((char) next);
      }
      String text = read.toString();
      return text.substring(9, 12) + " " + text.substring(text.indexOf("\r\n\r\n") + 4).strip();
    }

    /**
     * Sends one character after another until the server closes; between two of them that much time
     * passes.
     */
    void dripUntilClosed(Duration pause) throws IOException {
      socket.setSoTimeout(50);
      while (true) {
        try {
          if (socket.getInputStream().read() < 0) {
            return;
          }
        } catch (SocketTimeoutException stillOpen) {
          tomcat.pass(pause);
          try {
            send("a");
          } catch (IOException closed) {
            return;
          }
        }
      }
    }

    /** Sends nothing and lets time pass until the server closes. */
    void idleUntilClosed(Duration pause) throws IOException {
      socket.setSoTimeout(50);
      while (true) {
        try {
          if (read() < 0) {
            return;
          }
        } catch (SocketTimeoutException stillOpen) {
          tomcat.pass(pause);
        }
      }
    }

    /** Waits until the server closes. */
    void awaitClosed() throws IOException {
      while (read() >= 0) {
        // whatever was answered before
      }
    }

    private int read() throws IOException {
      try {
        return socket.getInputStream().read();
      } catch (SocketException reset) {
        return -1;
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static final class Echo extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (request.getRequestURI().startsWith("/known")) {
        ClientConnection.current().orElseThrow().authenticated();
      }
      if (request.getRequestURI().startsWith("/refused")) {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        response.getOutputStream().print("Refused.\n");
        return;
      }
      if (request.getRequestURI().endsWith("/large")) {
        response.getOutputStream().write(new byte[LARGE]);
        return;
      }
      int length = request.getInputStream().readAllBytes().length;
      ClientConnection.current().orElseThrow().bodyRead();
      response.getOutputStream().print(length + " bytes.\n");
    }
  }
}
