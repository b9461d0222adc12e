package io.mortise.runtime.protocol.postgres;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Speaks PostgreSQL just far enough to offer TLS and to see what is sent under it. */
final class TlsPostgres implements AutoCloseable {
  private static final int REQUEST_FOR_TLS = 8;

  private final ServerSocket listening;
  private final SSLContext tls;
  private final CompletableFuture<String> asked = new CompletableFuture<>();

  TlsPostgres(SSLContext tls) throws IOException {
    this.tls = tls;
    this.listening = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().start(this::serveOne);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** What the client sent under TLS first; empty where it ended the connection instead. */
  String asked() throws ExecutionException, InterruptedException {
    return asked.get();
  }

  private void serveOne() {
    try (var plain = listening.accept()) {
      var in = new DataInputStream(plain.getInputStream());
      in.readNBytes(REQUEST_FOR_TLS);
      plain.getOutputStream().write('S');
      asked.complete(startUp(plain));
    } catch (IOException refused) {
      asked.complete("");
    }
  }

  private String startUp(Socket plain) throws IOException {
    try (var socket =
        (SSLSocket) tls.getSocketFactory().createSocket(plain, "localhost", port(), true)) {
      socket.setUseClientMode(false);
      var in = new DataInputStream(socket.getInputStream());
      int length = in.readInt();
      return new String(in.readNBytes(length - Integer.BYTES), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
