package io.mortise.server.credentials.refresh;

import io.micrometer.core.instrument.MeterRegistry;
import io.mortise.runtime.connector.MethodType;
import io.mortise.runtime.credential.Secret;
import io.mortise.runtime.net.ServiceFailed;
import io.mortise.runtime.oauth.IssuedToken;
import io.mortise.runtime.oauth.TokenGrant;
import io.mortise.runtime.oauth.TokenRefused;
import io.mortise.runtime.problem.Problem;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditedChanges;
import io.mortise.server.audit.Outcome;
import io.mortise.server.credentials.apps.AppClients;
import io.mortise.server.credentials.apps.AppUnusable;
import io.mortise.server.credentials.refresh.TokenRows.Lease;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialDocuments;
import io.mortise.server.credentials.store.CredentialRepository;
import io.mortise.server.credentials.store.CredentialStatus;
import io.mortise.server.credentials.store.CredentialUnusable;
import io.mortise.server.vault.CannotOpen;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Gets the next access token of a credential, or waits for another server that does. */
@Component
final class RefreshRun {
  private static final Logger log = LoggerFactory.getLogger(RefreshRun.class);

  /** Longer than a call to a token endpoint can take, so that a lease lapses only after a crash. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration MAX_WAIT = Duration.ofMinutes(5);
  private static final int STORE_ATTEMPTS = 20;

  private final TokenRows rows;
  private final TokenFetcher fetcher;
  private final TokenSealer sealer;
  private final CredentialDocuments documents;
  private final CredentialRepository repository;
  private final AuditedChanges changes;
  private final Clock clock;
  private final MeterRegistry meters;

  RefreshRun(
      TokenRows rows,
      TokenFetcher fetcher,
      TokenSealer sealer,
      CredentialDocuments documents,
      CredentialRepository repository,
      AuditedChanges changes,
      Clock clock,
      MeterRegistry meters) {
    this.meters = meters;
    this.rows = rows;
    this.fetcher = fetcher;
    this.sealer = sealer;
    this.documents = documents;
    this.repository = repository;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Returns once the credential has a newer token than {@code seen}, or another secret.
   *
   * @throws Problem if there is no newer token, with the reason
   */
  void run(Credential credential, int seen) throws InterruptedException {
    int version = credential.state().secretVersion();
    long end = System.nanoTime() + LEASE.toNanos();
    while (System.nanoTime() < end) {
      Optional<Lease> lease = rows.claim(credential.key(), version, seen, LEASE);
      if (lease.isPresent()) {
        refresh(credential, lease.get());
        return;
      }
      var found = rows.state(credential.key(), seen);
      if (found.isEmpty() || found.get().secretVersion() != version || found.get().renewed()) {
        return;
      }
      var state = found.get();
      if (state.refused()) {
        throw new CredentialUnusable(CredentialStatus.NEEDS_REAUTHORIZATION);
      }
      if (state.waiting().isPositive()) {
        throw RefreshFailed.waiting(reason(state.lastError()), state.waiting());
      }
      Thread.sleep(LOOK_AGAIN);
    }
    throw RefreshFailed.underWay();
  }

  private static String reason(@Nullable String lastError) {
    return lastError == null ? "The last attempt failed." : lastError;
  }

  private void refresh(Credential credential, Lease lease) throws InterruptedException {
    Instant asked = clock.instant();
    if (lease.lapsed()) {
      count("repeated");
      log.warn(
          "An attempt to refresh {} ended without a known outcome; its token is sent once more",
          credential.id());
    }
    Secret refreshToken = refreshToken(lease);
    try (IssuedToken issued = fetch(credential, refreshToken)) {
      store(credential, lease, issued, refreshToken, asked);
    } catch (TokenRefused refused) {
      boolean ofApp =
          refused.reason() == TokenRefused.Cause.CLIENT && credential.shape().app() != null;
      if (refused.reason().permanent() && !ofApp) {
        condemn(credential, lease, refused.reason().message(), refused.reason().wire());
        return;
      }
      throw ofApp
          ? failedByApp(lease, refused.reason().message())
          : failed(lease, refused.reason().message(), refused.retryAfter());
    } catch (AppUnusable unusable) {
      if (unusable.permanent()) {
        condemn(credential, lease, unusable.detail(), "oauth_app");
        return;
      }
      throw failedByApp(lease, unusable.detail());
    } catch (ServiceFailed failure) {
      throw failed(lease, failure.what(), Optional.empty());
    } finally {
      repository.forget(credential.id());
    }
  }

  private @Nullable Secret refreshToken(Lease lease) {
    if (lease.current() == null) {
      return null;
    }
    var place = TokenSealer.Place.of(lease.key(), lease.secretVersion(), lease.number());
    try {
      return sealer.open(place, lease.current()).refreshToken();
    } catch (CannotOpen e) {
      return null;
    }
  }

  private IssuedToken fetch(Credential credential, @Nullable Secret refreshToken) {
    var document = documents.open(credential);
    try (var _ = document.fields()) {
      if (refreshToken != null) {
        return fetcher.fetch(
            credential.organization(), document, new TokenGrant.Refresh(refreshToken));
      }
      if (actsForItself(credential)) {
        return fetcher.fetch(credential.organization(), document);
      }
      throw TokenRefused.nothingToRefresh();
    }
  }

  private static boolean actsForItself(Credential credential) {
    return credential.service().type() == MethodType.OAUTH2_CLIENT_CREDENTIALS;
  }

  /** Tries again, so that a moment without the database does not cost the issued token. */
  private void store(
      Credential credential,
      Lease lease,
      IssuedToken issued,
      @Nullable Secret refreshToken,
      Instant asked)
      throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        storeOnce(credential, lease, issued, refreshToken, asked);
        return;
      } catch (DataAccessException | TransactionException | Problem e) {
        if (attempt == STORE_ATTEMPTS) {
          throw e;
        }
        log.warn(
            "Failed to store the new access token of {} ({}); trying again",
            credential.id(),
            e.getClass().getSimpleName());
        Thread.sleep(Duration.ofMillis(50L * attempt));
      }
    }
  }

  private void storeOnce(
      Credential credential,
      Lease lease,
      IssuedToken issued,
      @Nullable Secret refreshToken,
      Instant asked) {
    int version = rows.versionOf(lease).orElse(lease.secretVersion());
    var place = TokenSealer.Place.of(lease.key(), version, lease.number() + 1);
    var token =
        new TokenRows.NewToken(
            sealer.seal(place, issued, refreshToken),
            asked,
            issued.lifetime() == null ? null : asked.plus(issued.lifetime()),
            refreshToken != null || issued.refreshToken() != null || actsForItself(credential),
            issued.scopes());
    boolean stored =
        changes.attempt(
            change -> {
              change.record(event(credential, lease));
              return rows.store(lease, version, token);
            });
    count(stored ? "issued" : "late");
    if (!stored) {
      log.warn("A new access token of {} was not stored: there is a newer one", credential.id());
    }
  }

  /** A refusal counts only while nobody else has got, or is getting, another token. */
  private void condemn(Credential credential, Lease lease, String why, String reason) {
    count("refused");
    changes.attempt(
        change -> {
          change.record(event(credential, lease).ended(Outcome.REFUSED, reason));
          return rows.condemn(lease, clock.instant());
        });
    // Last, because those who wait would take a wait for the reason.
    rows.fail(lease, why, MAX_WAIT);
    if (rows.isNewest(lease)) {
      throw new CredentialUnusable(CredentialStatus.NEEDS_REAUTHORIZATION);
    }
  }

  /**
   * An incident of the app costs no account: its credentials ask again as soon as it is cured.
   * Until then the app keeps them from asking the service too often.
   */
  private RefreshFailed failedByApp(Lease lease, String why) {
    count("app");
    rows.fail(lease, why, Duration.ZERO);
    return RefreshFailed.failed(why, AppClients.ASK_AGAIN.toSeconds());
  }

  private RefreshFailed failed(Lease lease, String why, Optional<Duration> retryAfter) {
    count("failed");
    var backOff = Duration.ofSeconds(1L << Math.min(rows.failures(lease), 8));
    var wanted = retryAfter.filter(wait -> wait.compareTo(backOff) > 0).orElse(backOff);
    var wait = wanted.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wanted;
    rows.fail(lease, why, wait);
    log.warn("No access token for {}: {}", lease.key().id(), why);
    return RefreshFailed.failed(why, wait.toSeconds());
  }

  private void count(String outcome) {
    meters.counter("mortise.token.refresher.refreshes", "outcome", outcome).increment();
  }

  private static AuditEvent event(Credential credential, Lease lease) {
    return AuditEvent.bySystem(
            credential.organization(), AuditAction.CREDENTIAL_REFRESHED, credential.party())
        .withVersion(lease.secretVersion());
  }
}
