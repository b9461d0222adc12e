package io.mortise.server.credentials.refresh;

import io.mortise.runtime.connector.MethodType;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.CredentialDenied;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialRepository;
import io.mortise.server.credentials.store.CredentialRepository.StoredToken;
import io.mortise.server.credentials.store.CredentialRepository.Usable;
import io.mortise.server.credentials.store.CredentialStatus;
import io.mortise.server.credentials.store.CredentialUnusable;
import io.mortise.server.vault.CannotOpen;
import io.mortise.server.vault.SealedBytes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gives a credential's current access token, and gets a new one where it is due. A token that still
 * lives is given out while the next one is being got.
 */
@Component
public class TokenRefresher implements AutoCloseable {
  private static final Duration MAX_AHEAD = Duration.ofSeconds(60);
  private static final int AHEAD_PART = 10;

  /** A token that a caller reports as refused is replaced at most once in this time. */
  private static final Duration BETWEEN_FORCED = Duration.ofMinutes(1);

  private final CredentialRepository repository;
  private final TokenRows rows;
  private final TokenSealer sealer;
  private final RefreshRun run;
  private final Clock clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Callers of one server share one run for each credential. */
  private final ConcurrentHashMap<CredentialId, CompletableFuture<Void>> running =
      new ConcurrentHashMap<>();

  TokenRefresher(
      CredentialRepository repository,
      TokenRows rows,
      TokenSealer sealer,
      RefreshRun run,
      Clock clock) {
    this.repository = repository;
    this.rows = rows;
    this.sealer = sealer;
    this.run = run;
    this.clock = clock;
  }

  /** A refresh that has begun is finished, so that what a service has issued is stored. */
  @Override
  public void close() {
    threads.close();
  }

  /**
   * The access token of a credential that was found just now.
   *
   * @throws RefreshFailed if there is none at the moment
   * @throws CredentialUnusable if the service refuses to issue one
   */
  public AccessToken current(Usable usable, RefreshTerms terms) {
    Credential credential = usable.credential();
    Optional<StoredToken> stored = usable.token();
    Need need = need(stored, terms);
    // A damaged token is replaced like one that has expired.
    Optional<AccessToken> opened =
        need == Need.NOW ? Optional.empty() : stored.flatMap(token -> open(credential, token));
    if (opened.isEmpty()) {
      return renewed(credential, stored, terms.patience());
    }
    if (need == Need.SOON) {
      refresh(credential, stored);
    }
    return opened.get();
  }

  /** The same for a credential of which only the row is known. */
  public AccessToken current(Credential credential, RefreshTerms terms) {
    return current(
        repository
            .findUsable(credential.organization(), credential.id())
            .orElseThrow(CredentialDenied::notFound),
        terms);
  }

  /** Gets a new token now, because a person asks for it. */
  public void refreshNow(Credential credential, Duration patience) {
    await(
        refresh(credential, rows.find(credential.key(), credential.state().secretVersion())),
        patience);
  }

  /** What people see of the current token; empty before the first attempt to get one. */
  public Optional<TokenFacts> facts(Credential credential) {
    return rows.facts(credential.key());
  }

  /** When the next one is got while the credential is used; null where the token does not end. */
  public static @Nullable Instant dueAt(TokenFacts facts) {
    Instant issued = facts.issuedAt();
    Instant expires = facts.expiresAt();
    return issued == null || expires == null || !facts.refreshable()
        ? null
        : expires.minus(ahead(issued, expires));
  }

  /**
   * Drops the token of a client that acts for itself, in the caller's transaction: it was got with
   * fields that have changed. Tokens of an account stay, because only a person gets others.
   */
  public void dropTokenOf(Credential client) {
    if (client.service().type() == MethodType.OAUTH2_CLIENT_CREDENTIALS) {
      rows.drop(client.key());
    }
  }

  /**
   * Lets the tokens of one version of the secret go on under another one, in the caller's
   * transaction: an account stays connected when its client gets a new secret.
   */
  public void carryOver(Credential before, int toVersion) {
    rows.hold(before.key(), before.state().secretVersion())
        .ifPresent(
            token ->
                rows.carryOver(
                    before.key(), token.number(), toVersion, resealed(before, token, toVersion)));
  }

  /** A person has to authorize this version of the secret, which has no tokens. */
  public void requireAuthorization(Credential.Key key, int secretVersion) {
    rows.requireAuthorization(key, secretVersion, clock.instant());
  }

  private SealedBytes resealed(Credential credential, StoredToken token, int toVersion) {
    var from = TokenSealer.Place.of(credential.key(), token.secretVersion(), token.number());
    var to = TokenSealer.Place.of(credential.key(), toVersion, token.number());
    try {
      return sealer.reseal(from, to, token.sealed());
    } catch (CannotOpen e) {
      throw new CredentialUnusable(CredentialStatus.UNREADABLE);
    }
  }

  /** Whether a number is that of the current token. */
  public boolean isCurrent(Credential.Key key, int number) {
    return rows.isCurrent(key, number);
  }

  private enum Need {
    NONE,
    SOON,
    NOW
  }

  private Need need(Optional<StoredToken> stored, RefreshTerms terms) {
    if (stored.isEmpty()) {
      return Need.NOW;
    }
    StoredToken token = stored.get();
    Instant now = clock.instant();
    boolean rejected =
        terms.rejected() != null && terms.rejected() == token.number() && renewable(token, now);
    Instant expires = token.expiresAt();
    if (rejected || expires != null && !expires.isAfter(now)) {
      return Need.NOW;
    }
    return expires != null && !expires.minus(ahead(token.issuedAt(), expires)).isAfter(now)
        ? Need.SOON
        : Need.NONE;
  }

  private static boolean renewable(StoredToken token, Instant now) {
    return !token.issuedAt().plus(BETWEEN_FORCED).isAfter(now);
  }

  /** How long before its end a token is replaced: a minute, or a tenth of a short life. */
  private static Duration ahead(Instant issued, Instant expires) {
    var part = Duration.between(issued, expires).dividedBy(AHEAD_PART);
    return part.compareTo(MAX_AHEAD) < 0 ? part : MAX_AHEAD;
  }

  private CompletableFuture<Void> refresh(Credential credential, Optional<StoredToken> token) {
    int seen = number(token);
    return running.computeIfAbsent(credential.id(), id -> start(credential, seen));
  }

  private CompletableFuture<Void> start(Credential credential, int seen) {
    var done = new CompletableFuture<Void>();
    Executor executor = threads;
    executor.execute(
        () -> {
          try {
            run.run(credential, seen);
            running.remove(credential.id(), done);
            done.complete(null);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running.remove(credential.id(), done);
            done.completeExceptionally(RefreshFailed.underWay());
          } catch (RuntimeException e) {
            running.remove(credential.id(), done);
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  private static void await(CompletableFuture<Void> done, Duration patience) {
    try {
      done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw RefreshFailed.underWay();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RefreshFailed.underWay();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }

  /** The winner's token, as it is stored. */
  private AccessToken renewed(
      Credential credential, Optional<StoredToken> before, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    Optional<StoredToken> seen = before;
    while (true) {
      await(refresh(credential, seen), Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      Optional<StoredToken> now = stored(credential);
      var opened =
          now.filter(token -> number(now) != number(before))
              .flatMap(token -> open(credential, token));
      if (opened.isPresent()) {
        return opened.get();
      }
      // The run that was joined was for an older token or secret, or the new token is damaged.
      seen = now;
    }
  }

  private Optional<StoredToken> stored(Credential credential) {
    Usable now =
        repository
            .findUsable(credential.organization(), credential.id())
            .orElseThrow(CredentialDenied::notFound);
    if (now.credential().state().secretVersion() != credential.state().secretVersion()) {
      throw RefreshFailed.underWay();
    }
    return now.token();
  }

  private static int number(Optional<StoredToken> token) {
    return token.map(StoredToken::number).orElse(0);
  }

  private Optional<AccessToken> open(Credential credential, StoredToken token) {
    try {
      var place = TokenSealer.Place.of(credential.key(), token.secretVersion(), token.number());
      var opened = sealer.open(place, token.sealed());
      return Optional.of(
          new AccessToken(
              opened.accessToken(),
              token.number(),
              token.expiresAt(),
              renewable(token, clock.instant())));
    } catch (CannotOpen e) {
      return Optional.empty();
    }
  }
}
