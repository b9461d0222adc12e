package io.mortise.server.credentials.apps;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.mortise.runtime.connector.oauth.ClientAuthentication;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.server.audit.Party;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.WorkspaceId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client under which Mortise is known to a service, as its rows have it: everything but the
 * secrets.
 *
 * @param workspace the workspace it belongs to; empty for the organization
 * @param publicFields what people see; uses go by what is sealed
 * @param usedBy how many credentials use it, counted up to {@link #MAX_COUNTED}
 * @param refusedAt since when the service does not accept the client; null if it does
 */
public record OAuthApp(
    OrganizationId organization,
    OAuthAppId id,
    String name,
    String connector,
    Optional<Workspace> workspace,
    Map<String, Object> publicFields,
    List<SecretFacts> secrets,
    int usedBy,
    @Nullable Instant refusedAt,
    Instant createdAt,
    long version) {
  /** Beyond this many, credentials that use an app are not counted. */
  static final int MAX_COUNTED = 1_000;

  private static final Duration EXPIRES_SOON = Duration.ofDays(30);

  public OAuthApp {
    publicFields = Map.copyOf(publicFields);
    secrets = List.copyOf(secrets);
  }

  record Workspace(WorkspaceId id, String name) {}

  /**
   * @param expiresAt null if it does not, as far as is known
   */
  public record SecretFacts(int number, Instant setAt, @Nullable Instant expiresAt) {}

  Optional<WorkspaceId> workspaceId() {
    return workspace.map(Workspace::id);
  }

  Party party() {
    return new Party(Party.Kind.OAUTH_APP, id.value(), name);
  }

  /** Whether the client can be used. */
  enum Health {
    OK,
    SECRET_EXPIRING,
    REFUSED;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Health health(Instant now) {
    if (refusedAt != null) {
      return Health.REFUSED;
    }
    // A secret that goes on longer, or for good, makes up for one that ends.
    boolean ends =
        !secrets.isEmpty()
            && secrets.stream()
                .allMatch(
                    secret ->
                        secret.expiresAt() != null
                            && secret.expiresAt().isBefore(now.plus(EXPIRES_SOON)));
    return ends ? Health.SECRET_EXPIRING : Health.OK;
  }

  /** An OAuth app as people see it. */
  @Schema(name = "OAuthApp")
  record View(
      @Schema(requiredMode = REQUIRED) String id,
      String name,
      String connector,
      @Nullable Named workspace,
      String clientId,
      @Schema(implementation = ClientAuthentication.class) String authentication,
      Map<String, Object> fields,
      URI redirectUri,
      int usedBy,
      List<SecretFacts> secrets,
      @Schema(implementation = Health.class) String health,
      @Nullable Instant refusedAt,
      boolean managed,
      Instant createdAt,
      long version) {}

  /**
   * @param managed whether the person who looks may change it
   */
  View view(URI redirectUri, boolean managed, Instant now) {
    var fields = new LinkedHashMap<>(publicFields);
    return new View(
        id.toString(),
        name,
        connector,
        workspace.map(in -> new Named(in.id().toString(), in.name())).orElse(null),
        String.valueOf(fields.remove(OAuthGrant.CLIENT_ID)),
        String.valueOf(fields.remove(OAuthGrant.AUTHENTICATION)),
        fields,
        redirectUri,
        usedBy,
        secrets,
        health(now).wire(),
        refusedAt,
        managed,
        createdAt,
        version);
  }
}
