package io.mortise.server.credentials;

import io.mortise.runtime.credential.Attempt;
import io.mortise.runtime.credential.CredentialRef;
import io.mortise.runtime.credential.ResolvedCredential;
import io.mortise.runtime.problem.Problem;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.ApiKey;
import io.mortise.server.access.Caller;
import io.mortise.server.access.CredentialDenied;
import io.mortise.server.access.Decision;
import io.mortise.server.access.FlowAccess;
import io.mortise.server.apikeys.ApiKeys;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditLog;
import io.mortise.server.audit.Guard.Claim;
import io.mortise.server.audit.Outcome;
import io.mortise.server.audit.RecordOutcome;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialRepository;
import io.mortise.server.credentials.store.CredentialRepository.Usable;
import io.mortise.server.credentials.store.CredentialSealer;
import io.mortise.server.credentials.store.CredentialStatus;
import io.mortise.server.credentials.store.CredentialUnusable;
import io.mortise.server.credentials.store.Refusals;
import io.mortise.server.credentials.store.SealedDocument;
import io.mortise.server.credentials.store.TokenIds;
import io.mortise.server.credentials.store.UnreadableRows;
import io.mortise.server.kernel.Refused;
import io.mortise.server.vault.CannotOpen;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Hands out a credential for one attempt: find, decide, record, open. Facts may come from memory,
 * because the record is only made under the generations that were decided on; if one of them has
 * changed, everything is read anew and decided once more. So a change that was answered before a
 * resolve began is honoured, on every server.
 */
@Component
public class CredentialResolver {
  private static final int REREADS = 5;
  private static final Logger log = LoggerFactory.getLogger(CredentialResolver.class);

  private final CredentialRepository repository;
  private final ApiKeys keys;
  private final AuditLog audit;
  private final CredentialSealer sealer;
  private final TokenIds tokens;
  private final Refusals refusals;
  private final Afterwards afterwards;
  private final Clock clock;

  /** What follows a use or a failed one. */
  @Component
  public record Afterwards(
      CredentialUses uses, UnreadableRows unreadable, List<CredentialUsers> users) {}

  CredentialResolver(
      CredentialRepository repository,
      ApiKeys keys,
      AuditLog audit,
      CredentialSealer sealer,
      TokenIds tokens,
      Refusals refusals,
      Afterwards afterwards,
      Clock clock) {
    this.repository = repository;
    this.keys = keys;
    this.audit = audit;
    this.sealer = sealer;
    this.tokens = tokens;
    this.refusals = refusals;
    this.afterwards = afterwards;
    this.clock = clock;
  }

  /** To what end a credential is opened. */
  public enum Purpose {
    /** The caller gets the secret. */
    HAND_OUT,
    /** The server sends a call; the caller never holds the secret. */
    CALL
  }

  /**
   * What came of a use.
   *
   * @param refused whether the service refused the secret
   */
  public record Used<T>(T result, boolean refused) {
    public static <T> Used<T> well(T result) {
      return new Used<>(result, false);
    }
  }

  /**
   * Does work with the opened credential, which is closed afterwards. Every refusal is a {@link
   * Problem} and on the record, and so is a failure of the work; a use is counted once, by how it
   * ended.
   */
  public <T> T use(
      Caller caller,
      CredentialRef ref,
      Attempt attempt,
      Purpose purpose,
      Function<ResolvedCredential, Used<T>> work) {
    var request = new Request(ref, attempt, purpose);
    Usable usable = permitted(caller, request);
    try (var opened = open(usable)) {
      Used<T> used = work.apply(opened);
      count(caller, usable.credential(), attempt, used.refused());
      return used.result();
    } catch (RuntimeException failure) {
      count(caller, usable.credential(), attempt, true);
      recordFailure(caller, usable.credential(), attempt, failure);
      throw failure;
    }
  }

  /** The credential to open: found, decided on, and its use on the record. */
  private Usable permitted(Caller caller, Request request) {
    Caller current = caller;
    Optional<Usable> found = find(current, request, true);
    for (int reread = 0; reread <= REREADS; reread++) {
      if (found.isEmpty() || verdict(current, found.get(), request) instanceof Refusal) {
        // A refusal is never given on facts from memory.
        current = keys.reread(current);
        found = find(current, request, false);
        refuse(current, found, request);
      }
      Usable usable = found.orElseThrow();
      switch (audit.record(
          used(current, usable.credential(), request), claims(current, usable.credential()))) {
        case RecordOutcome.Recorded _ -> {
          return usable;
        }
        case RecordOutcome.Stale _ -> {
          current = keys.reread(current);
          found = find(current, request, false);
        }
      }
    }
    throw Refused.unavailable();
  }

  private record Request(CredentialRef ref, Attempt attempt, Purpose purpose) {}

  /** Why not, as the caller is told and as the record has it. */
  private record Refusal(Problem problem, String reason) {}

  private Optional<Usable> find(Caller caller, Request request, boolean remembered) {
    var organization = caller.organization();
    return repository
        .idOf(caller, request.ref().text(), request.attempt())
        .flatMap(
            id ->
                remembered
                    ? repository.findRemembered(organization, id)
                    : repository.findUsable(organization, id))
        .filter(found -> CredentialRepository.within(request.attempt(), found.credential()));
  }

  private @Nullable Refusal verdict(Caller caller, Usable usable, Request request) {
    Credential credential = usable.credential();
    Decision decision =
        request.purpose() == Purpose.HAND_OUT
            ? AccessPolicy.decideResolve(caller, credential.access())
            : AccessPolicy.decide(caller, credential.access(), Action.CALL);
    if (decision instanceof Decision.Denied denied) {
      return new Refusal(CredentialDenied.by(denied), "not_permitted");
    }
    String flow = request.attempt().flow();
    if (flow == null && isLimitedToFlows(caller)) {
      return new Refusal(CredentialDenied.flowNotNamed(), "flow_not_named");
    }
    if (flowRefuses(caller, credential, flow)) {
      return new Refusal(CredentialDenied.notPermitted(), "flow_not_permitted");
    }
    CredentialStatus status = credential.status(clock.instant());
    return status.usable() ? null : new Refusal(new CredentialUnusable(status), status.wire());
  }

  /**
   * A flow of ours must be allowed to the key, name the credential and be permitted itself; others
   * are just noted.
   */
  private boolean flowRefuses(Caller caller, Credential credential, @Nullable String flow) {
    boolean limited = isLimitedToFlows(caller);
    if (flow == null || !flow.startsWith("flow_")) {
      return limited;
    }
    if (limited && !caller.key().orElseThrow().flows().contains(flow)) {
      return true;
    }
    Optional<FlowAccess> known =
        afterwards.users().stream()
            .flatMap(user -> user.flow(credential.organization(), flow, credential.id()).stream())
            .findFirst();
    return known
        .map(access -> !AccessPolicy.decideFlow(access, credential.access()).allowed())
        .orElse(true);
  }

  private static boolean isLimitedToFlows(Caller caller) {
    return caller.key().filter(key -> !key.flows().isEmpty()).isPresent();
  }

  /** Throws if the caller is refused on these facts; they are fresh from the database. */
  private void refuse(Caller caller, Optional<Usable> found, Request request) {
    if (found.isEmpty()) {
      refusals.recordAbsent(caller, request.ref().text(), request.attempt());
      throw CredentialDenied.notFound();
    }
    Refusal refusal = verdict(caller, found.get(), request);
    if (refusal != null) {
      Credential credential = found.get().credential();
      refusals.record(caller, credential, refusal.reason(), request.attempt());
      afterwards.uses().failed(caller, credential, request.attempt().flow());
      throw refusal.problem();
    }
  }

  private ResolvedCredential open(Usable usable) {
    Credential credential = usable.credential();
    int version = credential.state().secretVersion();
    try {
      SealedDocument document =
          sealer.open(credential.organization(), credential.id(), version, usable.sealed());
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
    } catch (CannotOpen e) {
      afterwards.unreadable().note(credential);
      repository.forget(credential.id());
      throw new CredentialUnusable(CredentialStatus.UNREADABLE);
    }
  }

  private void count(Caller caller, Credential credential, Attempt attempt, boolean failed) {
    if (failed) {
      afterwards.uses().failed(caller, credential, attempt.flow());
    } else {
      afterwards.uses().used(caller, credential, attempt.flow());
    }
  }

  /** Where it cannot be recorded, the caller is still told of the failure itself. */
  private void recordFailure(
      Caller caller, Credential credential, Attempt attempt, RuntimeException failure) {
    try {
      audit.record(
          AuditEvent.by(caller, AuditAction.CREDENTIAL_REFUSED, credential.party())
              .withVersion(credential.state().secretVersion())
              .claiming(attempt)
              .ended(Outcome.FAILED, reason(failure)));
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
      log.warn(
          "That a use of {} failed is not on the record ({})",
          credential.id(),
          e.getClass().getSimpleName());
    }
  }

  private static String reason(RuntimeException failure) {
    return failure instanceof Problem problem
        ? problem.code().replaceFirst("^credential_", "")
        : "internal_error";
  }

  private static AuditEvent used(Caller caller, Credential credential, Request request) {
    return AuditEvent.by(caller, AuditAction.CREDENTIAL_USED, credential.party())
        .withVersion(credential.state().secretVersion())
        .claiming(request.attempt());
  }

  /** Everything that was decided on: the credential, its owner, the person and their key. */
  private static List<Claim> claims(Caller caller, Credential credential) {
    var stamp = credential.stamp();
    return List.of(
        new Claim(credential.id().value(), stamp.generation()),
        new Claim(credential.access().owner().value(), stamp.ownerGeneration()),
        new Claim(caller.user().value(), caller.facts().personGeneration()),
        new Claim(
            caller.key().map(ApiKey::id).orElseThrow().value(), caller.facts().keyGeneration()));
  }
}
