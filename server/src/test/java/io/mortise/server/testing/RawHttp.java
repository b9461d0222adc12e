package io.mortise.server.testing;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Sends exactly the bytes it is given, as a client that checks nothing does. */
public final class RawHttp {
  private RawHttp() {}

  /**
   * What came back until the server closed.
   *
   * @param text status line, headers and body
   */
  public record RawAnswer(String text) {
    /** 0 where the server closed without a word. */
    public int status() {
      return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
    }

    /** Empty where it is missing. */
    public String header(String name) {
      String wanted = name.toLowerCase(Locale.ROOT) + ":";
      return Arrays.stream(text.split("\r\n\r\n", 2)[0].split("\r\n"))
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(wanted))
          .map(line -> line.substring(wanted.length()).strip())
          .findFirst()
          .orElse("");
    }

    public boolean isProblem() {
      return header("Content-Type").startsWith("application/problem+json");
    }
  }

  /** One request with {@code Connection: close}; characters are sent as ISO 8859-1. */
  public static RawAnswer send(URI server, String requestLine, List<String> headers, String body)
      throws IOException {
    String head =
        requestLine + "\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    String text = headers.isEmpty() ? head.replace("\r\n\r\n\r\n", "\r\n\r\n") : head;
    return exchange(server, text + body);
  }

  public static RawAnswer exchange(URI server, String bytes) throws IOException {
    try (var socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new RawAnswer(readAll(socket));
    }
  }

  private static String readAll(Socket socket) throws IOException {
    var read = new StringBuilder();
    var buffer = new byte[8 * 1024];
    try {
      for (int n = 0; n >= 0; n = socket.getInputStream().read(buffer)) {
        read.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
      }
    } catch (SocketException reset) {
      return read.toString();
    }
    return read.toString();
  }
}
