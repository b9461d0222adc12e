package io.mortise.server.credentials;

import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.ApiKey;
import io.mortise.server.access.CredentialAccess;
import io.mortise.server.access.Decision;
import io.mortise.server.access.ExpectedGeneration;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialRepository.Usable;
import io.mortise.server.credentials.store.NamedCredential;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a credential may be used: by access, by flow, by status, in this order. Pure: the same
 * facts give the same decision.
 */
sealed interface UseDecision {

  /**
   * @param expected the generations that the decision relied on: the use is recorded only while
   *     they hold
   */
  record Permitted(UseRequest request, Usable usable, List<ExpectedGeneration> expected)
      implements UseDecision {}

  record Refused(UseRefusal reason) implements UseDecision {}

  static UseDecision of(UseFacts facts) {
    if (facts.named() instanceof NamedCredential.Ambiguous(int workspaces)) {
      return new Refused(new UseRefusal.Ambiguous(workspaces));
    }
    if (facts.found().isEmpty()) {
      return new Refused(new UseRefusal.Absent());
    }
    Usable usable = facts.found().get();
    return byAccess(facts.request(), usable.credential().access())
        .or(() -> byFlow(facts, usable.credential().access()))
        .or(() -> byStatus(facts, usable.credential()))
        .<UseDecision>map(Refused::new)
        .orElseGet(() -> permitted(facts.request(), usable));
  }

  private static Optional<UseRefusal> byAccess(UseRequest request, CredentialAccess access) {
    Decision decision =
        switch (request.purpose()) {
          case HAND_OUT -> AccessPolicy.decideResolve(request.principal(), access);
          case CALL -> AccessPolicy.decide(request.principal(), access, Action.CALL);
        };
    return decision instanceof Decision.Denied denied
        ? Optional.of(new UseRefusal.NotPermitted(denied))
        : Optional.empty();
  }

  /**
   * A flow of ours must be allowed to the key, name the credential and be permitted itself; the
   * flows of other engines are only noted.
   */
  private static Optional<UseRefusal> byFlow(UseFacts facts, CredentialAccess access) {
    String flow = facts.request().context().flow();
    var limited = facts.request().principal().key().filter(ApiKey::limitedToFlows);
    if (flow == null) {
      return limited.map(key -> new UseRefusal.FlowNotNamed());
    }
    if (limited.isPresent() && !limited.get().mayNameFlow(flow)) {
      return Optional.of(new UseRefusal.FlowOutsideKey());
    }
    boolean permitted =
        !isOurs(flow)
            || facts
                .flow()
                .filter(known -> AccessPolicy.decideFlow(known, access).allowed())
                .isPresent();
    return permitted ? Optional.empty() : Optional.of(new UseRefusal.FlowNotPermitted());
  }

  private static Optional<UseRefusal> byStatus(UseFacts facts, Credential credential) {
    var status = credential.status(facts.now());
    return status.usable() ? Optional.empty() : Optional.of(new UseRefusal.Unusable(status));
  }

  private static Permitted permitted(UseRequest request, Usable usable) {
    Credential credential = usable.credential();
    var expected = new ArrayList<>(request.principal().expected());
    expected.add(new ExpectedGeneration(credential.id().value(), credential.stamp().generation()));
    expected.add(
        new ExpectedGeneration(
            credential.access().owner().value(), credential.stamp().ownerGeneration()));
    return new Permitted(request, usable, List.copyOf(expected));
  }

  /** Whether a flow has the form of one of Mortise's own. */
  static boolean isOurs(@Nullable String flow) {
    return flow != null && flow.startsWith("flow_");
  }
}
