package io.mortise.server.credentials.browse;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.Level;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditHistory;
import io.mortise.server.audit.AuditHistory.Filter;
import io.mortise.server.audit.RecordedEvent;
import io.mortise.server.credentials.manage.CredentialReservations;
import io.mortise.server.credentials.manage.CredentialSharing;
import io.mortise.server.credentials.manage.CredentialStops;
import io.mortise.server.credentials.manage.CredentialStops.StopPreview;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialGate;
import io.mortise.server.credentials.store.CredentialGrants;
import io.mortise.server.credentials.store.CredentialVersions;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.IfMatch;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.Page;
import io.mortise.server.kernel.Paging;
import io.mortise.server.kernel.ServiceAccountId;
import io.mortise.server.kernel.UserId;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The tabs of a credential's page: versions, usage, flows, audit, access. */
@RestController
@RequestMapping("/api/v1/credentials/{id}")
class CredentialDetailController {
  private static final Set<String> GRANTED = Set.of("use", "view", "manage");
  private static final int MAX_DAYS = 365;

  private final CredentialGate gate;
  private final CredentialSharing sharing;
  private final CredentialStops stops;
  private final CredentialReservations reservations;
  private final Tabs tabs;

  /** Where the tabs are read from. */
  @Component
  record Tabs(
      CredentialVersions versions,
      UsageReader uses,
      AuditHistory audit,
      CredentialExplainer explainer) {}

  CredentialDetailController(
      CredentialGate gate,
      CredentialSharing sharing,
      CredentialStops stops,
      CredentialReservations reservations,
      Tabs tabs) {
    this.gate = gate;
    this.sharing = sharing;
    this.stops = stops;
    this.reservations = reservations;
    this.tabs = tabs;
  }

  @GetMapping("/versions")
  Page<CredentialVersions.CredentialVersion> versions(
      Principal principal, @PathVariable String id, @ParameterObject Paging paging) {
    return paging.of(
        tabs.versions().list(get(principal, id, Action.VIEW_VERSIONS)),
        version -> Integer.toString(version.version()));
  }

  @GetMapping("/usage")
  UsageReader.CredentialUsage usage(
      Principal principal, @PathVariable String id, @RequestParam(defaultValue = "30") int days) {
    if (days < 1 || days > MAX_DAYS) {
      throw new InvalidRequest("/days", "days is a number from 1 to " + MAX_DAYS + ".");
    }
    return tabs.uses().usage(get(principal, id, Action.VIEW_USAGE), days);
  }

  @GetMapping("/flows")
  Page<Named> flows(Principal principal, @PathVariable String id, @ParameterObject Paging paging) {
    return paging.of(stops.flowsUsing(get(principal, id, Action.VIEW_USAGE)), Named::id);
  }

  @GetMapping("/audit")
  Page<RecordedEvent> audit(
      Principal principal, @PathVariable String id, @ParameterObject Paging paging) {
    Credential credential = get(principal, id, Action.VIEW_AUDIT);
    var events = Filter.ofTarget(credential.id().value());
    // Whether a saved guess was right, and whose secret it is, is for those who read everything.
    return tabs.audit()
        .page(
            principal.organization(),
            AccessPolicy.mayReadAudit(principal)
                ? events
                : events.without(AuditAction.CREDENTIAL_DUPLICATE_FOUND),
            paging);
  }

  @GetMapping("/explain")
  CredentialExplainer.Explanation explain(
      Principal principal,
      @PathVariable String id,
      @RequestParam @Nullable String person,
      @RequestParam @Nullable String key,
      @RequestParam @Nullable String serviceAccount,
      @RequestParam @Nullable String flow) {
    if (flow != null) {
      throw new InvalidRequest(
          "/flow",
          "Flows are not available yet. Ask about a person, an API key or a service account.");
    }
    if (Stream.of(person, key, serviceAccount).filter(Objects::nonNull).count() > 1) {
      throw new InvalidRequest(
          "/key", "Ask about one of a person, an API key and a service account.");
    }
    if (key != null) {
      return tabs.explainer().ofKey(principal, id, keyId(key));
    }
    if (serviceAccount != null) {
      return tabs.explainer().ofMember(principal, id, serviceAccountId(serviceAccount));
    }
    return tabs.explainer()
        .ofMember(principal, id, person == null ? principal.id() : userId(person));
  }

  private static UserId userId(String person) {
    return UserId.parse(person)
        .orElseThrow(() -> new InvalidRequest("/person", "person is an id such as usr_…."));
  }

  private static ServiceAccountId serviceAccountId(String serviceAccount) {
    return ServiceAccountId.parse(serviceAccount)
        .orElseThrow(
            () ->
                new InvalidRequest(
                    "/serviceAccount", "serviceAccount must be an id such as svc_…."));
  }

  private static ApiKeyId keyId(String key) {
    return ApiKeyId.parse(key)
        .orElseThrow(() -> new InvalidRequest("/key", "key is an id such as key_…."));
  }

  @GetMapping("/grants")
  Page<CredentialGrants.GrantView> grants(
      Principal principal, @PathVariable String id, @ParameterObject Paging paging) {
    return paging.of(sharing.list(principal, CredentialGate.id(id)), grant -> grant.subject().id());
  }

  record GrantedLevel(
      @Schema(
              requiredMode = REQUIRED,
              allowableValues = {"use", "view", "manage"})
          @Nullable String level) {}

  /** With {@code preview} nothing changes and the answer names what would stop. */
  @PutMapping("/grants/{to}")
  @ApiResponse(responseCode = "204", content = @Content)
  @ApiResponse(
      responseCode = "200",
      description = "With preview",
      content = @Content(schema = @Schema(implementation = StopPreview.class)))
  ResponseEntity<StopPreview> grant(
      Principal principal,
      @PathVariable String id,
      @PathVariable String to,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestParam(defaultValue = "false") boolean preview,
      @RequestBody GrantedLevel body) {
    if (body.level() == null || !GRANTED.contains(body.level())) {
      throw new InvalidRequest("/level", "level is use, view or manage.");
    }
    var credential = CredentialGate.id(id);
    var level = Level.ofWire(body.level());
    Long version = IfMatch.version(ifMatch);
    if (preview) {
      return ResponseEntity.ok(sharing.previewGrant(principal, credential, to, level));
    }
    sharing.grant(principal, credential, to, level, version);
    return ResponseEntity.noContent().build();
  }

  /** With {@code preview} nothing changes and the answer names what would stop. */
  @DeleteMapping("/grants/{to}")
  @ApiResponse(responseCode = "204", content = @Content)
  @ApiResponse(
      responseCode = "200",
      description = "With preview",
      content = @Content(schema = @Schema(implementation = StopPreview.class)))
  ResponseEntity<StopPreview> ungrant(
      Principal principal,
      @PathVariable String id,
      @PathVariable String to,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestParam(defaultValue = "false") boolean preview) {
    var credential = CredentialGate.id(id);
    Long version = IfMatch.version(ifMatch);
    if (preview) {
      return ResponseEntity.ok(sharing.previewUngrant(principal, credential, to));
    }
    sharing.ungrant(principal, credential, to, version);
    return ResponseEntity.noContent().build();
  }

  /** Frees a name that the credential has given up, before its reservation of 30 days ends. */
  @DeleteMapping("/reservation")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void freeName(
      Principal principal,
      @PathVariable String id,
      @RequestParam @Nullable String name,
      @RequestParam @Nullable String workspace) {
    reservations.free(principal, CredentialGate.id(id), name, workspace);
  }

  private Credential get(Principal principal, String id, Action action) {
    return gate.get(principal, CredentialGate.id(id), action);
  }
}
