package io.mortise.runtime.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PemKeyTest {
  private static final char[] PASSPHRASE = "fake passphrase".toCharArray();
  private static final char[] NONE = {};

  /** Length of what PKCS#8 puts before a PKCS#1 key of 2048 bits. */
  private static final int PKCS8_HEADER = 26;

  /** A throw-away key, encrypted by openssl with PBES2 (RFC 8018). */
  private static final String ENCRYPTED =
      "MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhAc1Q5yOfnIAICCAAwDAYIKoZIhvcNAgkF"
          + "ADAdBglghkgBZQMEASoEEMcHIDY7uLsow0zDzKzuujAEgZA4vqy2KKXsugJ5KCP1Sz5wVXu3urD08cf9"
          + "2MwRao2QpNT5KLe8Vmcs2BHUP8ebaIfpe+4J6jIHSTPzFmkHdiQV/Uy/TTU+0KQTkoeXOl4IHjHEsuRd"
          + "SeLcwiiFSe6ze1W7V+F6sx77LPHdO3fpUlp+pHxfsn9PmJspg5ziZPni8M1CAYei7RiRxuOQTBmbtcs=";

  @Test
  void read_plainKeys_ofBothKinds() throws GeneralSecurityException, IOException {
    for (var algorithm : new String[] {"RSA", "EC"}) {
      var key = key(algorithm);

      assertThat(PemKey.read(pem("PRIVATE KEY", key.getEncoded()), NONE, algorithm)).isEqualTo(key);
    }
  }

  @Test
  void read_oldRsaForm_isTheSameKey() throws GeneralSecurityException, IOException {
    var key = key("RSA");
    var encoded = key.getEncoded();
    var inner = Arrays.copyOfRange(encoded, PKCS8_HEADER, encoded.length);

    assertThat(PemKey.read(pem("RSA PRIVATE KEY", inner), NONE, "RSA")).isEqualTo(key);
  }

  @Test
  void read_encryptedKey_needsItsPassphrase() throws GeneralSecurityException, IOException {
    var pem = pem("ENCRYPTED PRIVATE KEY", Base64.getDecoder().decode(ENCRYPTED));

    assertThat(PemKey.read(pem, PASSPHRASE, "EC").getAlgorithm()).isEqualTo("EC");
    assertThatThrownBy(() -> PemKey.read(pem, "wrong".toCharArray(), "EC"))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void read_textWithoutAKey_isRefused() {
    assertThatThrownBy(() -> PemKey.read("no key", NONE, "RSA"))
        .isInstanceOf(GeneralSecurityException.class);
  }

  private static PrivateKey key(String algorithm) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
    return generator.generateKeyPair().getPrivate();
  }

  private static String pem(String name, byte[] der) {
    var base64 = Base64.getMimeEncoder().encodeToString(der);
    return "-----BEGIN " + name + "-----\n" + base64 + "\n-----END " + name + "-----\n";
  }
}
