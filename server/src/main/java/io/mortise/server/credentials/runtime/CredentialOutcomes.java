package io.mortise.server.credentials.runtime;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.runtime.credential.CredentialRef;
import io.mortise.runtime.credential.EventContext;
import io.mortise.runtime.credential.ResolvedCredential;
import io.mortise.runtime.problem.Problem;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.CredentialDenied;
import io.mortise.server.access.Decision;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditedChanges;
import io.mortise.server.audit.Outcome;
import io.mortise.server.credentials.CredentialUses;
import io.mortise.server.credentials.TokenIds;
import io.mortise.server.credentials.TokenIds.Numbers;
import io.mortise.server.credentials.refresh.TokenRefresher;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialRepository;
import io.mortise.server.credentials.store.CredentialWriter;
import io.mortise.server.kernel.InvalidRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Notes how services answered a secret that was handed out. Three refusals in a row make a
 * credential <em>failing</em>. Every refusal, and the first acceptance after one, is on the audit
 * log.
 */
@Component
class CredentialOutcomes {
  private static final Logger log = LoggerFactory.getLogger(CredentialOutcomes.class);

  private final CredentialRepository repository;
  private final TokenIds tokens;
  private final TokenRefresher refresher;
  private final CredentialUses uses;
  private final CredentialWriter writer;
  private final AuditedChanges changes;

  CredentialOutcomes(
      CredentialRepository repository,
      TokenIds tokens,
      TokenRefresher refresher,
      CredentialUses uses,
      CredentialWriter writer,
      AuditedChanges changes) {
    this.repository = repository;
    this.tokens = tokens;
    this.refresher = refresher;
    this.uses = uses;
    this.writer = writer;
    this.changes = changes;
  }

  /** Takes an engine's report of a token that it was given; any other token is 400. */
  void report(
      Principal principal,
      CredentialRef ref,
      EventContext context,
      String tokenId,
      boolean refused) {
    Credential credential = find(principal, ref, context);
    var token =
        tokens
            .read(credential.organization(), credential.id(), tokenId)
            .orElseThrow(
                () ->
                    new InvalidRequest(
                        "/tokenId", "tokenId must be one that resolving this credential gave."));
    if (refused) {
      uses.failed(principal, credential, context.flow());
    }
    note(principal, credential, context, token, refused);
  }

  /**
   * Takes the token that a resolve names as refused by the service. One that Mortise never made
   * counts for nothing.
   */
  void rejected(Principal principal, CredentialId id, String tokenId, EventContext context) {
    repository
        .find(principal.organization(), id)
        .ifPresent(
            credential ->
                tokens
                    .read(credential.organization(), id, tokenId)
                    .ifPresent(
                        token -> {
                          uses.failed(principal, credential, context.flow());
                          note(principal, credential, context, token, true);
                        }));
  }

  /**
   * Takes what the service said to a call of ours, whose use is counted already. The call is made,
   * so its answer reaches the caller also if this cannot be recorded.
   */
  void called(Principal principal, ResolvedCredential used, EventContext context, boolean refused) {
    try {
      repository
          .find(principal.organization(), used.id())
          .ifPresent(
              credential ->
                  note(
                      principal,
                      credential,
                      context,
                      new Numbers(used.token().version(), used.token().number()),
                      refused));
    } catch (Problem | DataAccessException e) {
      log.warn(
          "Failed to record the service's answer to {} ({})",
          used.id(),
          e.getClass().getSimpleName());
    }
  }

  /** A report on an older version or token says nothing about the status now, but it happened. */
  private void note(
      Principal principal,
      Credential credential,
      EventContext context,
      Numbers token,
      boolean refused) {
    if (!refused && credential.state().marks().refusalsInRow() == 0) {
      return;
    }
    var action =
        refused
            ? AuditAction.CREDENTIAL_REFUSED_BY_SERVICE
            : AuditAction.CREDENTIAL_ACCEPTED_BY_SERVICE;
    var event =
        AuditEvent.by(principal, action, credential.party())
            .withVersion(token.version())
            .inContext(context)
            .ended(refused ? Outcome.FAILED : Outcome.OK, null);
    changes.attempt(
        change -> {
          boolean changed =
              refused
                  ? isCurrent(credential, token)
                      && writer.countRefusal(credential.key(), token.version())
                  : writer.clearRefusals(credential.key(), token.version());
          change.record(event);
          return refused || changed;
        });
  }

  private boolean isCurrent(Credential credential, Numbers token) {
    return token.token() == 0 || refresher.isCurrent(credential.key(), token.token());
  }

  /** Only a key that may resolve the credential has been given a token of it. */
  private Credential find(Principal principal, CredentialRef ref, EventContext context) {
    Credential credential =
        repository
            .named(principal, ref, context)
            .found()
            .flatMap(id -> repository.find(principal.organization(), id))
            .filter(found -> CredentialRepository.within(context, found))
            .orElseThrow(CredentialDenied::notFound);
    return switch (AccessPolicy.decideResolve(principal, credential.access())) {
      case Decision.Allowed _ -> credential;
      case Decision.Denied denied -> throw CredentialDenied.by(denied);
    };
  }
}
