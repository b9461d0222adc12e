package io.mortise.server.apikeys;

import io.mortise.server.access.KeyLimits;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditedChanges;
import io.mortise.server.audit.Party;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.Refused;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Renames, narrows and revokes API keys. What a key may no longer do is refused from the commit on,
 * on every server, because each change raises the key's generation.
 */
@Component
class ApiKeyChanger {
  private final ApiKeyRows rows;
  private final ApiKeyReader keys;
  private final ApiKeyOwners owners;
  private final AuditedChanges changes;
  private final Clock clock;

  ApiKeyChanger(
      ApiKeyRows rows,
      ApiKeyReader keys,
      ApiKeyOwners owners,
      AuditedChanges changes,
      Clock clock) {
    this.rows = rows;
    this.keys = keys;
    this.owners = owners;
    this.changes = changes;
    this.clock = clock;
  }

  private record Changed(String name, @Nullable Instant expiresAt, KeyLimits limits) {}

  /** Refuses a change that would let the key do more than before. */
  public ApiKeyView edit(
      Principal.SignedIn principal, ApiKeyId id, ApiKeyChange change, @Nullable Long version) {
    var key = keys.get(principal, id);
    key.requireVersion(version);
    key.requireReadable();
    var changed =
        new Changed(
            change.name(key.name()),
            change.expiresAt(key.token().expiresAt(), clock.instant()),
            change.limits(key.reach().limits()));
    if (!changed.limits().workspaces().equals(key.reach().limits().workspaces())) {
      owners.requireWorkspaces(owners.of(principal, key), changed.limits().workspaces());
    }
    return changes.apply(
        making -> {
          if (!update(principal, key, changed)) {
            throw Refused.versionConflict(key.version());
          }
          var event =
              AuditEvent.by(principal, AuditAction.API_KEY_UPDATED, Party.of(id, changed.name()));
          making.record(ApiKeyIssuer.withLimits(event, changed.limits(), changed.expiresAt()));
          return keys.view(principal, id);
        });
  }

  /** Ends all tokens of the key for good; a version that was not the one seen is refused. */
  public void revoke(Principal.SignedIn principal, ApiKeyId id, @Nullable Long version) {
    var key = keys.get(principal, id);
    key.requireVersion(version);
    changes.attempt(
        change -> {
          boolean revoked = rows.revoke(new ApiKeyRows.Key(principal.organization(), id));
          change.record(
              AuditEvent.by(principal, AuditAction.API_KEY_REVOKED, Party.of(id, key.name())));
          return revoked;
        });
  }

  /** Whether the key was still at the version that was read. */
  private boolean update(Principal.SignedIn principal, StoredApiKey key, Changed changed) {
    return rows.update(
        new ApiKeyRows.Key(principal.organization(), key.id()),
        key.version(),
        changed.name(),
        changed.limits(),
        changed.expiresAt());
  }
}
