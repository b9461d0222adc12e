package io.mortise.server.apikeys;

import io.mortise.server.access.Principal;
import io.mortise.server.access.PrincipalReader;
import io.mortise.server.kernel.Refused;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads principals again, after a generation that a decision relied on was found stale. */
@Component
public class Principals {
  private final List<PrincipalReader> readers;

  Principals(List<PrincipalReader> readers) {
    this.readers = readers;
  }

  /**
   * The same principal as the database has it now.
   *
   * @throws Refused 401 if it is none any longer
   */
  public Principal reread(Principal stale) {
    return readers.stream()
        .flatMap(reader -> reader.reread(stale).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No PrincipalReader reads a " + stale.getClass().getSimpleName()));
  }
}
