package io.mortise.server.credentials.refresh;

import io.mortise.runtime.credential.Reveal;
import io.mortise.runtime.credential.Secret;
import io.mortise.runtime.oauth.IssuedToken;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.kernel.OrganizationId;
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
  private static final String REFRESH_TOKEN = "refreshToken";
  private static final String SCOPES = "scopes";

  private final Vault vault;
  private final JsonMapper json;

  TokenSealer(Vault vault, JsonMapper json) {
    this.vault = vault;
    this.json = json;
  }

  /** Where something sealed belongs: moved to another place it does not open. */
  record Place(OrganizationId organization, String name) {
    static Place of(Credential.Key key, int secretVersion, int number) {
      return new Place(
          key.organization(), "oauth token\n" + key.id() + "\n" + secretVersion + "\n" + number);
    }

    /** Before there is a credential. */
    static Place of(Handoff handoff) {
      return new Place(handoff.organization(), "oauth hand-off token\n" + handoff.id());
    }

    private static Place ofVerifier(Handoff handoff) {
      return new Place(handoff.organization(), "oauth hand-off verifier\n" + handoff.id());
    }

    byte[] associatedData() {
      return ("mortise " + name + "\n" + organization).getBytes(StandardCharsets.UTF_8);
    }
  }

  SealedBytes sealVerifier(Handoff handoff, Secret verifier) {
    byte[] content = verifier.reveal(Reveal.FOR_SEALING).getBytes(StandardCharsets.UTF_8);
    return vault.seal(handoff.organization(), content, Place.ofVerifier(handoff).associatedData());
  }

  Secret openVerifier(Handoff handoff, SealedBytes sealed) throws CannotOpen {
    byte[] content =
        vault.open(handoff.organization(), sealed, Place.ofVerifier(handoff).associatedData());
    return Secret.of(new String(content, StandardCharsets.UTF_8));
  }

  /**
   * @param kept the refresh token that goes on where the service issued no new one; null for none
   */
  SealedBytes seal(Place place, IssuedToken token, @Nullable Secret kept) {
    var document = json.createObjectNode();
    document.put(ACCESS_TOKEN, token.accessToken().reveal(Reveal.FOR_SEALING));
    Secret refreshToken = token.refreshToken() == null ? kept : token.refreshToken();
    if (refreshToken != null) {
      document.put(REFRESH_TOKEN, refreshToken.reveal(Reveal.FOR_SEALING));
    }
    List<String> scopes = token.scopes();
    if (scopes != null) {
      scopes.forEach(document.putArray(SCOPES)::add);
    }
    byte[] content = json.writeValueAsBytes(document);
    try {
      return vault.seal(place.organization(), content, place.associatedData());
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /** The same tokens at another place. */
  SealedBytes reseal(Place from, Place to, SealedBytes sealed) throws CannotOpen {
    byte[] content = vault.open(from.organization(), sealed, from.associatedData());
    try {
      return vault.seal(to.organization(), content, to.associatedData());
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /**
   * @param refreshToken null if the service issued none
   * @param scopes null if the service named none
   */
  record Opened(Secret accessToken, @Nullable Secret refreshToken, @Nullable List<String> scopes) {}

  Opened open(Place place, SealedBytes sealed) throws CannotOpen {
    byte[] content = vault.open(place.organization(), sealed, place.associatedData());
    try {
      JsonNode document = json.readTree(content);
      return new Opened(
          Secret.of(document.get(ACCESS_TOKEN).stringValue()),
          document.has(REFRESH_TOKEN) ? Secret.of(document.get(REFRESH_TOKEN).stringValue()) : null,
          document.has(SCOPES)
              ? document.get(SCOPES).valueStream().map(JsonNode::stringValue).toList()
              : null);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }
}
