package io.mortise.server.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that begin requests, never finish them, and keep their side of the connection open. */
final class Strangers implements AutoCloseable {
  private static final String CHUNK = "a".repeat(16 * 1024);

  private final URI server;
  private final List<String> addresses;
  private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Socket> dripping = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();

  /** What each stops at. */
  private enum Kind {
    HEADER("GET /api/v1/health HTTP/1.1\r\nHost: h\r\nX-Long: aaaa"),
    LONG_HEADER("GET /api/v1/health HTTP/1.1\r\nHost: h\r\nX-Long: " + "a".repeat(15_000)),
    CHUNK(
        "POST /api/v1/session HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n4000\r\n"
            + Strangers.CHUNK
            + "\r\n"),
    UNAUTHENTICATED_CHUNK(
        "POST /api/v1/credentials HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n4000\r\n"
            + Strangers.CHUNK
            + "\r\n"),
    LENGTH("POST /api/v1/session HTTP/1.1\r\nHost: h\r\nContent-Length: 16000\r\n\r\n{"),
    SECOND_HEADER("GET /health HTTP/1.1\r\nHost: h\r\n\r\nGET /health HTTP/1.1\r\nHost"),
    NOTHING(""),
    DRIP("GET /api/v1/health HTTP/1.1\r\nHost: h\r\nX-Drip: ");

    private final byte[] bytes;

    Kind(String text) {
      bytes = text.getBytes(StandardCharsets.US_ASCII);
    }
  }

  Strangers(URI server, List<String> addresses) {
    this.server = server;
    this.addresses = addresses;
    var unused = drip.scheduleWithFixedDelay(this::drip, 2, 2, TimeUnit.SECONDS);
  }

  /** Opens so many connections one after another, all kinds and addresses in turn. */
  void open(int connections, int atMostASecond) {
    long began = System.nanoTime();
    for (int i = 0; i < connections; i++) {
      open(Kind.values()[i % Kind.values().length], addresses.get(i % addresses.size()));
      long due = began + TimeUnit.SECONDS.toNanos(1) * (i + 1) / atMostASecond;
      pause(due - System.nanoTime());
    }
  }

  /** Of how many the server took neither the connection nor the first bytes. */
  int refused() {
    return refused.get();
  }

  /** How many the server has not closed. */
  long held() {
    return sockets.stream().filter(Strangers::isOpen).count();
  }

  private void open(Kind kind, String address) {
    var socket = new Socket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), 5_000);
      sockets.add(socket);
      socket.getOutputStream().write(kind.bytes);
      if (kind == Kind.DRIP) {
        dripping.add(socket);
      }
    } catch (IOException e) {
      refused.incrementAndGet();
    }
  }

  private static boolean isOpen(Socket socket) {
    try {
      socket.setSoTimeout(1);
      while (true) {
        if (socket.getInputStream().read() < 0) {
          return false;
        }
      }
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void drip() {
    dripping.removeIf(
        socket -> {
          try {
            socket.getOutputStream().write('a');
            return false;
          } catch (IOException e) {
            return true;
          }
        });
  }

  /** The pace of the attack. */
  private static void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    drip.shutdownNow();
    sockets.forEach(
        socket -> {
          try {
            socket.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
