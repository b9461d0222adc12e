package io.mortise.server.access;

import io.mortise.server.kernel.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/** Reads principals of a kind; implemented where principals of the kind are made. */
public interface PrincipalReader {

  /**
   * The principal that a request proves; empty if it has no proof of this kind, as always for kinds
   * that make no requests. The first reader that finds one decides.
   *
   * @throws Refused 401 if the proof is not valid, 403 if it may not be used from where it comes
   */
  default Optional<Principal> read(HttpServletRequest request, HttpServletResponse response) {
    return Optional.empty();
  }

  /**
   * The same principal as the database has it now; empty for one of another kind.
   *
   * @throws Refused 401 if it is none any longer
   */
  Optional<Principal> reread(Principal stale);
}
