package io.mortise.server.apikeys;

import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditHistory;
import io.mortise.server.audit.RecordedEvent;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.people.Workspaces;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads API keys for people: their own, those of service accounts that they manage, and for owners
 * and admins everybody's.
 */
@Component
final class ApiKeyReader {
  private final ApiKeyRows rows;
  private final Workspaces workspaces;
  private final AuditHistory audit;

  ApiKeyReader(ApiKeyRows rows, Workspaces workspaces, AuditHistory audit) {
    this.rows = rows;
    this.workspaces = workspaces;
    this.audit = audit;
  }

  /** Newest first. */
  List<ApiKeyView> list(Principal principal) {
    var names = workspaces.names(principal.organization());
    return select(principal, null).stream().map(key -> key.view(names)).toList();
  }

  ApiKeyView view(Principal principal, ApiKeyId id) {
    return get(principal, id).view(workspaces.names(principal.organization()));
  }

  ApiKeyView viewWithLastUse(Principal principal, ApiKeyId id) {
    var view = view(principal, id);
    return audit
        .lastUseBy(principal.organization(), id.value())
        .map(event -> view.withLastUse(lastUse(principal, event)))
        .orElse(view);
  }

  /** The key as stored; 404 for one that the caller may not know of. */
  StoredApiKey get(Principal principal, ApiKeyId id) {
    return select(principal, id).stream()
        .findFirst()
        .orElseThrow(() -> Refused.notFound("The API key"));
  }

  private List<StoredApiKey> select(Principal principal, @Nullable ApiKeyId id) {
    return rows.list(
        new ApiKeyRows.Readable(
            principal.organization(),
            principal.member().role().administers(),
            principal.id(),
            managed(principal)),
        id);
  }

  private static UUID[] managed(Principal principal) {
    var member = principal.member();
    return member.workspaces().keySet().stream()
        .filter(workspace -> AccessPolicy.mayManage(member, Optional.of(workspace)))
        .map(WorkspaceId::value)
        .toArray(UUID[]::new);
  }

  /**
   * A refusal may have been answered as if the credential did not exist; then only those who may
   * list every credential are told its name.
   */
  private static ApiKeyView.LastUse lastUse(Principal principal, RecordedEvent event) {
    var target = event.target();
    boolean hidden =
        "not_permitted".equals(event.reason()) && !principal.member().role().administers();
    var credential =
        hidden || target.id() == null || target.name() == null
            ? null
            : new Named(target.id(), target.name());
    return new ApiKeyView.LastUse(event.at(), credential, event.outcome(), event.reason());
  }
}
