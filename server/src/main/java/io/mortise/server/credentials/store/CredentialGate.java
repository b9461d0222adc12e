package io.mortise.server.credentials.store;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.CredentialDenied;
import io.mortise.server.access.Decision;
import io.mortise.server.access.Principal;
import io.mortise.server.kernel.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The way to a credential for people and their scripts: found, decided on, and a refusal recorded.
 */
@Component
public class CredentialGate {
  private final CredentialRepository repository;
  private final Refusals refusals;
  private final Tombstones tombstones;

  CredentialGate(CredentialRepository repository, Refusals refusals, Tombstones tombstones) {
    this.repository = repository;
    this.refusals = refusals;
    this.tombstones = tombstones;
  }

  /** Parses a path id; a malformed id gets the same 404 as an unknown one. */
  public static CredentialId id(String text) {
    return CredentialId.parse(text).orElseThrow(CredentialDenied::notFound);
  }

  /**
   * The credential, if the caller may do this with it; absent and forbidden look the same below the
   * level see.
   */
  public Credential get(Principal principal, CredentialId id, Action action) {
    Credential credential =
        repository
            .find(principal.organization(), id)
            .orElseThrow(() -> tombstones.absent(principal, id));
    return switch (AccessPolicy.decide(principal, credential.access(), action)) {
      case Decision.Allowed _ -> credential;
      case Decision.Denied denied -> {
        refusals.record(principal, credential, action);
        throw CredentialDenied.by(denied);
      }
    };
  }

  /** The same, and it must still be the version that the caller has seen. */
  public Credential get(
      Principal principal, CredentialId id, Action action, @Nullable Long version) {
    Credential credential = get(principal, id, action);
    if (version != null && version != credential.stamp().version()) {
      throw Refused.versionConflict(credential.stamp().version());
    }
    return credential;
  }

  /** A refusal beyond the level, recorded like one by it. */
  public Refused refused(
      Principal principal, Credential credential, Action action, String sentence) {
    refusals.record(principal, credential, action);
    return Refused.forbidden(sentence);
  }
}
