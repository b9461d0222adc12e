package io.mortise.server.access;

import io.mortise.server.kernel.Refused;
import java.util.Optional;

/** Reads principals of a kind again; implemented where principals of the kind are made. */
public interface PrincipalReader {

  /**
   * The same principal as the database has it now; empty for one of another kind.
   *
   * @throws Refused 401 if it is none any longer
   */
  Optional<Principal> reread(Principal stale);
}
