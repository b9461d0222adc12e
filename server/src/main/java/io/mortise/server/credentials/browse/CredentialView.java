package io.mortise.server.credentials.browse;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mortise.runtime.connector.MethodType;
import io.mortise.server.access.CredentialScope;
import io.mortise.server.access.Level;
import io.mortise.server.credentials.manage.DuplicateSecrets.Duplicate;
import io.mortise.server.credentials.store.CredentialStatus;
import io.mortise.server.credentials.store.Environment;
import io.mortise.server.credentials.store.TestResult;
import io.mortise.server.kernel.Named;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A credential as the wire has it. There is no place in it where a secret could stand. */
record CredentialView(
    String id,
    String connector,
    String connectorName,
    String method,
    String methodName,
    @Schema(implementation = MethodType.class) String type,
    String name,
    @Schema(implementation = CredentialScope.Kind.class) String scope,
    @Nullable Named workspace,
    Named owner,
    @Schema(implementation = CredentialStatus.class) String status,
    @Nullable String statusReason,
    @Schema(implementation = CredentialStatus.Cure.class) @Nullable String statusCure,
    @Nullable Map<String, Object> fields,
    Map<String, SecretField> secrets,
    @Nullable String identity,
    boolean shared,
    @Schema(implementation = Level.class) String level,
    String notes,
    @Schema(implementation = Environment.class) @Nullable String environment,
    List<String> tags,
    long version,
    int secretVersion,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant lastUsedAt,
    @Nullable TestResult lastTest,
    @Nullable Instant lastTestedAt,
    @Nullable Instant expiresAt,
    @Nullable Integer rotateEveryDays,
    @Nullable Instant rotateBy,
    @Nullable Instant rollbackUntil,
    @Nullable Instant revokedAt,
    @Nullable String revokedBy,
    int flowCount,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Duplicate> duplicates,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OAuthFacts oauth,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<SaveWarning> warnings) {

  /**
   * What is known of its access token.
   *
   * @param app whose client asks for it; absent where the client is among the fields
   * @param nextRefreshAt when the next one is got while it is used
   * @param refreshable whether the next one is got without a person
   * @param lastError why the last attempt to get one failed
   */
  record OAuthFacts(
      @Nullable Named app,
      List<String> grantedScopes,
      List<String> missingScopes,
      @Nullable Instant tokenIssuedAt,
      @Nullable Instant tokenExpiresAt,
      @Nullable Instant nextRefreshAt,
      boolean refreshable,
      @Nullable String lastError) {}

  /**
   * That a secret is set, when and by whom; never what it is.
   *
   * @param names of a map: the names of its secret values
   */
  record SecretField(
      boolean set,
      @Nullable Instant changedAt,
      @Nullable Named changedBy,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> names) {}
}
