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
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
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

  private static final String MATCHES =
      """
      select o.id, 'secret' as match from credential_version v
      join credential_version ov
        on ov.organization = v.organization and ov.duplicate_hash = v.duplicate_hash and ov.credential <> v.credential
      join credential o
        on o.organization = ov.organization and o.id = ov.credential and o.secret_version = ov.version
      where v.organization = :organization and v.credential = :id and v.version = :version
      union all
      select c.id, 'account' from credential c
      where c.organization = :organization and c.connector = :connector and c.identity = :identity and c.id <> :id
      order by 1 limit :limit
      """;

  private final JdbcClient jdbc;
  private final CredentialRepository repository;
  private final Clock clock;

  DuplicateSecrets(JdbcClient jdbc, CredentialRepository repository, Clock clock) {
    this.jdbc = jdbc;
    this.repository = repository;
    this.clock = clock;
  }

  private record Match(CredentialId other, String kind) {}

  /** Names the duplicates of a credential that the caller manages, at most 20. */
  public List<Named> of(Principal principal, Credential credential) {
    return matches(credential, MAX_CANDIDATES).stream()
        .map(Match::other)
        .distinct()
        .flatMap(id -> repository.find(credential.organization(), id).stream())
        .filter(other -> manages(principal, other))
        .limit(MAX_MATCHES)
        .map(other -> new Named(other.id().toString(), other.name()))
        .toList();
  }

  /**
   * Whether the caller's next new secret is compared; counts it if so. In the caller's transaction:
   * of two concurrent savings the second waits for the first to be counted.
   */
  boolean takeComparison(Principal principal) {
    var person = principal.id().value();
    var organization = principal.organization().value();
    Instant now = clock.instant();
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:name, 0))")
        .param("name", "duplicate comparisons\n" + person)
        .query(row -> {});
    jdbc.sql(
            "delete from duplicate_comparison where organization = :organization and person = :person and at <= :since")
        .param("organization", organization)
        .param("person", person)
        .param("since", Times.sql(now.minus(WINDOW)))
        .update();
    return jdbc.sql(
                """
                insert into duplicate_comparison (organization, person, at)
                select :organization, :person, :now
                where (select count(*) from duplicate_comparison
                       where organization = :organization and person = :person) < :most
                """)
            .param("organization", organization)
            .param("person", person)
            .param("now", Times.sql(now))
            .param("most", COMPARISONS)
            .update()
        == 1;
  }

  /** Puts what a newly saved secret has in common with others on the audit log of both. */
  void record(AuditedChange change, Principal principal, Credential saved) {
    for (Match match : matches(saved, MAX_MATCHES)) {
      repository
          .find(saved.organization(), match.other())
          .ifPresent(
              other -> {
                change.record(found(principal, saved, other, match));
                change.record(found(principal, other, saved, match));
              });
    }
  }

  private static AuditEvent found(
      Principal principal, Credential at, Credential other, Match match) {
    return AuditEvent.by(principal, AuditAction.CREDENTIAL_DUPLICATE_FOUND, at.party())
        .withVersion(at.state().secretVersion())
        .withFact("duplicate", other.id().toString())
        .withFact("same", match.kind());
  }

  private List<Match> matches(Credential credential, int limit) {
    return jdbc.sql(MATCHES)
        .param("organization", credential.organization().value())
        .param("id", credential.id().value())
        .param("version", credential.state().secretVersion())
        .param("connector", credential.service().connector())
        .param("identity", credential.state().identity())
        .param("limit", limit)
        .query(
            (row, n) ->
                new Match(
                    new CredentialId(row.getObject("id", UUID.class)), row.getString("match")))
        .list();
  }

  private static boolean manages(Principal principal, Credential other) {
    return AccessPolicy.levelOf(principal.member(), other.access()).includes(Level.MANAGE)
        && AccessPolicy.decide(principal, other.access(), Action.SEE).allowed();
  }
}
