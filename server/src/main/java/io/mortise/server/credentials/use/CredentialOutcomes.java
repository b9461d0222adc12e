package io.mortise.server.credentials.use;

import io.mortise.runtime.credential.Attempt;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.CredentialDenied;
import io.mortise.server.credentials.CredentialUses;
import io.mortise.server.credentials.TokenId;
import io.mortise.server.credentials.stored.Credential;
import io.mortise.server.credentials.stored.CredentialRepository;
import io.mortise.server.kernel.Caller;
import io.mortise.server.kernel.InvalidRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What engines report of a secret they used. Three refusals in a row make a credential
 * <em>failing</em>.
 */
@Component
class CredentialOutcomes {
  private final JdbcClient jdbc;
  private final CredentialRepository repository;
  private final CredentialUses uses;

  CredentialOutcomes(JdbcClient jdbc, CredentialRepository repository, CredentialUses uses) {
    this.jdbc = jdbc;
    this.repository = repository;
    this.uses = uses;
  }

  /** What an engine reports of a token that it was given. */
  void report(
      Caller caller, String ref, @Nullable String workspace, String tokenId, boolean refused) {
    Credential credential = find(caller, ref, new Attempt(workspace, null, null, null));
    if (!TokenId.isOf(credential.id(), tokenId)) {
      throw new InvalidRequest("/tokenId", "tokenId is what resolving this credential gave.");
    }
    if (refused) {
      uses.failed(credential, null);
    }
    mark(credential, tokenId, refused);
  }

  /** A resolve that says which token the service refused counts as such a report. */
  void rejected(Caller caller, CredentialId id, String tokenId, @Nullable String flow) {
    Credential credential = find(caller, id);
    uses.failed(credential, flow);
    mark(credential, tokenId, true);
  }

  /** What the service said to a call of ours, whose use is counted already. */
  void called(Caller caller, CredentialId id, String tokenId, boolean refused) {
    mark(find(caller, id), tokenId, refused);
  }

  /** A report on an older token than the current says nothing about the credential now. */
  private void mark(Credential credential, String tokenId, boolean refused) {
    boolean current =
        TokenId.of(credential.id(), credential.state().secretVersion()).equals(tokenId);
    boolean changes = refused || credential.state().marks().refusalsInRow() > 0;
    if (current && changes) {
      count(credential, refused);
    }
  }

  private Credential find(Caller caller, CredentialId id) {
    return find(caller, id.toString(), Attempt.unnamed());
  }

  private Credential find(Caller caller, String ref, Attempt attempt) {
    return CredentialId.parse(ref)
        .or(
            () ->
                repository.findByName(
                    caller.organization(), repository.workspaceOf(caller, attempt), ref))
        .flatMap(id -> repository.find(caller.organization(), id))
        .filter(found -> AccessPolicy.decide(caller, found.access(), Action.CALL).allowed())
        .orElseThrow(CredentialDenied::notFound);
  }

  private void count(Credential credential, boolean refused) {
    jdbc.sql(
            """
            update credential set refusals_in_row = case when :refused then least(refusals_in_row + 1, 1000) else 0 end
            where organization = :organization and id = :id and secret_version = :version
            """)
        .param("refused", refused)
        .param("organization", credential.organization().value())
        .param("id", credential.id().value())
        .param("version", credential.state().secretVersion())
        .update();
  }
}
