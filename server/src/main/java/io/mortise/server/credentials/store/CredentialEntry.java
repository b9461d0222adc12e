package io.mortise.server.credentials.store;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.CredentialScope;
import io.mortise.server.kernel.Names;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.PrincipalId;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What adding and editing set alike of a credential's row. */
public record CredentialEntry(
    CredentialId id,
    Credential.Service service,
    Credential.Label label,
    Placement placement,
    Credential.Shape shape,
    Terms terms,
    String searchText) {

  public Credential.Key key() {
    return new Credential.Key(placement.organization(), id);
  }

  public CredentialEntry with(Credential.Shape other, boolean withoutExpiry) {
    var kept = withoutExpiry ? new Terms(null, terms.rotateEveryDays(), terms.rotateBy()) : terms;
    return new CredentialEntry(id, service, label, placement, other, kept, searchText);
  }

  /** Whether a saved credential would give up the name by which it is found now. */
  boolean leavesNameOf(Credential before) {
    return !Names.key(before.name()).equals(Names.key(label.name()))
        || !before.access().scope().equals(placement.scope());
  }

  /** Names of what differs from a saved credential but its secrets, never values. */
  public Set<String> changes(Credential before) {
    var names = new TreeSet<String>();
    var then = before.label();
    note(names, "name", then.name(), label.name());
    note(names, "notes", then.notes(), label.notes());
    note(names, "environment", then.environment(), label.environment());
    note(names, "tags", then.tags(), label.tags());
    var scope = before.access().scope();
    note(names, "scope", scope.wire(), placement.scope().wire());
    note(names, "workspace", scope.workspace(), placement.scope().workspace());
    var deadlines = before.state().deadlines();
    note(names, "expiresAt", deadlines.expiresAt(), terms.expiresAt());
    note(names, "rotateEveryDays", deadlines.rotateEveryDays(), terms.rotateEveryDays());
    noteFields(names, before.shape());
    return names;
  }

  private void noteFields(Set<String> names, Credential.Shape before) {
    var fields = new TreeSet<>(before.publicFields().keySet());
    fields.addAll(shape.publicFields().keySet());
    for (String field : fields) {
      note(
          names,
          "fields." + field,
          before.publicFields().get(field),
          shape.publicFields().get(field));
    }
    before.secretNames().stream()
        .filter(field -> !shape.secretNames().contains(field))
        .forEach(field -> names.add("fields." + field));
  }

  private static void note(
      Set<String> names, String name, @Nullable Object then, @Nullable Object now) {
    if (!Objects.equals(then, now)) {
      names.add(name);
    }
  }

  public record Placement(OrganizationId organization, PrincipalId owner, CredentialScope scope) {
    public UUID ownerScope() {
      return scope.ownerScope(organization, owner);
    }
  }

  public record Terms(
      @Nullable Instant expiresAt, @Nullable Integer rotateEveryDays, @Nullable Instant rotateBy) {}
}
