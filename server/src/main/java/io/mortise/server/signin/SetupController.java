package io.mortise.server.signin;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.mortise.server.access.EndpointRule;
import io.mortise.server.access.EndpointRule.Kind;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.RequestCheck;
import io.mortise.server.people.PersonView;
import io.mortise.server.signin.Accounts.InitialSetup;
import io.mortise.server.vault.CheckpointKeys;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The first start: makes the organization and signs its owner in. */
@RestController
@RequestMapping(SetupController.PATH)
class SetupController {
  static final String PATH = "/api/v1/setup";
  static final EndpointRule OPEN = new EndpointRule(Kind.OPEN, HttpMethod.POST, PATH);

  private final Accounts accounts;
  private final SetupToken setupToken;
  private final SignInLimit limit;
  private final SignedInBrowsers browsers;
  private final CheckpointKeys checkpointKeys;

  SetupController(
      Accounts accounts,
      SetupToken setupToken,
      SignInLimit limit,
      SignedInBrowsers browsers,
      CheckpointKeys checkpointKeys) {
    this.accounts = accounts;
    this.setupToken = setupToken;
    this.limit = limit;
    this.browsers = browsers;
    this.checkpointKeys = checkpointKeys;
  }

  @Bean
  static EndpointRule setupIsOpen() {
    return OPEN;
  }

  record SetupRequest(
      @Schema(requiredMode = REQUIRED) @Nullable String token,
      @Schema(requiredMode = REQUIRED) @Nullable String organization,
      @Schema(requiredMode = REQUIRED) @Nullable String name,
      @Schema(requiredMode = REQUIRED) @Nullable String email,
      @Schema(requiredMode = REQUIRED) @Nullable String password) {
    @Override
    public String toString() {
      return "SetupRequest[" + organization + "]";
    }
  }

  record SetupResult(PersonView user, Named organization, String auditFingerprint) {}

  @PostMapping
  @SecurityRequirements
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<SetupResult> setUp(@RequestBody SetupRequest body, HttpServletRequest request) {
    if (!accounts.nobodyExists()) {
      throw new AlreadySetUp();
    }
    if (body.token() == null || !setupToken.is(body.token())) {
      limit.wrongSetupToken(request.getRemoteAddr());
      throw new InvalidRequest(
          "/token", "This is not the token of the set-up link that the server printed.");
    }
    var started = accounts.setUp(setup(body), Browser.of(request));
    var principal = browsers.principal(started, request);
    var result =
        new SetupResult(
            accounts.user(principal),
            accounts.organization(principal.organization()),
            checkpointKeys.fingerprint(principal.organization()));
    return browsers.signedIn(started, principal, null, HttpStatus.CREATED, result);
  }

  private static InitialSetup setup(SetupRequest body) {
    var check = new RequestCheck();
    var setup =
        new InitialSetup(
            check.name("/organization", body.organization()),
            check.name("/name", body.name()),
            check.email("/email", body.email()),
            check.password("/password", body.password()));
    check.done();
    return setup;
  }
}
