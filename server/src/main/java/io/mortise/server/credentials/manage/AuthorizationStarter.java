package io.mortise.server.credentials.manage;

import io.mortise.runtime.connector.oauth.Consent;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.CredentialScope;
import io.mortise.server.access.Principal;
import io.mortise.server.credentials.refresh.Handoffs;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialGate;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Refused;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Begins hand-offs: what was entered is checked and sealed before anybody is sent away. */
@Component
public class AuthorizationStarter {
  private final SecretStaging staging;
  private final CredentialGate gate;
  private final Handoffs handoffs;

  AuthorizationStarter(SecretStaging staging, CredentialGate gate, Handoffs handoffs) {
    this.staging = staging;
    this.gate = gate;
    this.handoffs = handoffs;
  }

  /**
   * What a person wants to authorize.
   *
   * @param app names the OAuth app whose client is used; null where the client is among the fields,
   *     or for the app that the credential has
   */
  public record Wanted(Map<String, Object> fields, @Nullable String app) {
    /** Field values may be secrets. */
    @Override
    public String toString() {
      return "Wanted[" + app + "]";
    }
  }

  /** For a credential that does not exist yet. */
  public Handoffs.Begun begin(
      Principal.SignedIn person, String connector, String method, Wanted wanted) {
    if (!AccessPolicy.mayPlace(person, new CredentialScope.Personal())) {
      throw Refused.forbidden("You may not add credentials.");
    }
    try (Draft draft = staging.draft(person, connector, method, wanted.fields(), wanted.app())) {
      return begin(person, draft, null);
    }
  }

  /** For a saved credential, whose blank secrets are kept. */
  public Handoffs.Begun beginAgain(Principal.SignedIn person, CredentialId id, Wanted wanted) {
    Credential saved = gate.get(person, id, Action.ROTATE);
    try (Draft draft = staging.draftAgain(person, saved, wanted.fields(), wanted.app())) {
      return begin(person, draft, id);
    }
  }

  private Handoffs.Begun begin(
      Principal.SignedIn person, Draft draft, @Nullable CredentialId credential) {
    URI endpoint =
        draft
            .method()
            .oauth()
            .filter(OAuthGrant::needsPerson)
            .flatMap(grant -> grant.authorizationEndpoint(draft.fields()))
            .map(URI::create)
            .orElseThrow(
                () -> new InvalidRequest("/method", "Nobody has to authorize this method."));
    return handoffs.begin(
        person,
        new Handoffs.Request(
            draft.document(),
            endpoint,
            draft.fields().text(OAuthGrant.CLIENT_ID).orElse(""),
            draft.fields().lines(OAuthGrant.SCOPES),
            draft.method().oauth().map(OAuthGrant::consent).orElse(Consent.STANDARD),
            credential));
  }
}
