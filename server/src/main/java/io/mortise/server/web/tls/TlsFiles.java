package io.mortise.server.web.tls;

import io.mortise.server.settings.Settings.Tls;
import io.mortise.server.settings.SettingsInvalid;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * The certificate that the server shows and its key, which are known to fit.
 *
 * @param certificates the server's own first, then those that lead to an authority
 */
public record TlsFiles(List<X509Certificate> certificates, PrivateKey key) {

  /** Reads both files, or throws {@link SettingsInvalid} with a sentence. */
  public static TlsFiles load(Tls tls) {
    var certificates =
        part("MORTISE_TLS_CERTIFICATE", tls.certificate(), PemContent::getCertificates);
    var key = part("MORTISE_TLS_KEY", tls.key(), PemContent::getPrivateKey);
    if (!fits(key, certificates.getFirst().getPublicKey())) {
      throw new SettingsInvalid(
          "The key in %s (MORTISE_TLS_KEY) does not belong to the first certificate in %s (MORTISE_TLS_CERTIFICATE)."
                  .formatted(tls.key(), tls.certificate())
              + " Put the server's own certificate first and use the key it was requested with.");
    }
    return new TlsFiles(certificates, key);
  }

  /** What is wrong with the certificate's validity at that time, as a sentence. */
  public Optional<String> invalidAt(Instant now) {
    Instant from = certificates.getFirst().getNotBefore().toInstant();
    Instant until = certificates.getFirst().getNotAfter().toInstant();
    if (now.isBefore(from)) {
      return Optional.of("The TLS certificate is not valid before " + from + ".");
    }
    return now.isAfter(until)
        ? Optional.of("The TLS certificate expired at " + until + ". Replace it.")
        : Optional.empty();
  }

  private interface Part<T> {
    @Nullable T of(PemContent content);
  }

  private static <T> T part(String name, Path file, Part<T> part) {
    try {
      T found = part.of(PemContent.load(file));
      if (found != null) {
        return found;
      }
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new SettingsInvalid(notPem(name, file), e);
    }
    throw new SettingsInvalid(notPem(name, file));
  }

  private static String notPem(String name, Path file) {
    return name + " names " + file + ", which does not hold that as PEM.";
  }

  /** Whether what the one signs, the other verifies. */
  private static boolean fits(PrivateKey key, PublicKey certified) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case "DSA" -> "SHA256withDSA";
          default -> "EdDSA";
        };
    try {
      byte[] content = {1, 2, 3};
      var signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(content);
      byte[] signature = signing.sign();
      signing.initVerify(certified);
      signing.update(content);
      return signing.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
