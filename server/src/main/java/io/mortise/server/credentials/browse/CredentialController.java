package io.mortise.server.credentials.browse;

import io.mortise.server.access.Action;
import io.mortise.server.access.Principal;
import io.mortise.server.credentials.connect.ServiceRevocation;
import io.mortise.server.credentials.manage.CredentialAdder;
import io.mortise.server.credentials.manage.CredentialChange;
import io.mortise.server.credentials.manage.CredentialEditor;
import io.mortise.server.credentials.manage.CredentialLifecycle;
import io.mortise.server.credentials.manage.CredentialReauthorizer;
import io.mortise.server.credentials.manage.CredentialRotator;
import io.mortise.server.credentials.manage.CredentialStops.StopPreview;
import io.mortise.server.credentials.manage.DuplicateSecrets;
import io.mortise.server.credentials.manage.NewCredential;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialGate;
import io.mortise.server.kernel.IfMatch;
import io.mortise.server.kernel.Page;
import io.mortise.server.kernel.Paging;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
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

/** Credentials over HTTP, for people and their scripts. Never answers with a secret. */
@RestController
@RequestMapping("/api/v1/credentials")
class CredentialController {
  private final CredentialAdder adder;
  private final CredentialEditor editor;
  private final CredentialRotator rotator;
  private final CredentialReauthorizer reauthorizer;
  private final CredentialLifecycle lifecycle;
  private final ServiceRevocation serviceRevocation;
  private final CredentialGate gate;
  private final Reading reading;

  /** What answers are read from. */
  @Component
  record Reading(CredentialList list, CredentialViews views, DuplicateSecrets duplicates) {}

  CredentialController(
      CredentialAdder adder,
      CredentialEditor editor,
      CredentialRotator rotator,
      CredentialReauthorizer reauthorizer,
      CredentialLifecycle lifecycle,
      ServiceRevocation serviceRevocation,
      CredentialGate gate,
      Reading reading) {
    this.adder = adder;
    this.editor = editor;
    this.rotator = rotator;
    this.reauthorizer = reauthorizer;
    this.lifecycle = lifecycle;
    this.serviceRevocation = serviceRevocation;
    this.gate = gate;
    this.reading = reading;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  CredentialView add(Principal principal, @RequestBody NewCredential body) {
    return saved(principal, adder.add(principal, body), body.fields());
  }

  @GetMapping
  Page<CredentialView> list(
      Principal principal,
      @ParameterObject CredentialQuery.Wire query,
      @ParameterObject Paging paging) {
    var page = reading.list().page(principal, CredentialQuery.of(query, paging));
    var items = page.items().stream().map(credential -> view(principal, credential)).toList();
    return new Page<>(items, page.next(), page.total());
  }

  @GetMapping("/summary")
  CredentialList.CredentialSummary summary(
      Principal principal, @RequestParam @Nullable String workspace) {
    return reading.list().summary(principal, workspace);
  }

  @GetMapping("/{id}")
  CredentialView get(Principal principal, @PathVariable String id) {
    return saved(principal, gate.get(principal, CredentialGate.id(id), Action.SEE), null);
  }

  /** With {@code preview} nothing changes and the answer names what would stop. */
  @PatchMapping("/{id}")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(oneOf = {CredentialView.class, StopPreview.class})))
  Object edit(
      Principal principal,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestParam(defaultValue = "false") boolean preview,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = CredentialChange.Members.class)))
          @RequestBody
          Map<String, Object> body) {
    var change = new CredentialChange(body);
    var credential = CredentialGate.id(id);
    Long version = IfMatch.version(ifMatch);
    if (change.handoff() != null) {
      return saved(
          principal, reauthorizer.reauthorize(principal, credential, change, version), Map.of());
    }
    if (preview) {
      return editor.preview(principal, credential, change, version);
    }
    return saved(
        principal, editor.edit(principal, credential, change, version), body.get("fields"));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      Principal principal,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestParam(defaultValue = "false") boolean force,
      @RequestParam @Nullable String confirm) {
    lifecycle.delete(principal, CredentialGate.id(id), IfMatch.version(ifMatch), force, confirm);
  }

  record CredentialRotation(
      @Nullable Map<String, Object> fields,
      @Nullable Boolean verify,
      @Nullable Integer graceHours) {
    @Override
    public String toString() {
      return "CredentialRotation[]";
    }
  }

  @PostMapping("/{id}/rotate")
  CredentialView rotate(
      Principal principal,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody CredentialRotation body) {
    Map<String, Object> fields = body.fields() == null ? Map.of() : body.fields();
    boolean verify = body.verify() == null || body.verify();
    return saved(
        principal,
        rotator.rotate(
            principal,
            CredentialGate.id(id),
            new CredentialRotator.NewSecret(fields, verify, body.graceHours()),
            IfMatch.version(ifMatch)),
        fields);
  }

  @PostMapping("/{id}/rollback")
  CredentialView rollBack(
      Principal principal,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    return view(
        principal, rotator.rollBack(principal, CredentialGate.id(id), IfMatch.version(ifMatch)));
  }

  /** With {@code preview} nothing changes and the answer names what would stop. */
  @PostMapping("/{id}/revoke")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(oneOf = {CredentialView.class, StopPreview.class})))
  Object revoke(
      Principal principal,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestParam(defaultValue = "false") boolean preview) {
    var credential = CredentialGate.id(id);
    Long version = IfMatch.version(ifMatch);
    return preview
        ? lifecycle.previewRevoke(principal, credential, version)
        : view(principal, lifecycle.revoke(principal, credential, version));
  }

  /** Revokes an account here, and ends its authorization at the service. */
  @PostMapping("/{id}/revoke-at-service")
  CredentialView revokeAtService(
      Principal principal,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    var credential = CredentialGate.id(id);
    return view(
        principal, serviceRevocation.revoke(principal, credential, IfMatch.version(ifMatch)));
  }

  @PostMapping("/{id}/restore")
  CredentialView restore(
      Principal principal,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    return view(
        principal, lifecycle.restore(principal, CredentialGate.id(id), IfMatch.version(ifMatch)));
  }

  record CredentialCopy(@Nullable String name) {}

  @PostMapping("/{id}/duplicate")
  @ResponseStatus(HttpStatus.CREATED)
  CredentialView duplicate(
      Principal principal,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable CredentialCopy body) {
    String name = body == null ? null : body.name();
    return view(principal, adder.duplicate(principal, CredentialGate.id(id), name));
  }

  private CredentialView view(Principal principal, Credential credential) {
    return reading.views().of(principal, credential);
  }

  /**
   * Also names the other credentials with the same secret, and what to know about the fields.
   *
   * @param entered the fields as the request has them; null if it has none
   */
  private CredentialView saved(
      Principal principal, Credential credential, @Nullable Object entered) {
    return reading
        .views()
        .of(
            principal,
            credential,
            reading.duplicates().of(principal, credential),
            entered instanceof Map<?, ?> fields ? fields : Map.of());
  }
}
