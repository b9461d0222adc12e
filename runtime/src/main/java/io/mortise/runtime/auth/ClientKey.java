package io.mortise.runtime.auth;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** A client certificate with its key, ready for TLS. Its text form shows nothing. */
public final class ClientKey {
  private static final char[] IN_MEMORY = {};

  private final KeyStore store;
  private final char[] passphrase;

  private ClientKey(KeyStore store, char[] passphrase) {
    this.store = store;
    this.passphrase = passphrase;
  }

  /**
   * Reads a PEM certificate chain and PEM key, or, where no key is given, a PKCS#12 file in base64.
   *
   * @throws UnusableAuth where they cannot be read or the passphrase is wrong
   */
  static ClientKey of(String certificate, Optional<String> key, String passphrase) {
    var secret = passphrase.toCharArray();
    try {
      return key.isPresent()
          ? fromPem(certificate, key.get(), secret)
          : fromPkcs12(certificate, secret);
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new UnusableAuth(
          "The client certificate cannot be read. Check that certificate and key are whole PEM"
              + " blocks and that the passphrase is right.");
    }
  }

  /** What a TLS context takes. */
  public KeyManager[] keyManagers() {
    try {
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, passphrase);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new UnusableAuth("The client certificate's key cannot be used.");
    }
  }

  private static ClientKey fromPem(String certificate, String key, char[] passphrase)
      throws GeneralSecurityException, IOException {
    var chain =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)))
            .toArray(Certificate[]::new);
    if (chain.length == 0) {
      throw new GeneralSecurityException("no certificate");
    }
    PrivateKey privateKey = PemKey.read(key, passphrase, chain[0].getPublicKey().getAlgorithm());
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("client", privateKey, IN_MEMORY, chain);
    return new ClientKey(store, IN_MEMORY);
  }

  private static ClientKey fromPkcs12(String base64, char[] passphrase)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(Base64.getMimeDecoder().decode(base64)), passphrase);
    return new ClientKey(store, passphrase);
  }

  @Override
  public String toString() {
    return "ClientKey[hidden]";
  }
}
