package io.mortise.server.credentials.manage;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.Level;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditedChange;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialRepository;
import io.mortise.server.credentials.store.DuplicateRows;
import io.mortise.server.credentials.store.DuplicateRows.Match;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Finds other credentials that hold the same secret, or are of the same account at the service.
 * Saving a guess must not tell whether it is right: only credentials that the caller manages are
 * named, a person's new secrets are compared 20 times an hour, and every match is on the audit log
 * of both credentials, where those read it who read the organization's. Secrets beyond the limit
 * are kept without a hash, so that nobody finds them later either.
 */
@Component
public class DuplicateSecrets {
  private static final int COMPARISONS = 20;
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final int MAX_MATCHES = 20;
  private static final int MAX_CANDIDATES = 200;

  private final DuplicateRows rows;
  private final CredentialRepository repository;

  DuplicateSecrets(DuplicateRows rows, CredentialRepository repository) {
    this.rows = rows;
    this.repository = repository;
  }

  /**
   * Another credential that has something in common with one.
   *
   * @param same what they have in common: the secret, the account at the service, or both
   */
  public record Duplicate(
      String id,
      String name,
      @ArraySchema(schema = @Schema(allowableValues = {"secret", "account"})) List<String> same) {}

  /** Names the duplicates of a credential that the caller manages, at most 20. */
  public List<Duplicate> of(Principal principal, Credential credential) {
    var same = new LinkedHashMap<CredentialId, List<String>>();
    for (Match match : matches(credential, MAX_CANDIDATES)) {
      same.computeIfAbsent(match.other(), other -> new ArrayList<>()).add(match.kind().wire());
    }
    return same.entrySet().stream()
        .flatMap(
            match ->
                repository
                    .find(credential.organization(), match.getKey())
                    .filter(other -> manages(principal, other))
                    .map(other -> duplicate(other, match.getValue()))
                    .stream())
        .limit(MAX_MATCHES)
        .toList();
  }

  private static Duplicate duplicate(Credential other, List<String> same) {
    return new Duplicate(
        other.id().toString(), other.name(), same.stream().distinct().sorted().toList());
  }

  /**
   * Whether the caller's next new secret is compared; counts it if so. In the caller's transaction:
   * of two concurrent savings the second waits for the first to be counted.
   */
  boolean takeComparison(Principal principal) {
    return rows.takeComparison(principal, COMPARISONS, WINDOW);
  }

  /** What a credential has in common with others as it is stored now. */
  Set<Match> matches(Credential credential) {
    return Set.copyOf(matches(credential, MAX_CANDIDATES));
  }

  /**
   * Puts what a newly saved secret has in common with others on the audit log of both: once for
   * each pair, and only what this save brought about.
   *
   * @param before what it had in common with others before it was saved
   */
  void record(AuditedChange change, Principal principal, Credential saved, Set<Match> before) {
    var brought = new LinkedHashMap<CredentialId, Match>();
    for (Match match : matches(saved, MAX_CANDIDATES)) {
      if (!before.contains(match)) {
        brought.merge(match.other(), match, Match::stronger);
      }
    }
    brought.values().stream()
        .limit(MAX_MATCHES)
        .forEach(match -> record(change, principal, saved, match));
  }

  private void record(AuditedChange change, Principal principal, Credential saved, Match match) {
    repository
        .find(saved.organization(), match.other())
        .ifPresent(
            other -> {
              change.record(found(principal, saved, other, match));
              change.record(found(principal, other, saved, match));
            });
  }

  private static AuditEvent found(
      Principal principal, Credential at, Credential other, Match match) {
    return AuditEvent.by(principal, AuditAction.CREDENTIAL_DUPLICATE_FOUND, at.party())
        .withVersion(at.state().secretVersion())
        .withFact("duplicate", other.id().toString())
        .withFact("same", match.kind().wire());
  }

  private List<Match> matches(Credential credential, int limit) {
    return rows.matches(credential, limit);
  }

  private static boolean manages(Principal principal, Credential other) {
    return AccessPolicy.levelOf(principal.member(), other.access()).includes(Level.MANAGE)
        && AccessPolicy.decide(principal, other.access(), Action.SEE).allowed();
  }
}
