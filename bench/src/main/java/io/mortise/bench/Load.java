package io.mortise.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Sends one HTTP/1.1 request over and over on a number of kept-alive connections, each waiting for
 * its answer before the next. Plain sockets, because the generator shares two cores with what it
 * measures.
 */
final class Load {
  private final int port;
  private final byte[] request;

  Load(int port, String request) {
    this.port = port;
    this.request = request.getBytes(StandardCharsets.US_ASCII);
  }

  static Load post(int port, String path, String key, String body) {
    return new Load(
        port,
        "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(path, key, body.length(), body));
  }

  static Load get(int port, String path, String key) {
    return new Load(
        port,
        "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(path, key));
  }

  /** Requests sent in the time, and how long each took. */
  Figures run(int connections, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    try (var threads = Executors.newFixedThreadPool(connections)) {
      var results =
          threads.invokeAll(
              IntStream.range(0, connections)
                  .<Callable<long[]>>mapToObj(i -> () -> worker(end))
                  .toList());
      return Figures.of(results.stream().flatMapToLong(Load::latencies).toArray(), time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static LongStream latencies(Future<long[]> result) {
    try {
      return Arrays.stream(result.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private long[] worker(long end) {
    var latencies = new long[1024];
    int count = 0;
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream(), 65_536);
      var out = socket.getOutputStream();
      for (long began = System.nanoTime(); began < end; began = System.nanoTime()) {
        out.write(request);
        readAnswer(in);
        if (count == latencies.length) {
          latencies = Arrays.copyOf(latencies, count * 2);
        }
        latencies[count++] = System.nanoTime() - began;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(latencies, count);
  }

  /** Reads one answer; anything but 200 ends the run. */
  private static void readAnswer(BufferedInputStream in) throws IOException {
    String status = line(in);
    int length = -1;
    boolean chunked = false;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      } else if (header.regionMatches(true, 0, "transfer-encoding:", 0, 18)) {
        chunked = true;
      }
    }
    byte[] body = chunked ? chunks(in) : in.readNBytes(Math.max(length, 0));
    if (!status.contains(" 200")) {
      throw new IOException(
          "The server answered " + status + ": " + new String(body, StandardCharsets.UTF_8));
    }
  }

  private static byte[] chunks(BufferedInputStream in) throws IOException {
    var whole = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(in), 16);
        size > 0;
        size = Integer.parseInt(line(in), 16)) {
      whole.write(in.readNBytes(size));
      line(in);
    }
    line(in);
    return whole.toByteArray();
  }

  private static String line(BufferedInputStream in) throws IOException {
    var text = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("The server closed the connection");
      }
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }
}
