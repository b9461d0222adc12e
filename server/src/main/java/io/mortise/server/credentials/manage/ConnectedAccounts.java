package io.mortise.server.credentials.manage;

import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.net.ServiceFailed;
import io.mortise.runtime.oauth.AccountChoices;
import io.mortise.runtime.oauth.IssuedToken;
import io.mortise.server.connectors.Connectors;
import io.mortise.server.credentials.refresh.AccountReader;
import io.mortise.server.credentials.store.SealedDocument;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.OrganizationId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what a connected account is, by what its connector says. */
@Component
class ConnectedAccounts implements AccountReader {
  private final Connectors connectors;
  private final CredentialTester tester;
  private final AccountChoices choices;

  ConnectedAccounts(Connectors connectors, CredentialTester tester, ConnectorCall call) {
    this.connectors = connectors;
    this.tester = tester;
    this.choices = new AccountChoices(call);
  }

  @Override
  public SealedDocument received(SealedDocument document, Map<String, String> redirect) {
    var values = new LinkedHashMap<String, Object>();
    grant(document)
        .fromCallback()
        .forEach(
            (field, value) ->
                Optional.ofNullable(redirect.get(value.at()))
                    .flatMap(value::of)
                    .ifPresentOrElse(
                        said -> values.put(field, said),
                        () -> {
                          throw new Incomplete("The redirect has no usable " + value.at());
                        }));
    return with(document, values);
  }

  @Override
  public Account read(OrganizationId organization, SealedDocument document, IssuedToken token) {
    OAuthGrant grant = grant(document);
    var completed = with(document, new LinkedHashMap<>(token.fields()));
    requireIssued(completed, grant);
    if (grant.choice().isEmpty()) {
      return new Account(completed, List.of(), identity(organization, completed, token));
    }
    var offered =
        choices.list(grant.choice().get(), completed.fields(), token).stream()
            .filter(item -> allowed(document, grant.choice().get().field(), item.id()))
            .map(item -> new Choice(item.id(), item.name()))
            .toList();
    return switch (offered.size()) {
      case 0 -> throw new Incomplete("The account has nothing that it could be used for.");
      case 1 -> chosen(organization, completed, token, offered.getFirst());
      default -> new Account(completed, offered, null);
    };
  }

  @Override
  public Account chosen(
      OrganizationId organization, SealedDocument document, IssuedToken token, Choice choice) {
    String field = grant(document).choice().orElseThrow().field();
    var completed = with(document, Map.of(field, choice.id()));
    String identity = identity(organization, completed, token);
    return new Account(
        completed, List.of(), identity == null ? choice.name() : identity + " · " + choice.name());
  }

  /** Otherwise a person could choose what is refused afterwards. */
  private boolean allowed(SealedDocument document, String field, String value) {
    Connector connector = connectors.get(document.connector());
    return connectors
        .method(connector, document.method())
        .field(field)
        .filter(declared -> declared.allows(value))
        .isPresent();
  }

  private static void requireIssued(SealedDocument document, OAuthGrant grant) {
    grant.dialect().issued().keySet().stream()
        .filter(field -> document.fields().text(field).isEmpty())
        .findFirst()
        .ifPresent(
            field -> {
              throw new Incomplete("The answer of the token endpoint has no value for " + field);
            });
  }

  /** The values are the service's, and still have to be what the connector allows. */
  private SealedDocument with(SealedDocument document, Map<String, ?> values) {
    if (values.isEmpty()) {
      return document;
    }
    Connector connector = connectors.get(document.connector());
    AuthMethod method = connectors.method(connector, document.method());
    try {
      return Draft.issued(connector, method, values, document).document();
    } catch (InvalidRequest e) {
      throw new Incomplete("The service gave a value that the connector does not allow");
    }
  }

  private @Nullable String identity(
      OrganizationId organization, SealedDocument document, IssuedToken token) {
    Connector connector = connectors.get(document.connector());
    AuthMethod method = connectors.method(connector, document.method());
    try {
      return method.probeable(document.fields())
          ? tester.identity(connector, method, document, token)
          : null;
    } catch (ServiceFailed e) {
      return null;
    }
  }

  private OAuthGrant grant(SealedDocument document) {
    Connector connector = connectors.get(document.connector());
    return connectors.method(connector, document.method()).oauth().orElseThrow();
  }
}
