package io.mortise.runtime.auth;

import io.mortise.runtime.credential.Fields;
import java.util.Optional;
import java.util.Set;

/**
 * Applies a method's fields to a request. One record per scheme; a new scheme is a new file that is
 * named to the catalogue's reader.
 *
 * <p>A scheme implements {@link #additions} if it adds the same to every request. A scheme that has
 * to see the request, because it signs it, implements {@link #apply} instead: then no secret may be
 * computable from what it adds, because only secrets and additions are masked in the answer.
 */
public interface AuthScheme {
  /** Names of the fields that it reads. */
  Set<String> fields();

  /**
   * What it adds to a request, whichever that is; empty if it depends on the request or is not
   * HTTP.
   *
   * @throws UnusableAuth if a value cannot stand in a request
   */
  default Optional<AppliedAuth> additions(Fields fields) {
    return Optional.empty();
  }

  /**
   * The request with the fields applied; called again for every redirect that is followed.
   *
   * @param request checked already, and without the headers that a sender writes itself
   */
  default OutboundRequest apply(OutboundRequest request, Fields fields) {
    return additions(fields).map(request::with).orElse(request);
  }

  /** The log-in that a driver makes, if the scheme is one for a database. */
  default Optional<Login> login(Fields fields) {
    return Optional.empty();
  }

  /** The certificate to show when TLS begins, if the scheme has one; not read yet. */
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
