package io.mortise.server.web;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mortise.server.settings.SettingsInvalid;
import io.mortise.server.testing.TestServer;
import io.mortise.server.web.connection.ConnectionBounds;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
@Tag("slow")
class TlsIT {
  @TempDir private Path folder;

  @Test
  void certificateFiles_replacedWhileRunning_areTakenUpWithoutRestart() throws Exception {
    makeCertificate("first");
    install("first");
    try (var server = TestServer.start(settings())) {
      var https = URI.create(server.uri().toString().replace("http:", "https:"));
      assertThat(presented(https)).contains("CN=first");
      assertThat(status(https)).isEqualTo(200);

      makeCertificate("second");
      install("second");

      await().atMost(Duration.ofMinutes(1)).until(() -> presented(https).contains("CN=second"));
      assertThat(status(https)).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"key of another", "no PEM", "missing", "expired", "not yet valid"})
  void certificateFiles_replacedByUnusableOnes_leaveTheOldInUse(String how, CapturedOutput log)
      throws Exception {
    makeCertificate("first");
    makeCertificate("second");
    install("first");
    try (var server = TestServer.start(settings())) {
      var https = URI.create(server.uri().toString().replace("http:", "https:"));

      switch (how) {
        case "key of another" -> Files.copy(file("second.key"), file("tls.key"), REPLACE_EXISTING);
        case "no PEM" -> Files.writeString(file("tls.pem"), "nothing");
        case "missing" -> Files.delete(file("tls.key"));
        case "expired" -> installMade("old", "-startdate", "-10d");
        default -> installMade("new", "-startdate", "+10d");
      }

      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> log.toString().contains("Kept the previous TLS certificate in use. "));
      assertThat(presented(https)).contains("CN=first");
      assertThat(status(https)).isEqualTo(200);
      assertThat(log).doesNotContain("\tat ");

      install("second");
      await().atMost(Duration.ofMinutes(1)).until(() -> presented(https).contains("CN=second"));
    }
  }

  @Test
  void certificate_expired_isSaidAtStart(CapturedOutput log) throws Exception {
    installMade("old", "-startdate", "-10d");

    try (var server = TestServer.start(settings())) {
      assertThat(server.uri().getPort()).isPositive();
      assertThat(log).contains("The TLS certificate expired at ");
    }
  }

  @Test
  void keyOfAnotherCertificate_endsTheStart() throws Exception {
    makeCertificate("first");
    makeCertificate("second");
    install("first");
    Files.copy(file("second.key"), file("tls.key"), REPLACE_EXISTING);

    assertThatThrownBy(() -> TestServer.start(settings()))
        .isInstanceOf(SettingsInvalid.class)
        .hasMessageContaining("does not belong to the first certificate");
  }

  @Test
  void handshakes_neverFinished_giveWayToOthers() throws Exception {
    makeCertificate("first");
    install("first");
    var sockets = new ArrayList<Socket>();
    try (var server = TestServer.start(settings())) {
      byte[] recordBegun = {22, 3, 1, 2, 0, 1};
      for (int i = 0; i <= ConnectionBounds.DEFAULT.unfinishedPerAddress(); i++) {
        var socket = new Socket(server.uri().getHost(), server.uri().getPort());
        sockets.add(socket);
        socket.getOutputStream().write(recordBegun);
      }

      assertClosed(sockets.getFirst());
      var https = URI.create(server.uri().toString().replace("http:", "https:"));
      assertThat(status(https)).isEqualTo(200);
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }

  /** Bytes that nobody reads make the system reset a connection that is closed. */
  private static void assertClosed(Socket socket) throws IOException {
    try {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    } catch (SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  private Map<String, String> settings() {
    return Map.of(
        "MORTISE_TLS_CERTIFICATE", file("tls.pem").toString(),
        "MORTISE_TLS_KEY", file("tls.key").toString());
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private void installMade(String name, String... options) throws Exception {
    makeCertificate(name, options);
    install(name);
  }

  private int status(URI https) throws Exception {
    try (var client = HttpClient.newBuilder().sslContext(trusting()).build()) {
      return client
          .send(
              HttpRequest.newBuilder(https.resolve("/api/v1/health")).build(),
              BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static String presented(URI https) throws GeneralSecurityException, IOException {
    try (var socket =
        (SSLSocket) trusting().getSocketFactory().createSocket(https.getHost(), https.getPort())) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
          .getSubjectX500Principal()
          .getName();
    }
  }

  private static SSLContext trusting() throws GeneralSecurityException {
    // What is tested is which certificate is shown, not whether it is trusted.
    var everything =
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type) {}

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    var context = SSLContext.getInstance("TLS");
    context.init(null, new X509TrustManager[] {everything}, null);
    return context;
  }

  private void install(String name) throws IOException {
    for (String suffix : new String[] {".key", ".pem"}) {
      Files.copy(folder.resolve(name + suffix), folder.resolve("tls" + suffix), REPLACE_EXISTING);
    }
  }

  /** A self-signed certificate by the JDK's own tool, as PEM files. */
  private void makeCertificate(String name, String... options) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    var command =
        new ArrayList<>(
            List.of(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "tls",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "fake-password"));
    command.addAll(List.of(options));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0).isTrue();
    var keys = KeyStore.getInstance(store.toFile(), "fake-password".toCharArray());
    Files.writeString(
        folder.resolve(name + ".pem"), pem("CERTIFICATE", keys.getCertificate("tls").getEncoded()));
    Files.writeString(
        folder.resolve(name + ".key"),
        pem("PRIVATE KEY", keys.getKey("tls", "fake-password".toCharArray()).getEncoded()));
  }

  private static String pem(String type, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
  }
}
