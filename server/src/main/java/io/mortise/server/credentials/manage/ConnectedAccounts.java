package io.mortise.server.credentials.manage;

import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.oauth.AccountChoices;
import io.mortise.runtime.oauth.IssuedToken;
import io.mortise.runtime.probe.ProbeEngine;
import io.mortise.runtime.probe.ProbeTarget;
import io.mortise.runtime.probe.TokenProbe;
import io.mortise.server.connectors.Connectors;
import io.mortise.server.credentials.refresh.AccountReader;
import io.mortise.server.credentials.store.SealedDocument;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.OrganizationId;
import java.net.URI;
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
  private final TokenProbe probe;
  private final AccountChoices choices;

  ConnectedAccounts(Connectors connectors, ProbeEngine probes, ConnectorCall call) {
    this.connectors = connectors;
    this.probe = new TokenProbe(probes);
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
      return new Account(completed, List.of(), identity(completed, token));
    }
    var offered =
        choices.list(method(document), completed.fields(), token).stream()
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
    String identity = identity(completed, token);
    return new Account(
        completed, List.of(), identity == null ? choice.name() : identity + " · " + choice.name());
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
    try {
      return Draft.issued(connector, method(document), values, document).document();
    } catch (InvalidRequest e) {
      throw new Incomplete("The service gave a value that the connector does not allow");
    }
  }

  /** The name of the account; null if the service does not say it. */
  private @Nullable String identity(SealedDocument document, IssuedToken token) {
    Connector connector = connectors.get(document.connector());
    var target = new ProbeTarget(connector, method(document), document.fields(), document.hosts());
    String endpoint = document.tokenEndpoint();
    return endpoint != null && target.method().probeable(document.fields())
        ? probe.probe(target, URI.create(endpoint), token::copy).identity()
        : null;
  }

  private OAuthGrant grant(SealedDocument document) {
    return method(document).oauth().orElseThrow();
  }

  private AuthMethod method(SealedDocument document) {
    return connectors.method(connectors.get(document.connector()), document.method());
  }
}
