package io.mortise.server.credentials;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.mortise.runtime.problem.Problem;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditLog;
import io.mortise.server.audit.Outcome;
import io.mortise.server.audit.RecordOutcome;
import io.mortise.server.credentials.store.Refusals;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Records uses and refusals in the audit log, and counts the uses. */
@Component
final class UseRecorder {
  private static final Logger log = LoggerFactory.getLogger(UseRecorder.class);

  private final AuditLog audit;
  private final Refusals refusals;
  private final CredentialUses uses;
  private final MeterRegistry meters;

  /** Looked up once, because every use counts. */
  private final Map<UsePurpose, Counter> doneUses;

  private final Map<UsePurpose, Counter> failedUses;

  UseRecorder(AuditLog audit, Refusals refusals, CredentialUses uses, MeterRegistry meters) {
    this.meters = meters;
    this.doneUses = counters(meters, "done");
    this.failedUses = counters(meters, "failed");
    this.audit = audit;
    this.refusals = refusals;
    this.uses = uses;
  }

  /** Durable when it returns, unless one of the expected generations no longer holds. */
  RecordOutcome begun(UseDecision.Permitted use) {
    return audit.record(event(use, AuditAction.CREDENTIAL_USED), use.expected());
  }

  /** Counts a use by how its work ended. */
  void ended(UseDecision.Permitted use, boolean failed) {
    var principal = use.request().principal();
    String flow = use.request().context().flow();
    Objects.requireNonNull((failed ? failedUses : doneUses).get(use.request().purpose()))
        .increment();
    if (failed) {
      uses.failed(principal, use.usable().credential(), flow);
    } else {
      uses.used(principal, use.usable().credential(), flow);
    }
  }

  /** Appends that the work failed. If this is impossible, the caller still gets the failure. */
  void failed(UseDecision.Permitted use, RuntimeException failure) {
    ended(use, true);
    try {
      audit.record(
          event(use, AuditAction.CREDENTIAL_REFUSED).ended(Outcome.FAILED, reason(failure)));
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
      log.warn(
          "Failed to audit that a use of {} failed ({})",
          use.usable().credential().id(),
          e.getClass().getSimpleName());
    }
  }

  private static Map<UsePurpose, Counter> counters(MeterRegistry meters, String outcome) {
    var counters = new EnumMap<UsePurpose, Counter>(UsePurpose.class);
    for (UsePurpose purpose : UsePurpose.values()) {
      String wire = purpose.name().toLowerCase(Locale.ROOT);
      counters.put(
          purpose,
          meters.counter("mortise.credential.resolver.uses", "purpose", wire, "outcome", outcome));
    }
    return counters;
  }

  /** A refused request is no use: it is on the audit log only. */
  void refused(UseFacts facts, UseRefusal reason) {
    var request = facts.request();
    meters.counter("mortise.use.decision.refusals", "reason", reason.code()).increment();
    facts
        .found()
        .ifPresentOrElse(
            usable ->
                refusals.record(
                    request.principal(), usable.credential(), reason.code(), request.context()),
            () ->
                refusals.recordAbsent(
                    request.principal(),
                    request.ref().toString(),
                    reason.code(),
                    request.context()));
  }

  private static AuditEvent event(UseDecision.Permitted use, AuditAction action) {
    var credential = use.usable().credential();
    return AuditEvent.by(use.request().principal(), action, credential.party())
        .withVersion(credential.state().secretVersion())
        .inContext(use.request().context());
  }

  private static String reason(RuntimeException failure) {
    return failure instanceof Problem problem
        ? problem.code().replaceFirst("^credential_", "")
        : "internal_error";
  }
}
