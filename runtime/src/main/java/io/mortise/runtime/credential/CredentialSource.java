package io.mortise.runtime.credential;

/**
 * Where a step gets its credential from: the server's resolver, an edge node's store, or a server
 * over HTTP. The use is on the record before this returns; a refusal is a {@link
 * io.mortise.runtime.problem.Problem}.
 */
@FunctionalInterface
public interface CredentialSource {
  ResolvedCredential resolve(CredentialRef ref, Attempt attempt);
}
