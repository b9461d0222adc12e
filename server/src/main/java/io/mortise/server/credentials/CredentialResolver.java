package io.mortise.server.credentials;

import io.mortise.runtime.credential.CredentialRef;
import io.mortise.runtime.credential.CredentialSource;
import io.mortise.runtime.credential.EventContext;
import io.mortise.runtime.credential.ResolvedCredential;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.RecordOutcome;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialDocuments;
import io.mortise.server.credentials.store.CredentialRepository.Usable;
import io.mortise.server.kernel.Refused;
import org.springframework.stereotype.Component;

/**
 * Opens a credential for one use: find, decide, record, open. Facts may come from memory, because
 * the use is only recorded under the generations that were decided on; if one of them has changed,
 * everything is read again and decided once more. So a change that was answered before a resolve
 * began is honoured, on every server.
 */
@Component
public class CredentialResolver {
  private static final int MAX_ROUNDS = 6;

  private final UseFinder finder;
  private final UseRecorder recorder;
  private final CredentialDocuments documents;
  private final TokenIds tokens;

  CredentialResolver(
      UseFinder finder, UseRecorder recorder, CredentialDocuments documents, TokenIds tokens) {
    this.finder = finder;
    this.recorder = recorder;
    this.documents = documents;
    this.tokens = tokens;
  }

  /** The credentials that a principal may use to that end. */
  public CredentialSource sourceFor(Principal principal, UsePurpose purpose) {
    return new CredentialSource() {
      @Override
      public <T> T use(CredentialRef ref, EventContext context, Work<T> work) {
        return CredentialResolver.this.use(new UseRequest(principal, purpose, ref, context), work);
      }
    };
  }

  private <T> T use(UseRequest request, CredentialSource.Work<T> work) {
    UseDecision.Permitted use = recorded(request);
    try (var opened = open(use.usable())) {
      CredentialSource.Used<T> used = work.with(opened);
      recorder.ended(use, used.refused());
      return used.result();
    } catch (RuntimeException failure) {
      recorder.failed(use, failure);
      throw failure;
    }
  }

  /** Finds, decides and records, until the record holds what was decided on. */
  private UseDecision.Permitted recorded(UseRequest request) {
    UseFacts facts = finder.remembered(request);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      switch (UseDecision.of(facts)) {
        case UseDecision.Permitted use -> {
          if (recorder.begun(use) instanceof RecordOutcome.Recorded) {
            return use;
          }
        }
        case UseDecision.Refused(var reason) -> {
          // A refusal is never given on facts from memory.
          if (facts.fresh()) {
            recorder.refused(facts, reason);
            throw reason.problem();
          }
        }
      }
      facts = finder.fresh(request);
    }
    throw Refused.unavailable();
  }

  private ResolvedCredential open(Usable usable) {
    Credential credential = usable.credential();
    int version = credential.state().secretVersion();
    var document = documents.open(usable);
    return new ResolvedCredential(
        credential.id(),
        credential.name(),
        new ResolvedCredential.Method(
            document.connector(), document.method(), credential.service().type().wire()),
        new ResolvedCredential.Token(
            version,
            tokens.of(credential.organization(), credential.id(), version),
            credential.state().deadlines().expiresAt()),
        document.fields(),
        document.hosts());
  }
}
