package io.mortise.server.credentials.refresh;

import io.mortise.runtime.connector.oauth.Consent;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.runtime.credential.Secret;
import io.mortise.runtime.net.ServiceFailed;
import io.mortise.runtime.oauth.AuthorizationAddress;
import io.mortise.runtime.oauth.IssuedToken;
import io.mortise.runtime.oauth.TokenGrant;
import io.mortise.runtime.oauth.TokenRefused;
import io.mortise.server.access.Principal;
import io.mortise.server.credentials.apps.AppUnusable;
import io.mortise.server.credentials.apps.IssuerLookup;
import io.mortise.server.credentials.refresh.Handoff.Failure;
import io.mortise.server.credentials.refresh.Handoff.State;
import io.mortise.server.credentials.refresh.HandoffRows.Held;
import io.mortise.server.credentials.refresh.HandoffRows.Sealed;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialSealer;
import io.mortise.server.credentials.store.SealedDocument;
import io.mortise.server.kernel.BearerToken;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.settings.Settings;
import io.mortise.server.vault.CannotOpen;
import io.mortise.server.vault.SealedBytes;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Hands a person to a service, takes them back with a code, and changes it for tokens. A hand-off
 * finishes only in the browser that began it, which has a cookie for it, and only once.
 */
@Component
public class Handoffs {
  private static final Logger log = LoggerFactory.getLogger(Handoffs.class);

  public static final Duration LIFETIME = Duration.ofMinutes(10);

  /** How long a connected account waits to be saved. */
  private static final Duration KEPT = Duration.ofMinutes(30);

  private static final String PERSON = "person";

  private final HandoffRows rows;
  private final TokenRows tokens;
  private final TokenFetcher fetcher;
  private final TokenSealer sealer;
  private final AccountReader accounts;
  private final IssuerLookup issuers;
  private final CredentialSealer documents;
  private final URI redirectUri;
  private final Clock clock;

  Handoffs(
      HandoffRows rows,
      TokenRows tokens,
      TokenFetcher fetcher,
      TokenSealer sealer,
      AccountReader accounts,
      IssuerLookup issuers,
      CredentialSealer documents,
      Settings settings,
      Clock clock) {
    this.rows = rows;
    this.tokens = tokens;
    this.fetcher = fetcher;
    this.sealer = sealer;
    this.accounts = accounts;
    this.issuers = issuers;
    this.documents = documents;
    this.redirectUri = settings.addresses().oauthRedirect();
    this.clock = clock;
  }

  /**
   * What a person agrees to.
   *
   * @param credential that is authorized again; null for a new one
   */
  public record Request(
      SealedDocument document,
      URI authorizationEndpoint,
      String clientId,
      List<String> scopes,
      Consent consent,
      @Nullable CredentialId credential) {}

  /**
   * @param browser what the browser has to show when it comes back
   */
  public record Begun(Handoff handoff, URI authorizationUrl, Secret browser) {
    /** The address holds the state. */
    @Override
    public String toString() {
      return "Begun[" + handoff.id() + "]";
    }
  }

  public Begun begin(Principal.SignedIn person, Request request) {
    Instant now = clock.instant();
    var handoff =
        new Handoff(
            person.organization(),
            HandoffId.next(),
            person.user().value(),
            new Handoff.Service(request.document().connector(), request.document().method()),
            Optional.ofNullable(request.credential()),
            State.WAITING,
            null,
            redirectUri,
            null,
            null,
            List.of(),
            now.plus(LIFETIME));
    String state = BearerToken.random();
    String browser = BearerToken.random();
    Secret verifier = Secret.of(BearerToken.random());
    var sealed =
        new Sealed(
            documents.sealWaiting(handoff.organization(), handoff.id().value(), request.document()),
            sealer.sealVerifier(handoff, verifier),
            null);
    rows.insert(
        handoff,
        person.user(),
        PERSON,
        BearerToken.hash(state),
        new Held(handoff, sealed, BearerToken.hash(browser)),
        now);
    var address =
        new AuthorizationAddress(
            request.authorizationEndpoint(),
            request.clientId(),
            redirectUri,
            request.scopes(),
            Secret.of(state),
            request.consent());
    return new Begun(handoff, address.with(verifier), Secret.of(browser));
  }

  /** A hand-off of this person's; empty also where it is somebody else's. */
  public Optional<Handoff> find(Principal.SignedIn person, HandoffId id) {
    return own(person, id).map(Held::handoff).map(this::asOfNow);
  }

  public void cancel(Principal.SignedIn person, HandoffId id) {
    own(person, id).ifPresent(held -> rows.fail(held.handoff(), Failure.CANCELLED));
  }

  /** Hand-offs that nobody can finish any longer. */
  public void forgetExpired() {
    rows.deleteExpired(clock.instant().minus(KEPT));
  }

  /**
   * What a service's redirect carries (RFC 6749, section 4.1.2).
   *
   * @param others the parameters that only some services send
   * @param browser gives the cookie of a hand-off, if the browser has it
   */
  public record Callback(
      @Nullable String state,
      @Nullable String code,
      @Nullable String error,
      Map<String, String> others,
      BrowserCookie browser) {
    @Override
    public String toString() {
      return "Callback[]";
    }
  }

  /** Reads the cookie that a browser has for a hand-off. */
  @FunctionalInterface
  public interface BrowserCookie {
    Optional<String> of(HandoffId id);
  }

  /** The hand-off after its answer was taken; empty where no hand-off is known by that state. */
  public Optional<Handoff> receive(Callback callback) {
    if (callback.state() == null) {
      return Optional.empty();
    }
    var found = rows.findByState(BearerToken.hash(callback.state()));
    found.ifPresent(held -> finish(held, callback));
    return found.flatMap(
        held ->
            rows.find(held.handoff().organization(), held.handoff().id())
                .map(Held::handoff)
                .map(this::asOfNow));
  }

  private void finish(Held held, Callback callback) {
    Handoff handoff = held.handoff();
    if (asOfNow(handoff).state() != State.WAITING) {
      return;
    }
    boolean same =
        callback
            .browser()
            .of(handoff.id())
            .filter(shown -> MessageDigest.isEqual(BearerToken.hash(shown), held.browserHash()))
            .isPresent();
    if (!same) {
      rows.fail(handoff, Failure.FOREIGN_BROWSER);
    } else if (callback.code() == null) {
      rows.fail(handoff, failure(callback.error()));
    } else if (rows.move(handoff, State.WAITING, State.EXCHANGING)) {
      exchange(held, Secret.of(callback.code()), callback.others());
    }
  }

  /** RFC 6749, section 4.1.2.1. */
  private static Failure failure(@Nullable String error) {
    return switch (error == null ? "" : error) {
      case "access_denied", "user_denied" -> Failure.DENIED;
      case "redirect_uri_mismatch" -> Failure.REDIRECT_MISMATCH;
      default -> Failure.PROVIDER_ERROR;
    };
  }

  private void exchange(Held held, Secret code, Map<String, String> redirect) {
    Handoff handoff = held.handoff();
    Instant asked = clock.instant();
    try {
      var document = accounts.received(opened(held), redirect);
      if (!isFromIssuer(document, redirect.get("iss"))) {
        document.fields().close();
        rows.fail(handoff, Failure.ISSUER_MISMATCH);
        return;
      }
      try (var _ = document.fields();
          IssuedToken issued = exchanged(held, document, code)) {
        var account = accounts.read(handoff.organization(), document, issued);
        var sealed = sealer.seal(TokenSealer.Place.of(handoff), issued, null);
        Instant expiresAt = issued.lifetime() == null ? null : asked.plus(issued.lifetime());
        var token = new HandoffRows.Token(sealed, asked, expiresAt);
        connect(handoff, State.EXCHANGING, account, token, issued.scopes());
      }
    } catch (TokenRefused refused) {
      rows.fail(
          handoff,
          refused.reason() == TokenRefused.Cause.CLIENT
              ? Failure.CLIENT_REFUSED
              : Failure.PROVIDER_ERROR);
    } catch (AppUnusable unusable) {
      rows.fail(handoff, Failure.CLIENT_REFUSED);
    } catch (AccountReader.Incomplete incomplete) {
      log.warn("Failed to finish {}: {}", handoff.id(), incomplete.getMessage());
      rows.fail(handoff, Failure.INCOMPLETE);
    } catch (ServiceFailed | CannotOpen failure) {
      log.warn("Failed to finish {} ({})", handoff.id(), failure.getClass().getSimpleName());
      rows.fail(handoff, Failure.PROVIDER_ERROR);
    }
  }

  /** RFC 9207, section 2.4: an answer of another server carries a code of another server. */
  private boolean isFromIssuer(SealedDocument document, @Nullable String named) {
    String issuer = document.fields().text(OAuthGrant.ISSUER).orElse(null);
    if (issuer == null) {
      return true;
    }
    return named == null ? !issuers.requiresIssuerInAnswer(issuer) : named.equals(issuer);
  }

  private void connect(
      Handoff handoff,
      State from,
      AccountReader.Account account,
      HandoffRows.Token token,
      @Nullable List<String> grantedScopes) {
    var document =
        documents.sealWaiting(handoff.organization(), handoff.id().value(), account.document());
    rows.connect(
        handoff,
        from,
        new HandoffRows.Connection(account, document, token, grantedScopes),
        clock.instant().plus(KEPT));
  }

  private IssuedToken exchanged(Held held, SealedDocument document, Secret code) throws CannotOpen {
    Handoff handoff = held.handoff();
    try (var verifier = sealer.openVerifier(handoff, held.sealed().verifier())) {
      return fetcher.fetch(
          handoff.organization(),
          document,
          new TokenGrant.Code(code, handoff.redirectUri(), verifier));
    }
  }

  /**
   * Uses the account for what the person has chosen.
   *
   * @throws HandoffRefused if nothing is to be chosen, or not any longer
   */
  public Handoff choose(Principal.SignedIn person, HandoffId id, String choice) {
    Held held = own(person, id).orElseThrow(HandoffRefused::gone);
    Handoff handoff = held.handoff();
    if (asOfNow(handoff).state() != State.CHOOSING) {
      throw HandoffRefused.gone();
    }
    var chosen =
        handoff.choices().stream()
            .filter(offered -> offered.id().equals(choice))
            .findFirst()
            .orElseThrow(() -> new InvalidRequest("/choice", "Choose one of those offered."));
    try (var connected = opened(held, handoff)) {
      var account =
          accounts.chosen(handoff.organization(), connected.document(), connected.token(), chosen);
      var token = Objects.requireNonNull(held.sealed().token(), "it was connected with a token");
      connect(handoff, State.CHOOSING, account, token, handoff.grantedScopes());
    } catch (AccountReader.Incomplete incomplete) {
      throw new InvalidRequest(
          "/choice", "Mortise cannot use this one: its id is not what the connector allows.");
    } catch (CannotOpen e) {
      throw HandoffRefused.gone();
    }
    return find(person, id).orElseThrow(HandoffRefused::gone);
  }

  private SealedDocument opened(Held held) throws CannotOpen {
    return documents.openWaiting(
        held.handoff().organization(), held.handoff().id().value(), held.sealed().document());
  }

  /**
   * A connected account that is about to be saved.
   *
   * @param issuedAt when the token was asked for
   * @param expiresAt null if the service names no lifetime
   */
  public record Connected(
      Handoff handoff,
      SealedDocument document,
      IssuedToken token,
      Instant issuedAt,
      @Nullable Instant expiresAt)
      implements AutoCloseable {
    @Override
    public void close() {
      document.fields().close();
      token.close();
    }
  }

  /**
   * The account that a person has connected.
   *
   * @throws HandoffRefused if it is not connected, or not any longer
   */
  public Connected open(Principal.SignedIn person, HandoffId id) {
    Held held = own(person, id).orElseThrow(HandoffRefused::gone);
    switch (asOfNow(held.handoff()).state()) {
      case WAITING, EXCHANGING, CHOOSING -> throw HandoffRefused.notConnected();
      case FAILED, USED -> throw HandoffRefused.gone();
      case CONNECTED -> {}
    }
    try {
      return opened(held, held.handoff());
    } catch (CannotOpen e) {
      throw HandoffRefused.gone();
    }
  }

  private Connected opened(Held held, Handoff handoff) throws CannotOpen {
    var token = Objects.requireNonNull(held.sealed().token(), "a connected hand-off has a token");
    var opened = sealer.open(TokenSealer.Place.of(handoff), token.sealed());
    return new Connected(
        handoff,
        opened(held),
        new IssuedToken(
            opened.accessToken(), opened.refreshToken(), null, opened.scopes(), Map.of()),
        token.issuedAt(),
        token.expiresAt());
  }

  /**
   * Gives the tokens to a credential, in the caller's transaction. The hand-off is used up.
   *
   * @throws HandoffRefused if somebody else was first
   */
  public void use(Connected connected, Credential.Key key, int secretVersion) {
    if (!rows.move(connected.handoff(), State.CONNECTED, State.USED)) {
      throw HandoffRefused.gone();
    }
    int number = tokens.number(key) + 1;
    SealedBytes sealed =
        sealer.seal(TokenSealer.Place.of(key, secretVersion, number), connected.token(), null);
    tokens.begin(
        key,
        secretVersion,
        number,
        new TokenRows.NewToken(
            sealed,
            connected.issuedAt(),
            connected.expiresAt(),
            connected.token().refreshToken() != null,
            connected.token().scopes()));
  }

  private Optional<Held> own(Principal.SignedIn person, HandoffId id) {
    return rows.find(person.organization(), id)
        .filter(held -> held.handoff().begunBy().equals(person.user().value()));
  }

  /** An exchange that a server began and did not live to finish ends like all others. */
  private Handoff asOfNow(Handoff stored) {
    boolean open =
        switch (stored.state()) {
          case WAITING, EXCHANGING, CHOOSING, CONNECTED -> true;
          case FAILED, USED -> false;
        };
    boolean late = open && !stored.expiresAt().isAfter(clock.instant());
    return late
        ? new Handoff(
            stored.organization(),
            stored.id(),
            stored.begunBy(),
            stored.service(),
            stored.credential(),
            State.FAILED,
            Failure.EXPIRED,
            stored.redirectUri(),
            null,
            null,
            List.of(),
            stored.expiresAt())
        : stored;
  }
}
