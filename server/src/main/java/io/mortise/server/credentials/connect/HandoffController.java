package io.mortise.server.credentials.connect;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.server.access.Principal;
import io.mortise.server.credentials.manage.AuthorizationStarter;
import io.mortise.server.credentials.manage.CredentialReauthorizer;
import io.mortise.server.credentials.refresh.AccountReader;
import io.mortise.server.credentials.refresh.Handoff;
import io.mortise.server.credentials.refresh.HandoffId;
import io.mortise.server.credentials.refresh.HandoffRefused;
import io.mortise.server.credentials.refresh.Handoffs;
import io.mortise.server.credentials.store.CredentialGate;
import io.mortise.server.kernel.AnswerNotKept;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.RequestCheck;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Begins and watches hand-offs. */
@RestController
@RequestMapping("/api/v1/oauth/handoffs")
class HandoffController {
  private final AuthorizationStarter starter;
  private final Handoffs handoffs;
  private final CredentialReauthorizer accounts;
  private final HandoffCookies cookies;

  HandoffController(
      AuthorizationStarter starter,
      Handoffs handoffs,
      CredentialReauthorizer accounts,
      HandoffCookies cookies) {
    this.accounts = accounts;
    this.starter = starter;
    this.handoffs = handoffs;
    this.cookies = cookies;
  }

  /**
   * Field values may be secrets.
   *
   * @param scopes to ask for; the same as the field of that name
   * @param app the OAuth app whose client is used; absent where the client is among the fields, or
   *     for the app that the credential has
   * @param credential that is authorized again; its connector and method stay
   */
  record NewHandoff(
      @Nullable String connector,
      @Nullable String method,
      @Nullable Map<String, Object> fields,
      @Nullable List<String> scopes,
      @Nullable String app,
      @Nullable String credential) {
    AuthorizationStarter.Wanted wanted() {
      var values = new LinkedHashMap<String, Object>(fields == null ? Map.of() : fields);
      if (scopes != null) {
        values.put(OAuthGrant.SCOPES, scopes);
      }
      return new AuthorizationStarter.Wanted(values, app);
    }

    @Override
    public String toString() {
      return "NewHandoff[" + connector + ", " + method + "]";
    }
  }

  record BegunHandoff(
      @Schema(requiredMode = REQUIRED) String id,
      String authorizationUrl,
      String redirectUri,
      Instant expiresAt) {
    /** The address holds the state. */
    @Override
    public String toString() {
      return "BegunHandoff[" + id + "]";
    }
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @AnswerNotKept
  BegunHandoff begin(
      Principal.SignedIn person, @RequestBody NewHandoff body, HttpServletResponse response) {
    var begun =
        body.credential() == null
            ? beginNew(person, body)
            : starter.beginAgain(person, CredentialGate.id(body.credential()), body.wanted());
    var handoff = begun.handoff();
    response.addHeader(HttpHeaders.SET_COOKIE, cookies.begun(handoff.id(), begun.browser()));
    return new BegunHandoff(
        handoff.id().toString(),
        begun.authorizationUrl().toString(),
        handoff.redirectUri().toString(),
        handoff.expiresAt());
  }

  private Handoffs.Begun beginNew(Principal.SignedIn person, NewHandoff body) {
    var check = new RequestCheck();
    String connector = check.text("/connector", body.connector(), 100);
    String method = check.text("/method", body.method(), 100);
    check.done();
    return starter.begin(person, connector, method, body.wanted());
  }

  /** How far a hand-off is. */
  enum HandoffState {
    WAITING,
    CHOOSING,
    CONNECTED,
    FAILED,
    EXPIRED;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  record HandoffError(String code, String detail, String remedy) {}

  /**
   * @param identity the name of the account, where the service says it
   * @param sameAccount whether it is the one that the credential had; absent where that is not
   *     known
   * @param choices of which one is to be made
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record HandoffProgress(
      @Schema(implementation = HandoffState.class) String state,
      @Nullable String identity,
      @Nullable List<String> grantedScopes,
      @Nullable Boolean sameAccount,
      @Nullable List<AccountReader.Choice> choices,
      @Nullable HandoffError error) {}

  @GetMapping("/{id}")
  HandoffProgress progress(Principal.SignedIn person, @PathVariable String id) {
    Handoff handoff =
        handoffs.find(person, id(id)).orElseThrow(() -> Refused.notFound("The authorization"));
    return progress(person, handoff);
  }

  private HandoffProgress progress(Principal.SignedIn person, Handoff handoff) {
    Handoff.Failure failure = handoff.failure();
    return new HandoffProgress(
        state(handoff).wire(),
        handoff.identity(),
        handoff.grantedScopes(),
        accounts.isSameAccount(person, handoff).orElse(null),
        handoff.choices().isEmpty() ? null : handoff.choices(),
        failure == null
            ? null
            : new HandoffError(failure.code(), failure.detail(), failure.remedy()));
  }

  record Choosing(@Schema(requiredMode = REQUIRED) @Nullable String choice) {}

  @PostMapping("/{id}/choice")
  HandoffProgress choose(
      Principal.SignedIn person, @PathVariable String id, @RequestBody Choosing body) {
    var check = new RequestCheck();
    String choice = check.text("/choice", body.choice(), 200);
    check.done();
    return progress(person, handoffs.choose(person, id(id), choice));
  }

  private static HandoffState state(Handoff handoff) {
    return switch (handoff.state()) {
      case WAITING, EXCHANGING -> HandoffState.WAITING;
      case CHOOSING -> HandoffState.CHOOSING;
      case CONNECTED -> HandoffState.CONNECTED;
      case FAILED ->
          handoff.failure() == Handoff.Failure.EXPIRED ? HandoffState.EXPIRED : HandoffState.FAILED;
      case USED -> throw HandoffRefused.gone();
    };
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void cancel(Principal.SignedIn person, @PathVariable String id, HttpServletResponse response) {
    handoffs.cancel(person, id(id));
    response.addHeader(HttpHeaders.SET_COOKIE, cookies.ended(id(id)));
  }

  private static HandoffId id(String text) {
    return HandoffId.parse(text).orElseThrow(() -> Refused.notFound("The authorization"));
  }
}
