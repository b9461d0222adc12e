package io.mortise.server.credentials;

import io.mortise.runtime.problem.Problem;
import io.mortise.server.access.CredentialDenied;
import io.mortise.server.access.Decision;
import io.mortise.server.credentials.store.AmbiguousName;
import io.mortise.server.credentials.store.CredentialStatus;
import io.mortise.server.credentials.store.CredentialUnusable;

/** Why a credential is not used. */
sealed interface UseRefusal {
  /** No credential has this id or name within the workspace that the request names. */
  record Absent() implements UseRefusal {}

  /** The name can be in any of so many workspaces, and the request names none. */
  record Ambiguous(int workspaces) implements UseRefusal {}

  record NotPermitted(Decision.Denied denied) implements UseRefusal {}

  /** The key is limited to flows, and the request names none. */
  record FlowNotNamed() implements UseRefusal {}

  /** The key is limited to other flows than the request names. */
  record FlowOutsideKey() implements UseRefusal {}

  /** The flow that the request names may not use the credential. */
  record FlowNotPermitted() implements UseRefusal {}

  record Unusable(CredentialStatus status) implements UseRefusal {}

  /** The reason in the audit log. */
  default String code() {
    return switch (this) {
      case Absent _ -> "not_found";
      case Ambiguous _ -> "ambiguous_name";
      case NotPermitted _ -> "not_permitted";
      case FlowNotNamed _ -> "flow_not_named";
      case FlowOutsideKey _, FlowNotPermitted _ -> "flow_not_permitted";
      case Unusable(var status) -> status.wire();
    };
  }

  /** The answer to the caller. */
  default Problem problem() {
    return switch (this) {
      case Absent _ -> CredentialDenied.notFound();
      case Ambiguous(int workspaces) -> new AmbiguousName(workspaces);
      case NotPermitted(var denied) -> CredentialDenied.by(denied);
      case FlowNotNamed _ -> CredentialDenied.flowNotNamed();
      case FlowOutsideKey _ -> CredentialDenied.flowOutsideKey();
      case FlowNotPermitted _ -> CredentialDenied.notPermitted();
      case Unusable(var status) -> new CredentialUnusable(status);
    };
  }
}
