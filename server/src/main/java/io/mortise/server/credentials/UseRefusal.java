package io.mortise.server.credentials;

import io.mortise.runtime.problem.Problem;
import io.mortise.server.access.CredentialDenied;
import io.mortise.server.access.Decision;
import io.mortise.server.credentials.store.CredentialStatus;
import io.mortise.server.credentials.store.CredentialUnusable;

/** Why a credential is not used. */
sealed interface UseRefusal {
  /** No credential has this id or name within the workspace that the request names. */
  record Absent() implements UseRefusal {}

  record NotPermitted(Decision.Denied denied) implements UseRefusal {}

  /** The key is limited to flows, and the request names none. */
  record FlowNotNamed() implements UseRefusal {}

  /** The key or the flow itself does not permit the flow that the request names. */
  record FlowNotPermitted() implements UseRefusal {}

  record Unusable(CredentialStatus status) implements UseRefusal {}

  /** The reason in the audit log. */
  default String code() {
    return switch (this) {
      case Absent _ -> "not_found";
      case NotPermitted _ -> "not_permitted";
      case FlowNotNamed _ -> "flow_not_named";
      case FlowNotPermitted _ -> "flow_not_permitted";
      case Unusable(var status) -> status.wire();
    };
  }

  /** The answer to the caller. */
  default Problem problem() {
    return switch (this) {
      case Absent _ -> CredentialDenied.notFound();
      case NotPermitted(var denied) -> CredentialDenied.by(denied);
      case FlowNotNamed _ -> CredentialDenied.flowNotNamed();
      case FlowNotPermitted _ -> CredentialDenied.notPermitted();
      case Unusable(var status) -> new CredentialUnusable(status);
    };
  }
}
