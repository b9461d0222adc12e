package io.mortise.server.credentials;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.vault.Vault;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Makes and recognises token ids: the opaque names by which engines report how a secret fared. Each
 * names one version of one credential's secret, and one of its access tokens. It is authenticated
 * under a key of the organization, so that only somebody who was handed the secret has one; it
 * tells nothing of the secret.
 */
@Component
public class TokenIds {
  private static final int LENGTH = 2 * Integer.BYTES;
  private static final int PREFIX = 5;
  private static final int MAC = 16;

  private static final int REMEMBERED = 50_000;

  private final Vault vault;

  /** A code costs a use more than all else that is computed for it, and is always the same. */
  private final Cache<Named, String> made = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  private record Named(OrganizationId organization, CredentialId credential, Numbers numbers) {}

  /**
   * What a token id says.
   *
   * @param version of the secret
   * @param token the number of the access token; 0 where the secret is its own only token
   */
  public record Numbers(int version, int token) {}

  TokenIds(Vault vault) {
    this.vault = vault;
  }

  public String of(OrganizationId organization, CredentialId credential, Numbers numbers) {
    return made.get(new Named(organization, credential, numbers), this::make);
  }

  private String make(Named named) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(bytes(named.organization(), named.credential(), named.numbers()));
  }

  /** What a token id says; empty where Mortise never made it for this credential. */
  public Optional<Numbers> read(
      OrganizationId organization, CredentialId credential, String tokenId) {
    byte[] given;
    try {
      given = Base64.getUrlDecoder().decode(tokenId);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (given.length != LENGTH + MAC) {
      return Optional.empty();
    }
    var numbers = ByteBuffer.wrap(given);
    var said = new Numbers(numbers.getInt(), numbers.getInt());
    byte[] made = bytes(organization, credential, said);
    return MessageDigest.isEqual(made, given) ? Optional.of(said) : Optional.empty();
  }

  /** Both numbers and the first 128 bits of the code over them and the credential. */
  private byte[] bytes(OrganizationId organization, CredentialId credential, Numbers numbers) {
    var named =
        ByteBuffer.allocate(2 * Long.BYTES + LENGTH)
            .putLong(credential.value().getMostSignificantBits())
            .putLong(credential.value().getLeastSignificantBits())
            .putInt(numbers.version())
            .putInt(numbers.token());
    byte[] mac = vault.tokenMac(organization, named.array());
    return ByteBuffer.allocate(LENGTH + MAC)
        .putInt(numbers.version())
        .putInt(numbers.token())
        .put(mac, PREFIX, MAC)
        .array();
  }
}
