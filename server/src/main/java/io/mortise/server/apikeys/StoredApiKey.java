package io.mortise.server.apikeys;

import io.mortise.runtime.problem.TypedId;
import io.mortise.server.access.ApiKeyScope;
import io.mortise.server.access.KeyLimits;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.ServiceAccountId;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.UserId;
import io.mortise.server.kernel.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An API key as its row has it. */
record StoredApiKey(
    ApiKeyId id,
    Owner owner,
    Named createdBy,
    String name,
    Reach reach,
    Token token,
    Use use,
    Instant createdAt,
    long version) {

  /** The person or service account whose key it is. */
  record Owner(PrincipalId id, String name) {}

  /**
   * What the key may do and where.
   *
   * @param damaged whether the row holds something else than flat sets
   */
  record Reach(List<String> scopes, KeyLimits limits, boolean damaged) {
    boolean resolves() {
      return scopes.contains(ApiKeyScope.RUNTIME_RESOLVE.wire());
    }
  }

  record Token(
      @Nullable String prefix, @Nullable Instant expiresAt, @Nullable Instant oldTokenUntil) {}

  record Use(long uses, @Nullable Instant lastUsedAt) {}

  static StoredApiKey read(ResultSet row) throws SQLException {
    return new StoredApiKey(
        new ApiKeyId(row.getObject("id", UUID.class)),
        new Owner(
            PrincipalId.of(row.getObject("owner", UUID.class), row.getString("owner_kind")),
            row.getString("owner_name")),
        new Named(
            new UserId(row.getObject("created_by", UUID.class)).toString(),
            row.getString("created_by_name")),
        row.getString("name"),
        reach(row),
        new Token(
            row.getString("prefix"),
            Times.find(row, "expires_at"),
            Times.find(row, "old_token_until")),
        new Use(row.getLong("uses"), Times.find(row, "last_used_at")),
        Times.get(row, "created_at"),
        row.getLong("version"));
  }

  /** Refuses a change that is about another version than the one now; null is about any. */
  void requireVersion(@Nullable Long seen) {
    if (seen != null && seen != version) {
      throw Refused.versionConflict(version);
    }
  }

  /** Refuses a change of a key whose limits nobody can read: what is narrower is not known. */
  void requireReadable() {
    if (reach.damaged()) {
      throw new InvalidRequest(
          "",
          "The limits of this API key are damaged and cannot be read. Revoke it and create another.");
    }
  }

  ApiKeyView view(Map<UUID, String> workspaceNames) {
    return new ApiKeyView(
        id.toString(),
        name,
        token.prefix(),
        reach.scopes(),
        unlimited(reach.limits().workspaces())
            ? null
            : reach.limits().workspaces().stream()
                .map(each -> named(each, workspaceNames))
                .toList(),
        unlimited(reach.limits().flows())
            ? null
            : reach.limits().flows().stream().map(StoredApiKey::flowId).toList(),
        reach.damaged(),
        token.expiresAt(),
        use.uses(),
        use.lastUsedAt(),
        token.oldTokenUntil(),
        createdAt,
        createdBy,
        owner.id() instanceof ServiceAccountId
            ? new Named(owner.id().toString(), owner.name())
            : null,
        version,
        null,
        null);
  }

  static String flowId(UUID flow) {
    return TypedId.format("flow", flow);
  }

  /** A damaged key must not look like one without limits. */
  private boolean unlimited(Set<?> limit) {
    return limit.isEmpty() && !reach.damaged();
  }

  private static Reach reach(ResultSet row) throws SQLException {
    var scopes = row.getArray("scopes");
    var workspaces = row.getArray("workspaces");
    var flows = row.getArray("flows");
    return new Reach(
        List.of(ApiKeyArrays.values(scopes, new String[0])),
        new KeyLimits(
            Arrays.stream(ApiKeyArrays.values(workspaces, new UUID[0]))
                .map(WorkspaceId::new)
                .collect(Collectors.toSet()),
            Set.copyOf(Arrays.asList(ApiKeyArrays.values(flows, new UUID[0])))),
        !ApiKeyArrays.areFlat(scopes, workspaces, flows));
  }

  private static Named named(WorkspaceId id, Map<UUID, String> names) {
    return new Named(id.toString(), names.getOrDefault(id.value(), "deleted"));
  }
}
