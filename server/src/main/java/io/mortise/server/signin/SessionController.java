package io.mortise.server.signin;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.mortise.server.access.EndpointRule;
import io.mortise.server.access.EndpointRule.Kind;
import io.mortise.server.access.Principal;
import io.mortise.server.kernel.RequestCheck;
import io.mortise.server.people.PersonView;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out, and showing the password again. */
@RestController
@RequestMapping(SessionController.PATH)
class SessionController {
  static final String PATH = "/api/v1/session";
  static final EndpointRule OPEN = new EndpointRule(Kind.OPEN, HttpMethod.POST, PATH);

  private final Accounts accounts;
  private final SignInLimit limit;
  private final SignedInBrowsers browsers;

  SessionController(Accounts accounts, SignInLimit limit, SignedInBrowsers browsers) {
    this.accounts = accounts;
    this.limit = limit;
    this.browsers = browsers;
  }

  @Bean
  static EndpointRule signInIsOpen() {
    return OPEN;
  }

  /** The answer to a sign-in is the cookie, and a confirmation counts when it is made. */
  @Bean
  static EndpointRule signInIsNeverRepeated() {
    return new EndpointRule(Kind.NEVER_REPEATED, HttpMethod.POST, PATH + "/**");
  }

  record PasswordSignIn(
      @Schema(requiredMode = REQUIRED) @Nullable String email,
      @Schema(requiredMode = REQUIRED) @Nullable String password) {
    @Override
    public String toString() {
      return "PasswordSignIn[" + email + "]";
    }
  }

  record SignedIn(PersonView user) {}

  @PostMapping
  @SecurityRequirements
  ResponseEntity<SignedIn> signIn(@RequestBody PasswordSignIn body, HttpServletRequest request) {
    var check = new RequestCheck();
    String email = check.text("/email", body.email(), 254);
    String password = check.text("/password", body.password(), 1_000);
    check.done();
    String known = browsers.known(request, email);
    try (var attempt = limit.signIn(request.getRemoteAddr(), email, known)) {
      var started = accounts.signIn(email, password, Browser.of(request));
      attempt.right();
      browsers.before(request).ifPresent(accounts::signOut);
      var principal = browsers.principal(started, request);
      var answer = new SignedIn(accounts.user(principal));
      return browsers.signedIn(started, principal, known, HttpStatus.OK, answer);
    }
  }

  record PasswordConfirmation(@Schema(requiredMode = REQUIRED) @Nullable String password) {
    @Override
    public String toString() {
      return "PasswordConfirmation[]";
    }
  }

  @PostMapping("/confirm")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void confirm(Principal.SignedIn principal, @RequestBody PasswordConfirmation body) {
    var check = new RequestCheck();
    String password = check.text("/password", body.password(), 1_000);
    check.done();
    try (var attempt = limit.confirm(principal.session())) {
      accounts.confirm(principal, password);
      attempt.right();
    }
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> signOut(Principal.SignedIn principal) {
    accounts.signOut(principal);
    return browsers.signedOut();
  }
}
