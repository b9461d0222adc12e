package io.mortise.server.audit;

import io.mortise.runtime.credential.EventContext;
import io.mortise.server.access.Principal;
import io.mortise.server.kernel.OrganizationId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, before it has its place in the chain. Never holds a value of a field,
 * only names.
 */
public record AuditEvent(
    OrganizationId organization,
    Party actor,
    AuditAction action,
    Party target,
    Outcome outcome,
    Circumstances how) {

  /**
   * @param address where the request came from; empty for the server itself
   * @param secretVersion the version of the secret that was used; 0 where none was
   * @param facts claimed flow, run and step, and what the action needs said; names and values short
   */
  public record Circumstances(
      String address, int secretVersion, @Nullable String reason, Map<String, String> facts) {
    public Circumstances {
      facts = Map.copyOf(facts);
    }
  }

  /** Something a caller did, and that succeeded. */
  public static AuditEvent by(Principal principal, AuditAction action, Party target) {
    var how = new Circumstances(principal.address(), 0, null, Map.of());
    return new AuditEvent(
        principal.organization(), Party.of(principal), action, target, Outcome.OK, how);
  }

  /** Something the server did automatically. */
  public static AuditEvent bySystem(OrganizationId organization, AuditAction action, Party target) {
    return new AuditEvent(
        organization,
        Party.system("Mortise"),
        action,
        target,
        Outcome.OK,
        new Circumstances("", 0, null, Map.of()));
  }

  public AuditEvent ended(Outcome with, @Nullable String reason) {
    var changed = new Circumstances(how.address(), how.secretVersion(), reason, how.facts());
    return new AuditEvent(organization, actor, action, target, with, changed);
  }

  public AuditEvent withVersion(int secretVersion) {
    var changed = new Circumstances(how.address(), secretVersion, how.reason(), how.facts());
    return new AuditEvent(organization, actor, action, target, outcome, changed);
  }

  public AuditEvent withFact(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    var facts = new TreeMap<>(how.facts());
    facts.put(name, value);
    var changed = new Circumstances(how.address(), how.secretVersion(), how.reason(), facts);
    return new AuditEvent(organization, actor, action, target, outcome, changed);
  }

  public AuditEvent inContext(EventContext context) {
    return withFact("flow", context.flow())
        .withFact("run", context.run())
        .withFact("step", context.step())
        .withFact("operation", context.operation());
  }
}
