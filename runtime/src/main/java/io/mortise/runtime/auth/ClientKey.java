package io.mortise.runtime.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * A client certificate with its key: a PEM certificate chain and PEM key or, if no key is given, a
 * PKCS#12 file in base64. Its text form shows nothing.
 */
public final class ClientKey {
  private static final char[] IN_MEMORY = {};
  private static final byte[] FINGERPRINT_KEY = SecureRandom.getSeed(32);

  private final String certificate;
  private final Optional<String> key;
  private final String passphrase;

  private ClientKey(String certificate, Optional<String> key, String passphrase) {
    this.certificate = certificate;
    this.key = key;
    this.passphrase = passphrase;
  }

  static ClientKey of(String certificate, Optional<String> key, String passphrase) {
    return new ClientKey(certificate, key, passphrase);
  }

  /**
   * Tells two client keys apart without holding either. It is a keyed hash, and its key lives as
   * long as the process.
   */
  public static final class Fingerprint {
    private final byte[] hash;

    private Fingerprint(byte[] hash) {
      this.hash = hash;
    }

    public boolean sameAs(ClientKey other) {
      return MessageDigest.isEqual(hash, other.fingerprint().hash);
    }
  }

  public Fingerprint fingerprint() {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(FINGERPRINT_KEY, "HmacSHA256"));
      add(mac, certificate);
      add(mac, key.orElse(""));
      add(mac, passphrase);
      return new Fingerprint(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is missing from this Java platform", e);
    }
  }

  /** Adds the length too, so that no other texts give the same bytes. */
  private static void add(Mac mac, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    mac.update(bytes);
  }

  /**
   * Returns the key managers for a TLS context.
   *
   * @throws UnusableAuth if certificate or key cannot be read, or the passphrase is wrong
   */
  public KeyManager[] keyManagers() {
    try {
      var secret = key.isPresent() ? IN_MEMORY : passphrase.toCharArray();
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(key.isPresent() ? fromPem(key.get()) : fromPkcs12(), secret);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new UnusableAuth(
          "The client certificate cannot be read. Check that certificate and key are complete PEM"
              + " blocks and that the passphrase is correct.");
    }
  }

  private KeyStore fromPem(String pem) throws GeneralSecurityException, IOException {
    var chain =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)))
            .toArray(Certificate[]::new);
    if (chain.length == 0) {
      throw new GeneralSecurityException("no certificate");
    }
    PrivateKey privateKey =
        PemKey.read(pem, passphrase.toCharArray(), chain[0].getPublicKey().getAlgorithm());
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("client", privateKey, IN_MEMORY, chain);
    return store;
  }

  private KeyStore fromPkcs12() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(
        new ByteArrayInputStream(Base64.getMimeDecoder().decode(certificate)),
        passphrase.toCharArray());
    return store;
  }

  @Override
  public String toString() {
    return "ClientKey[hidden]";
  }
}
