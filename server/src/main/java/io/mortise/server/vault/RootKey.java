package io.mortise.server.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import io.mortise.server.settings.PrivateFile;
import io.mortise.server.settings.Settings.RootKeySettings;
import io.mortise.server.settings.SettingsInvalid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/**
 * The key that wraps the keysets of organizations: 32 bytes, in base64 in a 0600 file made at the
 * first start, or in the environment. It is used as AES-256-GCM and never stored in the database.
 */
final class RootKey {
  private static final int BYTES = 32;
  private static final int FINGERPRINT_DIGITS = 16;

  private final Aead aead;
  private final String fingerprint;

  private RootKey(byte[] key) {
    try {
      this.aead = new AesGcmJce(key);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      this.fingerprint = HexFormat.of().formatHex(digest).substring(0, FINGERPRINT_DIGITS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no AES-GCM or SHA-256", e);
    }
  }

  /**
   * @param mayCreate whether a missing file is made: only while the database holds nothing sealed
   */
  static RootKey load(RootKeySettings settings, boolean mayCreate) {
    return settings
        .base64()
        .map(text -> new RootKey(decode(text, "MORTISE_ROOT_KEY")))
        .orElseGet(() -> fromFile(settings.file(), mayCreate));
  }

  Aead aead() {
    return aead;
  }

  /** Names the key without telling it: the first 16 hexadecimal digits of its SHA-256. */
  String fingerprint() {
    return fingerprint;
  }

  private static RootKey fromFile(Path file, boolean mayCreate) {
    try {
      if (!Files.exists(file)) {
        if (!mayCreate) {
          throw new SettingsInvalid(
              "The root key file "
                  + file
                  + " is missing, and without it nothing in the database can be opened. Put it"
                  + " back from your backup, or name it with MORTISE_ROOT_KEY_FILE.");
        }
        create(file);
      }
      refuseIfOthersMayRead(file);
      return new RootKey(decode(Files.readString(file).strip(), file.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void create(Path file) throws IOException {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    Files.createDirectories(file.toAbsolutePath().getParent());
    PrivateFile.write(file, Base64.getEncoder().encodeToString(key) + "\n");
  }

  private static void refuseIfOthersMayRead(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (permissions.contains(PosixFilePermission.OTHERS_READ)
        || permissions.contains(PosixFilePermission.GROUP_READ)) {
      throw new SettingsInvalid(
          "Others may read the root key file " + file + ". Run: chmod 600 " + file);
    }
  }

  private static byte[] decode(String base64, String where) {
    try {
      byte[] key = Base64.getDecoder().decode(base64);
      if (key.length == BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      throw new SettingsInvalid(
          where + " is not base64; make a root key with: openssl rand -base64 32", e);
    }
    throw new SettingsInvalid(
        where + " must hold 32 bytes in base64; make one with: openssl rand -base64 32");
  }
}
