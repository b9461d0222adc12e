package io.mortise.server.credentials;

import io.mortise.runtime.credential.CredentialRef;
import io.mortise.runtime.credential.CredentialSource;
import io.mortise.runtime.credential.EventContext;
import io.mortise.runtime.credential.ResolvedCredential;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.RecordOutcome;
import io.mortise.server.credentials.refresh.RefreshFailed;
import io.mortise.server.credentials.store.CredentialUnusable;
import io.mortise.server.kernel.Refused;
import org.springframework.stereotype.Component;

/**
 * Opens a credential for one use: find, decide, record, open, refresh. Facts may come from memory,
 * because the use is only recorded under the generations that were decided on; if one of them has
 * changed, everything is read again and decided once more. So a change that was answered before a
 * resolve began is honoured, on every server.
 */
@Component
public class CredentialResolver {
  private static final int MAX_ROUNDS = 6;

  private final UseFinder finder;
  private final UseRecorder recorder;
  private final CredentialOpener opener;

  CredentialResolver(UseFinder finder, UseRecorder recorder, CredentialOpener opener) {
    this.finder = finder;
    this.recorder = recorder;
    this.opener = opener;
  }

  /** The credentials that a principal may use to that end. */
  public CredentialSource sourceFor(Principal principal, UsePurpose purpose) {
    return sourceFor(principal, purpose, UseTerms.alone());
  }

  /** The same under terms of the caller's own. */
  public CredentialSource sourceFor(Principal principal, UsePurpose purpose, UseTerms terms) {
    return new CredentialSource() {
      @Override
      public <T> T use(CredentialRef ref, EventContext context, Work<T> work) {
        return CredentialResolver.this.use(
            new UseRequest(principal, purpose, terms, ref, context), work);
      }
    };
  }

  /** Where the service refuses the access token of a call, it is made once more with a new one. */
  private <T> T use(UseRequest request, CredentialSource.Work<T> work) {
    Attempt<T> first = attempt(request, work);
    boolean again =
        request.purpose() == UsePurpose.CALL && first.used().refused() && first.token().renewable();
    return again ? withNewToken(request, first, work) : first.used().result();
  }

  private record Attempt<T>(CredentialSource.Used<T> used, ResolvedCredential.Token token) {}

  private <T> Attempt<T> attempt(UseRequest request, CredentialSource.Work<T> work) {
    UseDecision.Permitted use = recorded(request);
    try (var opened = opener.open(use.usable(), request.terms())) {
      CredentialSource.Used<T> used = work.with(opened);
      recorder.ended(use, used.refused());
      return new Attempt<>(used, opened.token());
    } catch (RuntimeException failure) {
      recorder.failed(use, failure);
      throw failure;
    }
  }

  /** Where no new token is issued, the service's refusal of the old one is the result. */
  private <T> T withNewToken(UseRequest request, Attempt<T> first, CredentialSource.Work<T> work) {
    try {
      return attempt(request.rejecting(first.token().id()), work).used().result();
    } catch (RefreshFailed | CredentialUnusable noToken) {
      return first.used().result();
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
}
