package io.mortise.server.accounts;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.mortise.runtime.problem.TypedId;
import io.mortise.server.accounts.ApiKeyIssuer.ApiKeyView;
import io.mortise.server.accounts.ApiKeyIssuer.WantedApiKey;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.ApiKeyScope;
import io.mortise.server.kernel.Caller;
import io.mortise.server.kernel.IfMatch;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Page;
import io.mortise.server.kernel.Paging;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.RequestCheck;
import io.mortise.server.kernel.WorkspaceId;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API keys over HTTP. */
@RestController
@RequestMapping("/api/v1/api-keys")
class ApiKeyController {
  private final ApiKeyIssuer keys;

  ApiKeyController(ApiKeyIssuer keys) {
    this.keys = keys;
  }

  record NewApiKey(
      @Schema(requiredMode = REQUIRED) @Nullable String name,
      @ArraySchema(
              arraySchema = @Schema(requiredMode = REQUIRED),
              schema = @Schema(implementation = ApiKeyScope.class))
          @Nullable List<String> scopes,
      @Nullable List<String> workspaces,
      @Nullable List<String> flows,
      @Nullable Instant expiresAt) {}

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ApiKeyView create(Caller caller, @RequestBody NewApiKey body) {
    var check = new RequestCheck();
    String name = check.name("/name", body.name());
    check.done();
    return keys.create(
        caller,
        new WantedApiKey(name, scopes(body), workspaces(body), flows(body), body.expiresAt()));
  }

  @GetMapping
  Page<ApiKeyView> list(Caller caller, @ParameterObject Paging paging) {
    caller.demandPerson();
    return paging.of(keys.list(caller), ApiKeyView::id);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    caller.demandPerson();
    keys.revoke(
        caller,
        ApiKeyId.parse(id).orElseThrow(() -> Refused.notFound("The API key")),
        IfMatch.version(ifMatch));
  }

  private static Set<ApiKeyScope> scopes(NewApiKey body) {
    if (body.scopes() == null || body.scopes().isEmpty()) {
      throw new InvalidRequest("/scopes", "Give at least one scope, such as runtime:call.");
    }
    var scopes = new LinkedHashSet<ApiKeyScope>();
    for (int i = 0; i < body.scopes().size(); i++) {
      String wire = body.scopes().get(i);
      String pointer = "/scopes/" + i;
      scopes.add(
          ApiKeyScope.ofWire(wire)
              .orElseThrow(() -> new InvalidRequest(pointer, "«" + wire + "» is no scope.")));
    }
    return scopes;
  }

  private static Set<WorkspaceId> workspaces(NewApiKey body) {
    return limit("/workspaces", body.workspaces()).stream()
        .map(
            id ->
                WorkspaceId.parse(id)
                    .orElseThrow(() -> new InvalidRequest("/workspaces", id + " is no ws_… id.")))
        .collect(Collectors.toSet());
  }

  private static Set<UUID> flows(NewApiKey body) {
    return limit("/flows", body.flows()).stream()
        .map(
            id ->
                TypedId.parse("flow", id)
                    .orElseThrow(() -> new InvalidRequest("/flows", id + " is no flow_… id.")))
        .collect(Collectors.toSet());
  }

  /** Without the member there is no limit; an empty list must not turn into that. */
  private static List<String> limit(String pointer, @Nullable List<String> list) {
    if (list == null) {
      return List.of();
    }
    if (list.isEmpty()) {
      throw new InvalidRequest(
          pointer, "An empty list limits to nothing. Leave it out for a key without this limit.");
    }
    if (list.contains(null)) {
      throw new InvalidRequest(pointer, "The list holds null.");
    }
    return list;
  }
}
