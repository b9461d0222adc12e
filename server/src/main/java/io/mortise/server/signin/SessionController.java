package io.mortise.server.signin;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.mortise.server.access.Principal;
import io.mortise.server.kernel.RequestCheck;
import io.mortise.server.people.PersonView;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
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
@RequestMapping("/api/v1/session")
class SessionController {
  private final Accounts accounts;
  private final SignInLimit limit;
  private final SignedInBrowsers browsers;

  SessionController(Accounts accounts, SignInLimit limit, SignedInBrowsers browsers) {
    this.accounts = accounts;
    this.limit = limit;
    this.browsers = browsers;
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
