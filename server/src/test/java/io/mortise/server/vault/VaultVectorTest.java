package io.mortise.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import io.mortise.server.kernel.Settings.RootKeySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was sealed once must open forever: a root key, a wrapped keyset and a sealed document from a
 * file.
 */
class VaultVectorTest {
  private static JsonNode vector;

  @BeforeAll
  static void read() throws IOException, GeneralSecurityException {
    AeadConfig.register();
    try (var in = VaultVectorTest.class.getResourceAsStream("sealed.json")) {
      vector = new JsonMapper().readTree(in);
    }
  }

  @Test
  void open_vector_givesItsContent() throws GeneralSecurityException {
    assertThat(keyset().decrypt(bytes("sealed"), utf8("associatedData")))
        .isEqualTo(utf8("content"));
  }

  @Test
  void fingerprint_ofTheVectorsRootKey_isTheOneInTheFile() {
    assertThat(rootKey().fingerprint()).isEqualTo(text("fingerprint"));
  }

  @Test
  void open_vectorUnderOtherAssociatedData_doesNotOpen() throws GeneralSecurityException {
    var keyset = keyset();
    byte[] otherVersion =
        text("associatedData").replace("\n3", "\n4").getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> keyset.decrypt(bytes("sealed"), otherVersion))
        .isInstanceOf(GeneralSecurityException.class);
    assertThatThrownBy(() -> keyset.decrypt(bytes("sealed"), new byte[0]))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void open_vectorWithAnyBitChanged_doesNotOpen() throws GeneralSecurityException {
    var keyset = keyset();
    byte[] sealed = bytes("sealed");

    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] damaged = sealed.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> keyset.decrypt(damaged, utf8("associatedData")))
          .isInstanceOf(GeneralSecurityException.class);
    }
  }

  @Test
  void unwrap_keysetMovedToAnotherOrganizationOrPurpose_doesNotOpen() {
    for (String binding :
        new String[] {text("binding").replace(" seal", " twin"), text("binding") + "x", ""}) {
      assertThatThrownBy(() -> unwrapped(binding)).isInstanceOf(GeneralSecurityException.class);
    }
  }

  private static Aead keyset() throws GeneralSecurityException {
    return unwrapped(text("binding"));
  }

  private static Aead unwrapped(String binding) throws GeneralSecurityException {
    return OrganizationKeys.aead(
        TinkProtoKeysetFormat.parseEncryptedKeyset(
            bytes("wrapped"), rootKey().aead(), binding.getBytes(StandardCharsets.UTF_8)));
  }

  private static RootKey rootKey() {
    return RootKey.load(new RootKeySettings(Optional.of(text("rootKey")), Path.of("none")), false);
  }

  private static String text(String name) {
    return vector.path(name).asString();
  }

  private static byte[] utf8(String name) {
    return text(name).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String name) {
    return Base64.getDecoder().decode(text(name));
  }
}
