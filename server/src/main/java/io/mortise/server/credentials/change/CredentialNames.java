package io.mortise.server.credentials.change;

import io.mortise.runtime.connector.Connector;
import io.mortise.server.credentials.stored.Credential;
import io.mortise.server.credentials.stored.CredentialEntry.Placement;
import io.mortise.server.credentials.stored.CredentialRepository;
import io.mortise.server.kernel.Characters;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Names for who leaves the name blank, and the text that search looks through. */
@Component
class CredentialNames {
  private static final int LONGEST = 80;

  private final JdbcClient jdbc;

  CredentialNames(JdbcClient jdbc) {
    this.jdbc = jdbc;
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
    String shortened = Characters.first(LONGEST - 8, base);
    String name = shortened;
    for (int number = 2; taken(placement, name); number++) {
      name = shortened + "-" + number;
    }
    return name;
  }

  String searchText(Connector connector, Credential.Label label) {
    return String.join(
            "\n",
            label.name(),
            connector.name(),
            connector.id(),
            String.join(" ", connector.presentation().searchWords()),
            String.join(" ", label.tags()),
            label.notes())
        .toLowerCase(Locale.ROOT);
  }

  private boolean taken(Placement placement, String name) {
    return jdbc.sql(
            """
            select exists (select 1 from credential
              where organization = :organization and audience = :audience and name_key = :name)
            """)
        .param("organization", placement.organization().value())
        .param("audience", placement.audience())
        .param("name", CredentialRepository.nameKey(name))
        .query(Boolean.class)
        .single();
  }
}
