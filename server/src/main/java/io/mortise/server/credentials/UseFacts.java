package io.mortise.server.credentials;

import io.mortise.server.access.FlowAccess;
import io.mortise.server.credentials.store.CredentialRepository.Usable;
import io.mortise.server.credentials.store.NamedCredential;
import java.time.Instant;
import java.util.Optional;

/**
 * Everything that a {@link UseDecision} depends on.
 *
 * @param named what the request's reference means
 * @param found the credential, if the request names one within its workspace
 * @param flow the flow of ours that the request names, if it exists and names this credential
 * @param fresh whether everything was read from the database for this decision
 */
record UseFacts(
    UseRequest request,
    NamedCredential named,
    Optional<Usable> found,
    Optional<FlowAccess> flow,
    Instant now,
    boolean fresh) {}
