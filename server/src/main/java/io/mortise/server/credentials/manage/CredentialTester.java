package io.mortise.server.credentials.manage;

import io.micrometer.core.instrument.MeterRegistry;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.oauth.IssuedToken;
import io.mortise.runtime.probe.ProbeEngine;
import io.mortise.runtime.probe.ProbeTarget;
import io.mortise.runtime.probe.TokenProbe;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditLog;
import io.mortise.server.audit.AuditedChange;
import io.mortise.server.audit.Outcome;
import io.mortise.server.credentials.refresh.RefreshTerms;
import io.mortise.server.credentials.refresh.TokenFetcher;
import io.mortise.server.credentials.refresh.TokenRefresher;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialStatus;
import io.mortise.server.credentials.store.CredentialUnusable;
import io.mortise.server.credentials.store.CredentialWriter;
import io.mortise.server.credentials.store.SealedDocument;
import io.mortise.server.credentials.store.TestResult;
import io.mortise.server.kernel.RateLimit;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Asks the service whether a credential works. A person tests at most sixty times a minute. */
@Component
class CredentialTester {
  private static final RefreshTerms TERMS = new RefreshTerms(Duration.ofSeconds(10), null);

  private final ProbeEngine probes;
  private final AuditLog audit;
  private final CredentialWriter writer;
  private final TokenFetcher fetcher;
  private final TokenRefresher refresher;
  private final Clock clock;
  private final MeterRegistry meters;
  private final RateLimit limit = new RateLimit(60);

  CredentialTester(
      ProbeEngine probes,
      AuditLog audit,
      CredentialWriter writer,
      TokenFetcher fetcher,
      TokenRefresher refresher,
      Clock clock,
      MeterRegistry meters) {
    this.meters = meters;
    this.fetcher = fetcher;
    this.refresher = refresher;
    this.probes = probes;
    this.audit = audit;
    this.writer = writer;
    this.clock = clock;
  }

  /** What the service said; empty where the connector has no harmless call to ask with. */
  Optional<TestResult> test(
      Principal principal, Connector connector, AuthMethod method, SealedDocument document) {
    // Before a person has agreed there is no token to ask with.
    if (!method.testable(document.fields()) || needsPerson(method)) {
      return Optional.empty();
    }
    limit.take(principal.id().toString());
    return Optional.of(
        ask(connector, method, document, () -> fetcher.fetch(principal.organization(), document)));
  }

  /** The same for an account that a person has connected just now. */
  Optional<TestResult> testConnected(
      Principal principal,
      Connector connector,
      AuthMethod method,
      SealedDocument document,
      IssuedToken token) {
    limit.take(principal.id().toString());
    return Optional.of(ask(connector, method, document, token::copy));
  }

  private static boolean needsPerson(AuthMethod method) {
    return method.oauth().filter(OAuthGrant::needsPerson).isPresent();
  }

  /**
   * The same with a saved secret: refused where every use is. That the test started is on the audit
   * log before the secret is sent; how it ended is recorded by the caller.
   */
  Optional<TestResult> testSaved(
      Principal principal,
      Credential credential,
      AuthMethod method,
      Connector connector,
      SealedDocument document) {
    if (!method.testable(document.fields())) {
      return Optional.empty();
    }
    refuseUnusable(credential);
    limit.take(principal.id().toString());
    audit.record(
        AuditEvent.by(principal, AuditAction.CREDENTIAL_TESTED, credential.party())
            .withVersion(credential.state().secretVersion())
            .withFact("stage", "started"));
    return Optional.of(ask(connector, method, document, () -> token(credential, method, document)));
  }

  /** Of a connected account the current one, of a client a new one. */
  private IssuedToken token(Credential credential, AuthMethod method, SealedDocument document) {
    if (needsPerson(method) && !method.probeable(document.fields())) {
      // Nothing else would ask the service anything.
      refresher.refreshNow(credential, TERMS.patience());
    }
    return needsPerson(method)
        ? new IssuedToken(refresher.current(credential, TERMS).secret(), null, null, null, Map.of())
        : fetcher.fetch(credential.organization(), document);
  }

  /** Saves the result of a test of the current secret; an inconclusive one changes nothing. */
  void save(AuditedChange change, Principal principal, Credential credential, TestResult result) {
    if (!result.saysNothing()) {
      writer.setTested(credential, result);
    }
    change.record(
        AuditEvent.by(principal, AuditAction.CREDENTIAL_TESTED, credential.party())
            .withVersion(credential.state().secretVersion())
            .withFact("inconclusive", result.saysNothing() ? "true" : null)
            .ended(result.ok() ? Outcome.OK : Outcome.FAILED, result.reason()));
  }

  private TestResult ask(
      Connector connector,
      AuthMethod method,
      SealedDocument document,
      Supplier<IssuedToken> tokens) {
    String endpoint = document.tokenEndpoint();
    var result =
        endpoint == null
            ? probes.probe(connector, method, document.fields(), document.hosts())
            : new TokenProbe(probes)
                .probe(
                    new ProbeTarget(connector, method, document.fields(), document.hosts()),
                    URI.create(endpoint),
                    tokens);
    var reason = result.reason();
    meters
        .counter("mortise.probe.results", "reason", reason == null ? "works" : reason.wire())
        .increment();
    return TestResult.of(result, connector);
  }

  private void refuseUnusable(Credential credential) {
    var status = credential.status(clock.instant());
    // An unreadable one may be tried: the right root key may be back. An expired one too: the date
    // may be wrong.
    boolean tryable = status == CredentialStatus.UNREADABLE || status == CredentialStatus.EXPIRED;
    if (!status.usable() && !tryable) {
      throw new CredentialUnusable(status);
    }
  }
}
