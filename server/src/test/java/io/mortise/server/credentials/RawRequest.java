package io.mortise.server.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.server.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;

/** A request that Java's client would not send. */
final class RawRequest {
  private RawRequest() {}

  /** The line with the status of what the server answers. */
  static String status(TestServer server, String line, String authorization) throws IOException {
    try (var socket = new Socket("localhost", server.uri().getPort())) {
      socket
          .getOutputStream()
          .write(
              (line
                      + "\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                      + authorization
                      + "\r\n\r\n")
                  .getBytes(UTF_8));
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
    }
  }
}
