package io.mortise.runtime.auth;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads a private key from PEM: PKCS#8 with or without a passphrase, or PKCS#1 of RSA. */
final class PemKey {
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ((?:RSA |ENCRYPTED )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  /** The DER that turns a PKCS#1 key into PKCS#8: version 0 and the identifier of RSA. */
  private static final byte[] RSA_PREFIX = {
    2, 1, 0, 48, 13, 6, 9, 42, (byte) 134, 72, (byte) 134, (byte) 247, 13, 1, 1, 1, 5, 0
  };

  private PemKey() {}

  static PrivateKey read(String pem, char[] passphrase, String algorithm)
      throws GeneralSecurityException, IOException {
    var block = BLOCK.matcher(pem);
    if (!block.find()) {
      throw new GeneralSecurityException("no private key");
    }
    var der = Base64.getMimeDecoder().decode(block.group(2));
    var factory = KeyFactory.getInstance(algorithm);
    return switch (block.group(1)) {
      case "RSA PRIVATE KEY" -> factory.generatePrivate(new PKCS8EncodedKeySpec(asPkcs8(der)));
      case "ENCRYPTED PRIVATE KEY" -> factory.generatePrivate(decrypt(der, passphrase));
      default -> factory.generatePrivate(new PKCS8EncodedKeySpec(der));
    };
  }

  private static PKCS8EncodedKeySpec decrypt(byte[] der, char[] passphrase)
      throws GeneralSecurityException, IOException {
    var sealed = new EncryptedPrivateKeyInfo(der);
    var parameters = sealed.getAlgParameters();
    var algorithm = parameters == null ? sealed.getAlgName() : parameters.toString();
    var key = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(passphrase));
    return sealed.getKeySpec(key);
  }

  private static byte[] asPkcs8(byte[] pkcs1) {
    var octets = tagged(4, pkcs1);
    var content = new byte[RSA_PREFIX.length + octets.length];
    System.arraycopy(RSA_PREFIX, 0, content, 0, RSA_PREFIX.length);
    System.arraycopy(octets, 0, content, RSA_PREFIX.length, octets.length);
    return tagged(48, content);
  }

  /** Writes the tag and a length of two bytes, which is enough for every RSA key in use. */
  private static byte[] tagged(int tag, byte[] content) {
    var result = new byte[content.length + 4];
    result[0] = (byte) tag;
    result[1] = (byte) 0x82;
    result[2] = (byte) (content.length >> 8);
    result[3] = (byte) content.length;
    System.arraycopy(content, 0, result, 4, content.length);
    return result;
  }
}
