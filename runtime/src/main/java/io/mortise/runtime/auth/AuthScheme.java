package io.mortise.runtime.auth;

import io.mortise.runtime.credential.Fields;
import java.util.Optional;
import java.util.Set;

/**
 * Applies a method's fields to a request. One record per scheme; a new scheme is a new file that is
 * named to the catalogue's reader.
 *
 * <p>A scheme implements {@link #additions} if it adds the same headers or query parameters to
 * every request. A scheme that signs the request implements {@link #apply} as well. No secret may
 * be computable from what {@code apply} adds beyond the additions, because only secrets and
 * additions are masked in the answer.
 */
public interface AuthScheme {
  /** Names of the fields that it reads. */
  Set<String> fields();

  /**
   * Returns what the scheme adds to every request alike; empty if there is nothing of the kind,
   * because everything depends on the request or does not travel over HTTP.
   *
   * @throws UnusableAuth if a value cannot stand in a request
   */
  default Optional<AppliedAuth> additions(Fields fields) {
    return Optional.empty();
  }

  /**
   * Returns the request with the fields applied; called again for every redirect that is followed.
   * Everything in {@link #additions} must be on it.
   *
   * @param request checked already, and without the headers that the HTTP client writes
   */
  default OutboundRequest apply(OutboundRequest request, Fields fields) {
    return additions(fields).map(request::with).orElse(request);
  }

  /** The user name and password that a driver signs in with, if the scheme is for a database. */
  default Optional<Login> login(Fields fields) {
    return Optional.empty();
  }

  /** The certificate to present in the TLS handshake, if the scheme has one; not parsed yet. */
  default Optional<ClientKey> clientKey(Fields fields) {
    return Optional.empty();
  }

  /**
   * Checks fields when they are entered, before any request.
   *
   * @throws UnusableAuth if they could never be applied
   */
  default void requireUsable(Fields fields) {
    var unused = additions(fields);
    clientKey(fields).ifPresent(ClientKey::keyManagers);
  }
}
