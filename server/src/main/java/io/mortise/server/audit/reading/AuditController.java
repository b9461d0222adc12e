package io.mortise.server.audit.reading;

import io.mortise.runtime.problem.TypedId;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditHistory.Filter;
import io.mortise.server.audit.AuditLog;
import io.mortise.server.audit.Party;
import io.mortise.server.audit.RecordedEvent;
import io.mortise.server.audit.chain.Checkpoint;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Page;
import io.mortise.server.kernel.Paging;
import io.mortise.server.kernel.Refused;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The organization's record over HTTP. */
@RestController
@RequestMapping("/api/v1/audit")
class AuditController {
  private final AuditReader reader;
  private final AuditExport export;
  private final AuditVerification verification;
  private final Checkpoints checkpoints;
  private final AuditLog log;

  AuditController(
      AuditReader reader,
      AuditExport export,
      AuditVerification verification,
      Checkpoints checkpoints,
      AuditLog log) {
    this.reader = reader;
    this.export = export;
    this.verification = verification;
    this.checkpoints = checkpoints;
    this.log = log;
  }

  @GetMapping
  Page<RecordedEvent> list(
      Principal principal,
      @RequestParam @Nullable Instant from,
      @RequestParam @Nullable Instant to,
      @RequestParam @Nullable String actor,
      @RequestParam @Nullable String action,
      @RequestParam @Nullable String target,
      @ParameterObject Paging paging) {
    requireAudit(principal);
    var filter =
        new Filter(from, to, id("actor", actor), action(action), id("target", target), null);
    return reader.page(principal.organization(), filter, paging);
  }

  /** One event by its number: a link to an event leads there however old it is. */
  @GetMapping("/{seq}")
  RecordedEvent one(Principal principal, @PathVariable long seq) {
    requireAudit(principal);
    return reader
        .find(principal.organization(), seq)
        .orElseThrow(() -> Refused.notFound("Event " + seq));
  }

  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(mediaType = "application/jsonl", schema = @Schema(type = "string")),
        @Content(mediaType = "text/csv", schema = @Schema(type = "string"))
      })
  @GetMapping("/export")
  ResponseEntity<StreamingResponseBody> export(
      Principal principal,
      @RequestParam(defaultValue = "jsonl") String format,
      @RequestParam(defaultValue = "1") long fromSeq,
      @RequestParam(defaultValue = "" + Long.MAX_VALUE) long toSeq) {
    requireAudit(principal);
    boolean csv = isCsv(format);
    export.check(principal.organization(), fromSeq, toSeq);
    log.record(
        AuditEvent.by(principal, AuditAction.AUDIT_EXPORTED, Party.auditLog())
            .withFact("format", format));
    var range = export.range(principal.organization(), fromSeq, toSeq);
    StreamingResponseBody body =
        out -> {
          if (csv) {
            export.csv(range, out);
          } else {
            export.jsonLines(range, out);
          }
        };
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, csv ? "text/csv; charset=utf-8" : "application/jsonl")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"mortise-audit." + format + "\"")
        .body(body);
  }

  @GetMapping("/checkpoints")
  Page<Checkpoint> checkpoints(Principal principal, @ParameterObject Paging paging) {
    requireAudit(principal);
    return checkpoints.page(principal.organization(), paging);
  }

  @PostMapping("/verify")
  AuditVerification.ChainVerdict verify(Principal principal) {
    requireAudit(principal);
    var verdict = verification.verify(principal.organization());
    log.record(
        AuditEvent.by(principal, AuditAction.AUDIT_VERIFIED, Party.auditLog())
            .withFact("checked", Long.toString(verdict.checked()))
            .withFact("ok", Boolean.toString(verdict.ok())));
    return verdict;
  }

  private static void requireAudit(Principal principal) {
    if (!AccessPolicy.mayReadAudit(principal)) {
      throw Refused.forbidden(
          "Owners, admins and auditors read the audit log; an API key needs the scope audit:read"
              + " and must not be limited to workspaces.");
    }
  }

  private static boolean isCsv(String format) {
    return switch (format) {
      case "csv" -> true;
      case "jsonl" -> false;
      default -> throw new InvalidRequest("/format", "format is jsonl or csv.");
    };
  }

  private static @Nullable AuditAction action(@Nullable String wire) {
    return wire == null
        ? null
        : AuditAction.ofWire(wire)
            .orElseThrow(
                () ->
                    new InvalidRequest("/action", "«" + wire + "» is no action of the audit log."));
  }

  private static @Nullable UUID id(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    int underscore = text.indexOf('_');
    Optional<UUID> id =
        underscore < 0 ? Optional.empty() : TypedId.parse(text.substring(0, underscore), text);
    return id.orElseThrow(
        () -> new InvalidRequest("/" + name, name + " is an id such as cred_… or usr_…."));
  }

  /** What is recorded, by wire names, for filters. */
  @GetMapping("/actions")
  Page<String> actions(@ParameterObject Paging paging) {
    return paging.of(
        Arrays.stream(AuditAction.values())
            .filter(action -> action != AuditAction.AUDIT_UNREADABLE)
            .map(AuditAction::wire)
            .toList(),
        Function.identity());
  }
}
