package io.mortise.runtime.auth;

import io.mortise.runtime.credential.Reveal;
import io.mortise.runtime.credential.Secret;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.List;

/** Reads the private key with which a client signs what it says of itself. */
public final class SigningKey {
  private static final List<String> ALGORITHMS = List.of("RSA", "EC");

  private SigningKey() {}

  /**
   * @param pem PKCS#8 without a passphrase, of RSA or of a curve; or PKCS#1 of RSA
   * @throws UnusableAuth if it is none of these
   */
  public static PrivateKey read(Secret pem) {
    for (var algorithm : ALGORITHMS) {
      try {
        return PemKey.read(pem.reveal(Reveal.FOR_OUTBOUND_CALL), new char[0], algorithm);
      } catch (GeneralSecurityException | IOException notOfThisKind) {
        // The next algorithm may read it.
      }
    }
    throw new UnusableAuth(
        "The private key must be PEM that begins with -----BEGIN PRIVATE KEY-----, of RSA or of an"
            + " elliptic curve, without a passphrase.");
  }
}
