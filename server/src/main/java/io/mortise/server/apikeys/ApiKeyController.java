package io.mortise.server.apikeys;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.mortise.server.access.ApiKeyScope;
import io.mortise.server.access.KeyLimits;
import io.mortise.server.access.Principal;
import io.mortise.server.apikeys.ApiKeyIssuer.WantedApiKey;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.IfMatch;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Page;
import io.mortise.server.kernel.Paging;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.RequestCheck;
import io.mortise.server.kernel.ServiceAccountId;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API keys over HTTP. */
@RestController
@RequestMapping("/api/v1/api-keys")
class ApiKeyController {
  private static final int DEFAULT_OVERLAP_HOURS = 24;
  private static final int MAX_OVERLAP_HOURS = 168;

  private final ApiKeyReader keys;
  private final ApiKeyIssuer issuer;
  private final ApiKeyChanger changer;

  ApiKeyController(ApiKeyReader keys, ApiKeyIssuer issuer, ApiKeyChanger changer) {
    this.keys = keys;
    this.issuer = issuer;
    this.changer = changer;
  }

  record NewApiKey(
      @Schema(requiredMode = REQUIRED) @Nullable String name,
      @ArraySchema(
              arraySchema = @Schema(requiredMode = REQUIRED),
              schema = @Schema(implementation = ApiKeyScope.class))
          @Nullable List<String> scopes,
      @Nullable List<String> workspaces,
      @Nullable List<String> flows,
      @Nullable Instant expiresAt,
      @Nullable String serviceAccount) {}

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ApiKeyView create(Principal.SignedIn principal, @RequestBody NewApiKey body) {
    var check = new RequestCheck();
    String name = check.name("/name", body.name());
    check.done();
    return issuer.create(
        principal,
        new WantedApiKey(
            body.serviceAccount() == null ? null : serviceAccount(body.serviceAccount()),
            name,
            ApiKeyLimits.scopes(body.scopes()),
            new KeyLimits(
                ApiKeyLimits.workspaces(body.workspaces()), ApiKeyLimits.flows(body.flows())),
            body.expiresAt()));
  }

  @GetMapping
  Page<ApiKeyView> list(Principal.SignedIn principal, @ParameterObject Paging paging) {
    return paging.of(keys.list(principal), ApiKeyView::id);
  }

  @GetMapping("/{id}")
  ApiKeyView get(Principal.SignedIn principal, @PathVariable String id) {
    return keys.viewWithLastUse(principal, parse(id));
  }

  @PatchMapping("/{id}")
  ApiKeyView edit(
      Principal.SignedIn principal,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = ApiKeyChange.Members.class)))
          @RequestBody
          Map<String, Object> body) {
    var change = new ApiKeyChange(body);
    return changer.edit(principal, parse(id), change, IfMatch.version(ifMatch));
  }

  /**
   * @param overlapHours how long the token before works too: 24 where absent, 0 to end it now
   */
  record ApiKeyRotation(
      @Schema(minimum = "0", maximum = "168", defaultValue = "24") @Nullable Integer overlapHours) {
    Duration overlap() {
      int hours = overlapHours == null ? DEFAULT_OVERLAP_HOURS : overlapHours;
      if (hours < 0 || hours > MAX_OVERLAP_HOURS) {
        throw new InvalidRequest(
            "/overlapHours", "overlapHours must be from 0 to " + MAX_OVERLAP_HOURS + ".");
      }
      return Duration.ofHours(hours);
    }
  }

  @PostMapping("/{id}/rotate")
  @ResponseStatus(HttpStatus.CREATED)
  ApiKeyView rotate(
      Principal.SignedIn principal,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody(required = false) @Nullable ApiKeyRotation body) {
    var rotation = body == null ? new ApiKeyRotation(null) : body;
    return issuer.rotate(principal, parse(id), rotation.overlap(), IfMatch.version(ifMatch));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(
      Principal.SignedIn principal,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    changer.revoke(principal, parse(id), IfMatch.version(ifMatch));
  }

  private static ApiKeyId parse(String id) {
    return ApiKeyId.parse(id).orElseThrow(() -> Refused.notFound("The API key"));
  }

  private static ServiceAccountId serviceAccount(String id) {
    return ServiceAccountId.parse(id)
        .orElseThrow(
            () ->
                new InvalidRequest(
                    "/serviceAccount", "serviceAccount must be an id such as svc_…."));
  }
}
