package io.mortise.server.credentials.runtime;

import io.mortise.runtime.credential.Attempt;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Caller;
import io.mortise.server.access.CredentialDenied;
import io.mortise.server.access.Decision;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditLog;
import io.mortise.server.audit.Outcome;
import io.mortise.server.credentials.CredentialUses;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialRepository;
import io.mortise.server.credentials.store.CredentialWriter;
import io.mortise.server.credentials.store.TokenIds;
import io.mortise.server.kernel.InvalidRequest;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notes how services answered a secret that was handed out. Three refusals in a row make a
 * credential <em>failing</em>. Every refusal, and the first acceptance after one, is on the audit
 * log.
 */
@Component
class CredentialOutcomes {
  private final CredentialRepository repository;
  private final TokenIds tokens;
  private final CredentialUses uses;
  private final CredentialWriter writer;
  private final Recording recording;

  /** A note and its event, durable together. */
  @Component
  record Recording(AuditLog audit, TransactionTemplate transaction) {}

  CredentialOutcomes(
      CredentialRepository repository,
      TokenIds tokens,
      CredentialUses uses,
      CredentialWriter writer,
      Recording recording) {
    this.repository = repository;
    this.tokens = tokens;
    this.uses = uses;
    this.writer = writer;
    this.recording = recording;
  }

  /** Takes an engine's report of a token that it was given; any other token is 400. */
  void report(Caller caller, String ref, Attempt attempt, String tokenId, boolean refused) {
    Credential credential = find(caller, ref, attempt);
    int version =
        tokens
            .version(credential.organization(), credential.id(), tokenId)
            .orElseThrow(
                () ->
                    new InvalidRequest(
                        "/tokenId", "tokenId must be one that resolving this credential gave."));
    if (refused) {
      uses.failed(caller, credential, attempt.flow());
    }
    note(caller, credential, attempt, version, refused);
  }

  /**
   * Takes the token that a resolve names as refused by the service. One that Mortise never made
   * counts for nothing.
   */
  void rejected(Caller caller, CredentialId id, String tokenId, Attempt attempt) {
    repository
        .find(caller.organization(), id)
        .ifPresent(
            credential ->
                tokens
                    .version(credential.organization(), id, tokenId)
                    .ifPresent(
                        version -> {
                          uses.failed(caller, credential, attempt.flow());
                          note(caller, credential, attempt, version, true);
                        }));
  }

  /** Takes what the service said to a call of ours, whose use is counted already. */
  void called(Caller caller, CredentialId id, int version, Attempt attempt, boolean refused) {
    repository
        .find(caller.organization(), id)
        .ifPresent(credential -> note(caller, credential, attempt, version, refused));
  }

  /** A report on an older version says nothing about the status now, but it happened. */
  private void note(
      Caller caller, Credential credential, Attempt attempt, int version, boolean refused) {
    if (!refused && credential.state().marks().refusalsInRow() == 0) {
      return;
    }
    var action =
        refused
            ? AuditAction.CREDENTIAL_REFUSED_BY_SERVICE
            : AuditAction.CREDENTIAL_ACCEPTED_BY_SERVICE;
    var event =
        AuditEvent.by(caller, action, credential.party())
            .withVersion(version)
            .claiming(attempt)
            .ended(refused ? Outcome.FAILED : Outcome.OK, null);
    recording
        .transaction()
        .executeWithoutResult(
            status -> {
              boolean changed =
                  refused
                      ? writer.countRefusal(credential.key(), version)
                      : writer.clearRefusals(credential.key(), version);
              if (refused || changed) {
                recording.audit().append(event);
              }
            });
  }

  /** Only a key that may resolve the credential has been given a token of it. */
  private Credential find(Caller caller, String ref, Attempt attempt) {
    Credential credential =
        repository
            .idOf(caller, ref, attempt)
            .flatMap(id -> repository.find(caller.organization(), id))
            .filter(found -> CredentialRepository.within(attempt, found))
            .orElseThrow(CredentialDenied::notFound);
    return switch (AccessPolicy.decideResolve(caller, credential.access())) {
      case Decision.Allowed _ -> credential;
      case Decision.Denied denied -> throw CredentialDenied.by(denied);
    };
  }
}
