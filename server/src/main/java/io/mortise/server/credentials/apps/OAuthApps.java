package io.mortise.server.credentials.apps;

import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.credential.Fields;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditedChanges;
import io.mortise.server.connectors.Connectors;
import io.mortise.server.credentials.apps.OAuthApp.SecretFacts;
import io.mortise.server.credentials.store.CredentialSealer;
import io.mortise.server.credentials.store.SealedDocument;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.people.Workspaces;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Creates, changes and deletes OAuth apps. Owners and admins manage all of them, managers of a
 * workspace those of theirs; everybody else who may add a credential sees and chooses them.
 */
@Component
public class OAuthApps {
  /** While one secret takes the place of the other. */
  private static final int MAX_SECRETS = 2;

  private final OAuthAppRows rows;
  private final AppClients clients;
  private final CredentialSealer sealer;
  private final Connectors connectors;
  private final Workspaces workspaces;
  private final IssuerLookup issuers;
  private final AuditedChanges changes;
  private final Clock clock;

  OAuthApps(
      OAuthAppRows rows,
      AppClients clients,
      CredentialSealer sealer,
      Connectors connectors,
      Workspaces workspaces,
      IssuerLookup issuers,
      AuditedChanges changes,
      Clock clock) {
    this.rows = rows;
    this.clients = clients;
    this.sealer = sealer;
    this.connectors = connectors;
    this.workspaces = workspaces;
    this.issuers = issuers;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * An app that a person wants.
   *
   * @param values the client's members and the other fields by name
   */
  record Wanted(
      String name,
      String connector,
      @Nullable WorkspaceId workspace,
      Map<String, Object> values,
      @Nullable Instant secretExpiresAt) {
    /** Values may be secrets. */
    @Override
    public String toString() {
      return "Wanted[" + name + "]";
    }
  }

  /** Those that the caller may choose, by name. */
  List<OAuthApp> visibleTo(Principal principal) {
    return rows.list(principal.organization()).stream()
        .filter(app -> sees(principal, app))
        .toList();
  }

  /**
   * An app that the caller may choose.
   *
   * @throws Refused 404 for every other
   */
  OAuthApp get(Principal principal, OAuthAppId id) {
    return rows.find(principal.organization(), id)
        .filter(app -> sees(principal, app))
        .orElseThrow(() -> Refused.notFound("The OAuth app"));
  }

  /** The name of an app, for people who see a credential that uses it. */
  public Optional<String> name(Principal principal, UUID id) {
    return rows.findClient(principal.organization(), new OAuthAppId(id)).map(OAuthApp::name);
  }

  boolean manages(Principal principal, OAuthApp app) {
    return AccessPolicy.mayManage(principal.member(), app.workspaceId())
        || AccessPolicy.mayManage(principal.member(), Optional.empty());
  }

  /** What a credential takes over from an app that the caller names for it. */
  public AppSettings choose(Principal principal, String id, Connector connector) {
    OAuthApp app =
        OAuthAppId.parse(id)
            .flatMap(parsed -> rows.find(principal.organization(), parsed))
            .filter(found -> sees(principal, found))
            .orElseThrow(
                () -> new InvalidRequest("/app", "There is no such OAuth app. Choose another."));
    if (!app.connector().equals(connector.id())) {
      throw new InvalidRequest(
          "/app", "The OAuth app “" + app.name() + "” is not one of " + connector.name() + ".");
    }
    var opened = clients.open(app);
    try {
      return new AppSettings(app.id(), AppForm.publicValues(opened.getFirst()));
    } finally {
      opened.forEach(Fields::close);
    }
  }

  /** Refuses a caller who does not manage an app. */
  public void requireManaged(Principal principal, OAuthAppId id) {
    boolean managed =
        rows.find(principal.organization(), id).filter(app -> manages(principal, app)).isPresent();
    if (!managed) {
      throw Refused.forbidden(
          "Only those who manage the OAuth app may use it without an account that agrees.");
    }
  }

  /** Refuses what was begun with an app that is gone. */
  public void requireExisting(Principal principal, OAuthAppId id) {
    if (rows.find(principal.organization(), id).isEmpty()) {
      throw new InvalidRequest(
          "/oauthHandoff", "The OAuth app was deleted in the meantime. Choose another one.");
    }
  }

  OAuthApp create(Principal.SignedIn person, Wanted wanted) {
    requirePlace(person, wanted.workspace());
    var form = AppForm.of(connectors.get(wanted.connector()));
    var values = issuers.completed(person, form.form(), withoutBlanks(wanted.values()));
    try (Fields fields = form.read(values)) {
      Instant now = clock.instant();
      var app =
          new OAuthApp(
              person.organization(),
              OAuthAppId.next(),
              wanted.name(),
              wanted.connector(),
              Optional.empty(),
              AppForm.publicValues(fields),
              List.of(),
              0,
              null,
              now,
              1);
      return changes.apply(
          change -> {
            rows.insert(app, wanted.workspace());
            seal(app, new SecretFacts(1, now, wanted.secretExpiresAt()), fields);
            change.record(
                AuditEvent.by(person, AuditAction.OAUTH_APP_CREATED, app.party())
                    .withFact("connector", app.connector())
                    .withFact(
                        "workspace",
                        wanted.workspace() == null ? null : wanted.workspace().toString()));
            return get(person, app.id());
          });
    }
  }

  /**
   * Changes what is given. Another client, or another address, takes the secret again: otherwise
   * the secret could be sent to an address of somebody's own.
   */
  OAuthApp edit(
      Principal.SignedIn person, OAuthAppId id, OAuthAppChange change, @Nullable Long version) {
    OAuthApp before = managed(person, id, version);
    var form = AppForm.of(connectors.get(before.connector()));
    var values = change.over(before);
    String name = change.nameOr(before.name());
    boolean reshaped = !values.equals(before.publicFields());
    if (!reshaped && !change.hasSecret()) {
      return withoutSecret(person, before, name, change);
    }
    var entered = new LinkedHashMap<String, Object>(values);
    change.secrets().forEach(entered::put);
    try (Fields fields =
        form.read(issuers.completed(person, form.form(), withoutBlanks(entered)))) {
      return replaced(person, before, name, fields, change.secretExpiresAt());
    }
  }

  /** The name, and when the newest secret ends, need no secret. */
  private OAuthApp withoutSecret(
      Principal.SignedIn person, OAuthApp before, String name, OAuthAppChange change) {
    var newest = before.secrets().getLast();
    Instant expiresAt = change.hasSecretExpiry() ? change.secretExpiresAt() : newest.expiresAt();
    boolean expiryChanges = !Objects.equals(expiresAt, newest.expiresAt());
    if (name.equals(before.name()) && !expiryChanges) {
      return before;
    }
    return changes.apply(
        audited -> {
          update(before, name, before.publicFields());
          rows.setExpiry(before, newest.number(), expiresAt);
          audited.record(
              AuditEvent.by(person, AuditAction.OAUTH_APP_UPDATED, before.party())
                  .withFact("changed", expiryChanges ? "expiry of the secret" : "name"));
          return get(person, before.id());
        });
  }

  /** The client as it was entered takes the place of all secrets. */
  private OAuthApp replaced(
      Principal.SignedIn person,
      OAuthApp before,
      String name,
      Fields fields,
      @Nullable Instant secretExpiresAt) {
    int next = highest(before) + 1;
    return changes.apply(
        audited -> {
          update(before, name, AppForm.publicValues(fields));
          before.secrets().forEach(secret -> rows.deleteSecret(before, secret.number()));
          seal(before, new SecretFacts(next, clock.instant(), secretExpiresAt), fields);
          rows.setRefused(before.organization(), before.id(), null);
          audited.record(
              AuditEvent.by(person, AuditAction.OAUTH_APP_UPDATED, before.party())
                  .withFact("changed", "client"));
          return get(person, before.id());
        });
  }

  /** Adds a secret beside the one that is there, which goes on until it is removed. */
  OAuthApp addSecret(
      Principal.SignedIn person,
      OAuthAppId id,
      String secret,
      @Nullable Instant expiresAt,
      @Nullable Long version) {
    OAuthApp before = managed(person, id, version);
    if (before.secrets().size() >= MAX_SECRETS) {
      throw new InvalidRequest(
          "/clientSecret", "There are two secrets already. Remove the older one first.");
    }
    var opened = clients.open(before);
    try (Fields fields = withSecret(before, opened.getFirst(), secret)) {
      return changes.apply(
          audited -> {
            update(before, before.name(), before.publicFields());
            seal(before, new SecretFacts(highest(before) + 1, clock.instant(), expiresAt), fields);
            rows.setRefused(before.organization(), before.id(), null);
            audited.record(
                AuditEvent.by(person, AuditAction.OAUTH_APP_UPDATED, before.party())
                    .withFact("changed", "secret added"));
            return get(person, id);
          });
    } finally {
      opened.forEach(Fields::close);
    }
  }

  private Fields withSecret(OAuthApp app, Fields current, String secret) {
    var values = new LinkedHashMap<String, Object>(AppForm.publicValues(current));
    values.put(OAuthGrant.CLIENT_SECRET, secret);
    return AppForm.of(connectors.get(app.connector())).read(values);
  }

  OAuthApp removeSecret(
      Principal.SignedIn person, OAuthAppId id, int number, @Nullable Long version) {
    OAuthApp before = managed(person, id, version);
    if (before.secrets().stream().noneMatch(secret -> secret.number() == number)) {
      throw Refused.notFound("The secret");
    }
    if (before.secrets().size() == 1) {
      throw new InvalidRequest(
          "/number", "This is the only secret. Add the new one first, then remove this one.");
    }
    return changes.apply(
        audited -> {
          update(before, before.name(), before.publicFields());
          rows.deleteSecret(before, number);
          audited.record(
              AuditEvent.by(person, AuditAction.OAUTH_APP_UPDATED, before.party())
                  .withFact("changed", "secret removed"));
          return get(person, id);
        });
  }

  void delete(Principal.SignedIn person, OAuthAppId id, @Nullable Long version) {
    OAuthApp before = managed(person, id, version);
    if (before.usedBy() > 0) {
      throw AppInUse.by(before.usedBy());
    }
    try {
      changes.run(
          audited -> {
            if (!rows.delete(before)) {
              throw Refused.versionConflict(before.version());
            }
            audited.record(AuditEvent.by(person, AuditAction.OAUTH_APP_DELETED, before.party()));
          });
    } catch (DataIntegrityViolationException usedNow) {
      throw AppInUse.by(1);
    }
  }

  /** Whether accounts that were connected with one are still connected with the other. */
  static boolean sameClient(OAuthApp one, OAuthApp other) {
    var then = new LinkedHashMap<>(one.publicFields());
    var now = new LinkedHashMap<>(other.publicFields());
    then.remove(OAuthGrant.AUTHENTICATION);
    now.remove(OAuthGrant.AUTHENTICATION);
    return then.equals(now);
  }

  /** Which accounts have to be connected again since the app is another client. */
  List<OAuthAppRows.User> accounts(Principal.SignedIn person, OAuthApp app) {
    return rows.accounts(app, person.id());
  }

  private void update(OAuthApp before, String name, Map<String, Object> publicFields) {
    if (!rows.update(before, name, publicFields)) {
      throw Refused.versionConflict(
          rows.find(before.organization(), before.id())
              .map(OAuthApp::version)
              .orElse(before.version()));
    }
  }

  private void seal(OAuthApp app, SecretFacts facts, Fields fields) {
    var document = new SealedDocument(app.connector(), "app", List.of(), null, null, fields);
    rows.insertSecret(
        app, facts, sealer.sealApp(app.organization(), app.id().value(), facts.number(), document));
  }

  private static int highest(OAuthApp app) {
    return app.secrets().stream().mapToInt(SecretFacts::number).max().orElse(0);
  }

  private OAuthApp managed(Principal.SignedIn person, OAuthAppId id, @Nullable Long version) {
    OAuthApp app = get(person, id);
    if (!manages(person, app)) {
      throw Refused.forbidden(
          app.workspace().isPresent()
              ? "Only managers of its workspace, owners and admins can change this OAuth app."
              : "Only owners and admins can change an OAuth app of the organization.");
    }
    if (version != null && version != app.version()) {
      throw Refused.versionConflict(app.version());
    }
    return app;
  }

  private boolean sees(Principal principal, OAuthApp app) {
    return manages(principal, app)
        || principal.member().editsAnywhere()
            && app.workspaceId()
                .map(workspace -> workspaces.hasMember(workspace, principal.member()))
                .orElse(true);
  }

  private void requirePlace(Principal.SignedIn person, @Nullable WorkspaceId workspace) {
    if (workspace != null && !workspaces.hasMember(workspace, person.member())) {
      throw new InvalidRequest(
          "/workspace", "You are not a member of the workspace " + workspace + ".");
    }
    if (!AccessPolicy.mayManage(person.member(), Optional.ofNullable(workspace))) {
      throw Refused.forbidden(
          workspace == null
              ? "Only owners and admins can add OAuth apps of the organization. Choose a workspace"
                  + " that you manage."
              : "Only managers of a workspace can add OAuth apps to it.");
    }
  }

  private static Map<String, Object> withoutBlanks(Map<String, Object> values) {
    var kept = new LinkedHashMap<>(values);
    kept.values().removeIf(value -> value instanceof String text && text.isBlank());
    return kept;
  }
}
