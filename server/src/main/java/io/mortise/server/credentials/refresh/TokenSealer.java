package io.mortise.server.credentials.refresh;

import io.mortise.runtime.credential.Reveal;
import io.mortise.runtime.credential.Secret;
import io.mortise.runtime.oauth.IssuedToken;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.vault.CannotOpen;
import io.mortise.server.vault.SealedBytes;
import io.mortise.server.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Seals and opens access tokens, each bound to its organization, credential, version of the secret
 * and number.
 */
@Component
final class TokenSealer {
  private static final String ACCESS_TOKEN = "accessToken";
  private static final String SCOPES = "scopes";

  private final Vault vault;
  private final JsonMapper json;

  TokenSealer(Vault vault, JsonMapper json) {
    this.vault = vault;
    this.json = json;
  }

  /** The place of a token. */
  record Place(Credential.Key key, int secretVersion, int number) {
    byte[] associatedData() {
      return ("mortise oauth token\n"
              + key.organization()
              + "\n"
              + key.id()
              + "\n"
              + secretVersion
              + "\n"
              + number)
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  SealedBytes seal(Place place, IssuedToken token) {
    var document = json.createObjectNode();
    document.put(ACCESS_TOKEN, token.accessToken().reveal(Reveal.FOR_SEALING));
    List<String> scopes = token.scopes();
    if (scopes != null) {
      scopes.forEach(document.putArray(SCOPES)::add);
    }
    byte[] content = json.writeValueAsBytes(document);
    try {
      return vault.seal(place.key().organization(), content, place.associatedData());
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /**
   * @param scopes null if the service named none
   */
  record Opened(Secret accessToken, @Nullable List<String> scopes) {}

  Opened open(Place place, SealedBytes sealed) throws CannotOpen {
    byte[] content = vault.open(place.key().organization(), sealed, place.associatedData());
    try {
      JsonNode document = json.readTree(content);
      return new Opened(
          Secret.of(document.get(ACCESS_TOKEN).stringValue()),
          document.has(SCOPES)
              ? document.get(SCOPES).valueStream().map(JsonNode::stringValue).toList()
              : null);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }
}
