package io.mortise.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A key and self-signed certificate for the names given, made by this JDK's keytool. */
public final class TestTls {
  public static final String PASSWORD = "changeit";

  private final KeyStore keys;

  private TestTls(KeyStore keys) {
    this.keys = keys;
  }

  public static TestTls forHosts(String... hosts) {
    try {
      var folder = Files.createTempDirectory("tls");
      var file = folder.resolve("keys.p12");
      generate(file, "san=dns:" + String.join(",dns:", hosts));
      try (InputStream stream = Files.newInputStream(file)) {
        var store = KeyStore.getInstance("PKCS12");
        store.load(stream, PASSWORD.toCharArray());
        return new TestTls(store);
      } finally {
        Files.delete(file);
        Files.delete(folder);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public KeyStore keys() {
    return keys;
  }

  /** Certificate and key as PKCS#12 in base64; its passphrase is {@link #PASSWORD}. */
  public String pkcs12() {
    try {
      var file = new ByteArrayOutputStream();
      keys.store(file, PASSWORD.toCharArray());
      return Base64.getEncoder().encodeToString(file.toByteArray());
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What a server with this key needs; it trusts clients that show the same certificate. */
  public SSLContext server() {
    return serverTrusting(this);
  }

  /** What a server with this key needs; it trusts clients that show one of these certificates. */
  public SSLContext serverTrusting(TestTls... clients) {
    try {
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(keys, PASSWORD.toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), trust(clients), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public TrustManager[] trust() {
    return trust(this);
  }

  private static TrustManager[] trust(TestTls... trusted) {
    try {
      var anchors = KeyStore.getInstance("PKCS12");
      anchors.load(null, null);
      for (int i = 0; i < trusted.length; i++) {
        anchors.setCertificateEntry("test" + i, trusted[i].keys.getCertificate("test"));
      }
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(anchors);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void generate(Path file, String names) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(
        List.of(
            "-genkeypair -alias test -keyalg RSA -keysize 2048 -dname CN=test -validity 2"
                .split(" ")));
    command.addAll(List.of("-ext", names, "-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", file.toString()));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      process.getInputStream().readAllBytes();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError("keytool failed");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
