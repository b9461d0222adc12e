package io.mortise.server.credentials;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.FlowAccess;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.OrganizationId;
import java.util.List;
import java.util.Optional;

/**
 * Uses of credentials by flows and edge nodes. The packages of those implement it; this one asks.
 */
public interface CredentialUsers {
  /** Active flows that name this credential. */
  List<Named> flowsUsing(OrganizationId organization, CredentialId credential);

  /** What a decision needs to know of a flow, if it exists and names this credential. */
  Optional<FlowAccess> flow(OrganizationId organization, String flow, CredentialId credential);
}
