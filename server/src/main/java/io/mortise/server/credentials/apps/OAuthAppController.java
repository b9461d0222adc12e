package io.mortise.server.credentials.apps;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.mortise.runtime.connector.OAuthAppForm;
import io.mortise.runtime.connector.oauth.ClientAuthentication;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.Principal;
import io.mortise.server.kernel.IfMatch;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Page;
import io.mortise.server.kernel.Paging;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.RequestCheck;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.settings.Settings;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** OAuth apps over HTTP. No answer holds a secret. */
@RestController
@RequestMapping("/api/v1/oauth/apps")
class OAuthAppController {
  private final OAuthApps apps;
  private final URI redirectUri;
  private final Clock clock;

  OAuthAppController(OAuthApps apps, Settings settings, Clock clock) {
    this.apps = apps;
    this.redirectUri = settings.addresses().oauthRedirect();
    this.clock = clock;
  }

  /**
   * @param workspace absent for one of the organization
   * @param authentication how the client secret is sent; absent for what the connector says
   * @param privateKey in place of a client secret, where {@code authentication} is private_key_jwt
   * @param keyId names that key to the service
   * @param fields what shapes the service's addresses, by the connector's {@code appFields}
   */
  record NewOAuthApp(
      @Schema(requiredMode = REQUIRED) @Nullable String name,
      @Schema(requiredMode = REQUIRED) @Nullable String connector,
      @Nullable String workspace,
      @Schema(requiredMode = REQUIRED) @Nullable String clientId,
      @Schema(implementation = ClientAuthentication.class) @Nullable String authentication,
      @Nullable String clientSecret,
      @Nullable String privateKey,
      @Nullable String keyId,
      @Nullable Map<String, Object> fields,
      @Nullable Instant clientSecretExpiresAt) {
    @Override
    public String toString() {
      return "NewOAuthApp[" + name + "]";
    }

    Map<String, Object> values() {
      var values = new LinkedHashMap<String, Object>();
      if (fields != null) {
        fields.forEach(
            (member, value) -> {
              if (OAuthAppForm.isOfClient(member)) {
                throw new InvalidRequest(
                    "/fields/" + member, member + " stands beside fields, not in it.");
              }
              values.put(member, value);
            });
      }
      put(values, OAuthGrant.CLIENT_ID, clientId);
      put(values, OAuthGrant.AUTHENTICATION, authentication);
      put(values, OAuthGrant.CLIENT_SECRET, clientSecret);
      put(values, OAuthGrant.PRIVATE_KEY, privateKey);
      put(values, OAuthGrant.KEY_ID, keyId);
      return values;
    }

    private static void put(Map<String, Object> values, String name, @Nullable String value) {
      if (value != null) {
        values.put(name, value);
      }
    }
  }

  record NewSecret(
      @Schema(requiredMode = REQUIRED) @Nullable String clientSecret, @Nullable Instant expiresAt) {
    @Override
    public String toString() {
      return "NewSecret[]";
    }
  }

  /** A credential that must be connected again; without a name where it is another's own. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Account(@Schema(requiredMode = REQUIRED) String id, @Nullable String name) {}

  /**
   * @param mustConnectAgain at most a hundred
   */
  record ChangedApp(@JsonUnwrapped OAuthApp.View app, List<Account> mustConnectAgain) {}

  @GetMapping
  Page<OAuthApp.View> list(
      Principal principal,
      @RequestParam(required = false) @Nullable String connector,
      @ParameterObject Paging paging) {
    return paging.of(
        apps.visibleTo(principal).stream()
            .filter(app -> connector == null || app.connector().equals(connector))
            .map(app -> view(principal, app))
            .toList(),
        OAuthApp.View::id);
  }

  @GetMapping("/{id}")
  OAuthApp.View get(Principal principal, @PathVariable String id) {
    return view(principal, apps.get(principal, parse(id)));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  OAuthApp.View create(Principal.SignedIn person, @RequestBody NewOAuthApp body) {
    var check = new RequestCheck();
    String name = check.name("/name", body.name());
    String connector = check.text("/connector", body.connector(), 100);
    check.done();
    return view(
        person,
        apps.create(
            person,
            new OAuthApps.Wanted(
                name,
                connector,
                body.workspace() == null ? null : workspace(body.workspace()),
                body.values(),
                body.clientSecretExpiresAt())));
  }

  @PatchMapping("/{id}")
  ChangedApp edit(
      Principal.SignedIn person,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = OAuthAppChange.Members.class)))
          @RequestBody
          Map<String, Object> body) {
    var change = new OAuthAppChange(body);
    var before = apps.get(person, parse(id));
    var after = apps.edit(person, parse(id), change, IfMatch.version(ifMatch));
    boolean another = !OAuthApps.sameClient(before, after);
    return new ChangedApp(
        view(person, after),
        another
            ? apps.accounts(person, after).stream()
                .map(user -> new Account(new CredentialId(user.id()).toString(), user.name()))
                .toList()
            : List.of());
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      Principal.SignedIn person,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    apps.delete(person, parse(id), IfMatch.version(ifMatch));
  }

  @PostMapping("/{id}/secrets")
  @ResponseStatus(HttpStatus.CREATED)
  OAuthApp.View addSecret(
      Principal.SignedIn person,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody NewSecret body) {
    var check = new RequestCheck();
    String secret = check.text("/clientSecret", body.clientSecret(), 4_000);
    check.done();
    return view(
        person,
        apps.addSecret(person, parse(id), secret, body.expiresAt(), IfMatch.version(ifMatch)));
  }

  @DeleteMapping("/{id}/secrets/{number}")
  OAuthApp.View removeSecret(
      Principal.SignedIn person,
      @PathVariable String id,
      @PathVariable int number,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    return view(person, apps.removeSecret(person, parse(id), number, IfMatch.version(ifMatch)));
  }

  private OAuthApp.View view(Principal principal, OAuthApp app) {
    return app.view(redirectUri, apps.manages(principal, app), clock.instant());
  }

  private static OAuthAppId parse(String id) {
    return OAuthAppId.parse(id).orElseThrow(() -> Refused.notFound("The OAuth app"));
  }

  private static WorkspaceId workspace(String id) {
    return WorkspaceId.parse(id)
        .orElseThrow(
            () -> new InvalidRequest("/workspace", "workspace must be an id such as ws_…."));
  }
}
