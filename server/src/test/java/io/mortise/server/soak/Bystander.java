package io.mortise.server.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A client that asks on a new connection each time, and remembers what it got and how long it took.
 */
final class Bystander {
  private final URI server;
  private final String address;
  private final byte[] request;
  private final List<Long> millis = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  Bystander(URI server, String address, String request, String... headers) {
    this.server = server;
    this.address = address;
    this.request =
        (request
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n"
                + String.join("", List.of(headers).stream().map(line -> line + "\r\n").toList())
                + "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
  }

  void askUntil(AtomicBoolean end) {
    while (!end.get()) {
      ask();
    }
  }

  /** Asks once; true if the answer was 200. */
  boolean ask() {
    long began = System.nanoTime();
    String status = status();
    if (status.startsWith("HTTP/1.1 200")) {
      millis.add((System.nanoTime() - began) / 1_000_000);
      return true;
    }
    failures.add(status);
    return false;
  }

  List<String> failures() {
    return failures;
  }

  int answers() {
    return millis.size();
  }

  @Override
  public String toString() {
    Collections.sort(millis);
    return "%s: %d answers, p50 %d ms, p99 %d ms, slowest %d ms"
        .formatted(address, answers(), at(0.5), at(0.99), at(1));
  }

  private long at(double share) {
    return millis.isEmpty() ? -1 : millis.get((int) ((millis.size() - 1) * share));
  }

  private String status() {
    try (var socket = new Socket()) {
      socket.setSoTimeout(20_000);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), 20_000);
      socket.getOutputStream().write(request);
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.lines().findFirst().orElse("nothing");
    } catch (IOException e) {
      return e.toString();
    }
  }
}
