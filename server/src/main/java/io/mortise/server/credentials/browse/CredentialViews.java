package io.mortise.server.credentials.browse;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.Decision;
import io.mortise.server.access.Level;
import io.mortise.server.access.Principal;
import io.mortise.server.connectors.Connectors;
import io.mortise.server.credentials.CredentialUsers;
import io.mortise.server.credentials.apps.OAuthAppId;
import io.mortise.server.credentials.apps.OAuthApps;
import io.mortise.server.credentials.browse.CredentialView.OAuthFacts;
import io.mortise.server.credentials.browse.CredentialView.SecretField;
import io.mortise.server.credentials.manage.DuplicateSecrets.Duplicate;
import io.mortise.server.credentials.refresh.TokenFacts;
import io.mortise.server.credentials.refresh.TokenRefresher;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.NamedValues;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.WorkspaceId;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows a credential to a caller, as much of it as their level lets them see. */
@Component
class CredentialViews {
  private final Connectors connectors;
  private final List<CredentialUsers> users;
  private final TokenRefresher refresher;
  private final OAuthApps apps;
  private final Clock clock;

  CredentialViews(
      Connectors connectors,
      List<CredentialUsers> users,
      TokenRefresher refresher,
      OAuthApps apps,
      Clock clock) {
    this.apps = apps;
    this.refresher = refresher;
    this.connectors = connectors;
    this.users = users;
    this.clock = clock;
  }

  CredentialView of(Principal principal, Credential credential) {
    return of(principal, credential, null, Map.of());
  }

  /**
   * @param entered the values that were just saved, by field
   */
  CredentialView of(
      Principal principal,
      Credential credential,
      @Nullable List<Duplicate> duplicates,
      Map<?, ?> entered) {
    Optional<Connector> connector = connectors.catalogue().find(credential.service().connector());
    Optional<AuthMethod> method =
        connector.flatMap(known -> known.method(credential.service().method()));
    var status = credential.status(clock.instant());
    var state = credential.state();
    var deadlines = state.deadlines();
    Level level = level(principal, credential);
    boolean configuration = level.includes(Level.VIEW);
    return new CredentialView(
        credential.id().toString(),
        credential.service().connector(),
        connector.map(Connector::name).orElse(credential.service().connector()),
        credential.service().method(),
        method.map(AuthMethod::name).orElse(credential.service().method()),
        credential.service().type().wire(),
        credential.name(),
        credential.access().scope().wire(),
        workspace(credential),
        new Named(credential.access().owner().toString(), credential.people().ownerName()),
        status.wire(),
        status.reason(credential),
        status.cure(credential),
        configuration ? shown(method, credential.shape().publicFields()) : null,
        configuration ? secrets(credential) : Map.of(),
        configuration ? state.identity() : null,
        !credential.access().grants().isEmpty(),
        level.wire(),
        credential.label().notes(),
        credential.label().environment(),
        credential.label().tags(),
        credential.stamp().version(),
        state.secretVersion(),
        credential.stamp().createdAt(),
        credential.stamp().updatedAt(),
        state.lastUsedAt(),
        configuration ? state.lastTest() : null,
        state.lastTestedAt(),
        deadlines.expiresAt(),
        deadlines.rotateEveryDays(),
        deadlines.rotateBy(),
        rollbackUntil(deadlines),
        state.marks().revokedAt(),
        credential.people().revokedBy(),
        flowCount(credential),
        duplicates,
        configuration && duplicates != null ? oauth(principal, credential) : null,
        method.map(known -> SaveWarning.of(known, entered)).orElse(List.of()));
  }

  private @Nullable OAuthFacts oauth(Principal principal, Credential credential) {
    return credential.service().type().group().equals("oauth2")
        ? refresher
            .facts(credential)
            .map(facts -> oauth(credential, app(principal, credential), facts))
            .orElse(null)
        : null;
  }

  private @Nullable Named app(Principal principal, Credential credential) {
    UUID id = credential.shape().app();
    return id == null
        ? null
        : apps.name(principal, id)
            .map(name -> new Named(new OAuthAppId(id).toString(), name))
            .orElse(null);
  }

  /** Where the service names no scopes, they are those asked for (RFC 6749, section 5.1). */
  private static OAuthFacts oauth(Credential credential, @Nullable Named app, TokenFacts facts) {
    var wanted =
        credential.shape().publicFields().get(OAuthGrant.SCOPES) instanceof List<?> scopes
            ? scopes.stream().map(String::valueOf).toList()
            : List.<String>of();
    var granted = facts.grantedScopes().isEmpty() ? wanted : facts.grantedScopes();
    return new OAuthFacts(
        app,
        granted,
        wanted.stream().filter(scope -> !granted.contains(scope)).toList(),
        facts.issuedAt(),
        facts.expiresAt(),
        TokenRefresher.dueAt(facts),
        facts.refreshable(),
        facts.lastError());
  }

  /** Fields are kept as text; the wire has each in the form in which it is entered. */
  private static Map<String, Object> shown(
      Optional<AuthMethod> method, Map<String, Object> publicFields) {
    var shown = NamedValues.shown(publicFields);
    method.stream()
        .flatMap(known -> known.fields().stream())
        .forEach(field -> shown.computeIfPresent(field.name(), (name, value) -> field.json(value)));
    return shown;
  }

  private @Nullable Instant rollbackUntil(Credential.Deadlines deadlines) {
    Instant until = deadlines.rollbackUntil();
    return until != null && until.isAfter(clock.instant()) ? until : null;
  }

  private int flowCount(Credential credential) {
    return users.stream()
        .mapToInt(user -> user.flowsUsing(credential.organization(), credential.id()).size())
        .sum();
  }

  private static Level level(Principal principal, Credential credential) {
    return AccessPolicy.decide(principal, credential.access(), Action.SEE)
            instanceof Decision.Allowed allowed
        ? allowed.level()
        : Level.NONE;
  }

  private static @Nullable Named workspace(Credential credential) {
    String name = credential.people().workspaceName();
    return name == null
        ? null
        : credential
            .access()
            .scope()
            .workspace()
            .map(WorkspaceId::toString)
            .map(id -> new Named(id, name))
            .orElse(null);
  }

  private static @Nullable List<String> names(@Nullable Object stored) {
    return stored == null ? null : NamedValues.secretNames(stored);
  }

  private static Map<String, SecretField> secrets(Credential credential) {
    var by = credential.people().secretBy();
    boolean set = credential.state().secretVersion() > 0;
    var secrets = new LinkedHashMap<String, SecretField>();
    for (String name : credential.shape().secretNames()) {
      secrets.put(
          name,
          new SecretField(
              set,
              by == null ? null : by.at(),
              by == null ? null : new Named(by.id(), by.name()),
              names(credential.shape().publicFields().get(name))));
    }
    return secrets;
  }
}
