package io.mortise.server.credentials.refresh;

import io.mortise.runtime.oauth.IssuedToken;
import io.mortise.server.credentials.store.SealedDocument;
import io.mortise.server.kernel.OrganizationId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a service what only the service knows of an account that is being connected, by what the
 * connector says.
 */
public interface AccountReader {
  /**
   * The document with what the service's redirect says, before the code is exchanged: it may shape
   * the token endpoint.
   *
   * @param redirect the parameters of the redirect
   * @throws Incomplete if it says something that the connector does not allow
   */
  SealedDocument received(SealedDocument document, Map<String, String> redirect);

  /**
   * @param document with everything that the service said of the account
   * @param choices of which a person makes one; empty where there is nothing to choose
   * @param identity the name of the account; null where the service does not say, or something is
   *     to be chosen first
   */
  record Account(SealedDocument document, List<Choice> choices, @Nullable String identity) {
    public Account {
      choices = List.copyOf(choices);
    }
  }

  /** What an account can be used for, such as one of its tenants. */
  record Choice(String id, String name) {}

  /**
   * @throws Incomplete if the service does not say what the connector needs
   */
  Account read(OrganizationId organization, SealedDocument document, IssuedToken token);

  /** The account after a person has chosen. */
  Account chosen(
      OrganizationId organization, SealedDocument document, IssuedToken token, Choice choice);

  /** The service does not say what is needed to use the account. */
  final class Incomplete extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Incomplete(String message) {
      super(message);
    }
  }
}
