package io.mortise.server.credentials.manage;

import io.mortise.runtime.connector.Connector;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialEntry.Placement;
import io.mortise.server.credentials.store.NameReservations;
import io.mortise.server.kernel.Characters;
import io.mortise.server.kernel.Names;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Suggests names where none is given, and makes the text that search looks through. */
@Component
class CredentialNames {
  private static final int MAX_NAME = 80;

  private final NameReservations reservations;

  CredentialNames(NameReservations reservations) {
    this.reservations = reservations;
  }

  String givenOrOffered(Placement placement, Connector connector, NewCredential wanted) {
    if (wanted.name() != null && !wanted.name().isBlank()) {
      return wanted.name();
    }
    String environment = wanted.environment() == null ? "" : "-" + wanted.environment();
    return free(placement, connector.id() + environment);
  }

  /**
   * The name itself, or with the first number that makes it free: {@code github-prod}, {@code
   * github-prod-2}, …
   */
  String free(Placement placement, String base) {
    String shortened = Characters.first(MAX_NAME - 8, base);
    String name = shortened;
    for (int number = 2; reservations.taken(placement, name); number++) {
      name = shortened + "-" + number;
    }
    return name;
  }

  String searchText(Connector connector, Credential.Label label) {
    return Names.normalized(
        String.join(
                "\n",
                label.name(),
                connector.name(),
                connector.id(),
                String.join(" ", connector.presentation().searchWords()),
                String.join(" ", label.tags()),
                label.notes())
            .toLowerCase(Locale.ROOT));
  }
}
