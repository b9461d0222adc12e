package io.mortise.server.people;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.mortise.server.access.Principal;
import io.mortise.server.kernel.IfMatch;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Page;
import io.mortise.server.kernel.Paging;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.RequestCheck;
import io.mortise.server.kernel.ServiceAccountId;
import io.mortise.server.kernel.WorkspaceId;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Service accounts over HTTP, for people who manage them. */
@RestController
@RequestMapping("/api/v1/service-accounts")
class ServiceAccountController {
  private final ServiceAccounts accounts;

  ServiceAccountController(ServiceAccounts accounts) {
    this.accounts = accounts;
  }

  /**
   * @param workspace absent for one of the organization
   * @param role viewer, editor or manager of the workspace; admin of the organization
   */
  record NewServiceAccount(
      @Schema(requiredMode = REQUIRED) @Nullable String name,
      @Nullable String workspace,
      @Schema(
              requiredMode = REQUIRED,
              allowableValues = {"viewer", "editor", "manager", "admin"})
          @Nullable String role,
      @Nullable String notes) {}

  @GetMapping
  Page<ServiceAccount.View> list(Principal.SignedIn person, @ParameterObject Paging paging) {
    return paging.of(
        accounts.managedBy(person).stream().map(ServiceAccount::view).toList(),
        ServiceAccount.View::id);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ServiceAccount.View create(Principal.SignedIn person, @RequestBody NewServiceAccount body) {
    var check = new RequestCheck();
    String name = check.name("/name", body.name());
    String notes = ServiceAccountChange.notes(check, body.notes());
    check.done();
    var workspace = body.workspace() == null ? null : workspace(body.workspace());
    var role = ServiceAccountRole.parse(body.role(), workspace != null);
    return accounts.create(person, new ServiceAccounts.Wanted(name, workspace, role, notes)).view();
  }

  @PatchMapping("/{id}")
  ServiceAccount.View edit(
      Principal.SignedIn person,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content =
                  @Content(schema = @Schema(implementation = ServiceAccountChange.Members.class)))
          @RequestBody
          Map<String, Object> body) {
    var change = new ServiceAccountChange(body);
    return accounts.edit(person, parse(id), change, IfMatch.version(ifMatch)).view();
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      Principal.SignedIn person,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    accounts.delete(person, parse(id), IfMatch.version(ifMatch));
  }

  private static WorkspaceId workspace(String id) {
    return WorkspaceId.parse(id)
        .orElseThrow(
            () -> new InvalidRequest("/workspace", "workspace must be an id such as ws_…."));
  }

  private static ServiceAccountId parse(String id) {
    return ServiceAccountId.parse(id).orElseThrow(() -> Refused.notFound("The service account"));
  }
}
