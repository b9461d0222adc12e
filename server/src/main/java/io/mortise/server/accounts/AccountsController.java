package io.mortise.server.accounts;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.mortise.server.access.Permission;
import io.mortise.server.accounts.Accounts.Browser;
import io.mortise.server.accounts.Accounts.Founding;
import io.mortise.server.audit.Checkpoints;
import io.mortise.server.kernel.Caller;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Membership;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.OrganizationRole;
import io.mortise.server.kernel.Page;
import io.mortise.server.kernel.Paging;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.RequestCheck;
import io.mortise.server.kernel.SessionId;
import io.mortise.server.kernel.Settings;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.kernel.WorkspaceRole;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.WebUtils;

/** Set-up, sign-in and who one is. */
@RestController
@RequestMapping("/api/v1")
class AccountsController {
  private final Accounts accounts;
  private final Sessions sessions;
  private final Cookies cookies;
  private final SetupToken setupToken;
  private final SignInLimit limit;
  private final Directory directory;

  /** What an answer about people is put together from. */
  @Component
  record Directory(
      Persons persons, Workspaces workspaces, Checkpoints checkpoints, Settings settings) {}

  AccountsController(
      Accounts accounts,
      Sessions sessions,
      Cookies cookies,
      SetupToken setupToken,
      SignInLimit limit,
      Directory directory) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.cookies = cookies;
    this.setupToken = setupToken;
    this.limit = limit;
    this.directory = directory;
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

  record SetupResult(User user, Named organization, String auditFingerprint) {}

  record User(String id, String name, @Nullable String email) {}

  @PostMapping("/setup")
  @SecurityRequirements
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<SetupResult> setup(@RequestBody SetupRequest body, HttpServletRequest request) {
    limit.take(request.getRemoteAddr(), "setup");
    if (!accounts.nobodyExists()) {
      throw new AlreadySetUp();
    }
    if (body.token() == null || !setupToken.is(body.token())) {
      throw new InvalidRequest(
          "/token", "This is not the token of the set-up link that the server printed.");
    }
    var started = accounts.setUp(founding(body), browser(request));
    var caller = caller(started, request);
    return signedIn(
        started,
        HttpStatus.CREATED,
        new SetupResult(
            user(caller),
            organization(caller),
            directory.checkpoints().fingerprint(caller.organization())));
  }

  record PasswordSignIn(
      @Schema(requiredMode = REQUIRED) @Nullable String email,
      @Schema(requiredMode = REQUIRED) @Nullable String password) {
    @Override
    public String toString() {
      return "PasswordSignIn[" + email + "]";
    }
  }

  record SignedIn(User user) {}

  @PostMapping("/session")
  @SecurityRequirements
  ResponseEntity<SignedIn> signIn(@RequestBody PasswordSignIn body, HttpServletRequest request) {
    var check = new RequestCheck();
    String email = check.text("/email", body.email(), 254);
    String password = check.text("/password", body.password(), 1_000);
    check.done();
    limit.take(request.getRemoteAddr(), email);
    var started = accounts.signIn(email, password, browser(request));
    replaced(request).ifPresent(accounts::signOut);
    return signedIn(started, HttpStatus.OK, new SignedIn(user(caller(started, request))));
  }

  record PasswordConfirmation(@Schema(requiredMode = REQUIRED) @Nullable String password) {
    @Override
    public String toString() {
      return "PasswordConfirmation[]";
    }
  }

  @PostMapping("/session/confirm")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void confirm(Caller caller, @RequestBody PasswordConfirmation body, HttpServletRequest request) {
    caller.demandPerson();
    var check = new RequestCheck();
    String password = check.text("/password", body.password(), 1_000);
    check.done();
    limit.take(request.getRemoteAddr(), caller.user().toString());
    accounts.confirm(caller, password);
  }

  @DeleteMapping("/session")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> signOut(Caller caller) {
    caller.demandPerson();
    accounts.signOut(caller);
    return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, cookies.ended()).build();
  }

  record Me(
      User user,
      Named organization,
      @Schema(implementation = OrganizationRole.class) String role,
      List<MyWorkspace> workspaces,
      List<String> permissions,
      @Nullable Practice practice) {}

  /**
   * @param managesCredentials whether one may put credentials into its scope
   */
  record MyWorkspace(
      String id,
      String name,
      @Schema(implementation = WorkspaceRole.class) String role,
      boolean managesCredentials) {}

  record Practice(String url) {}

  @GetMapping("/me")
  Me me(Caller caller) {
    var names = directory.workspaces().names(caller.organization());
    var mine =
        directory.workspaces().reachedBy(caller).stream()
            .map(
                id ->
                    myWorkspace(
                        id,
                        names.getOrDefault(id.value(), ""),
                        caller.person().in(id).orElseThrow()))
            .toList();
    var practice =
        directory
            .settings()
            .outbound()
            .practicePort()
            .map(port -> new Practice("http://localhost:" + port + "/"))
            .orElse(null);
    return new Me(
        user(caller),
        organization(caller),
        caller.person().role().wire(),
        mine,
        Permission.of(caller).stream().map(Permission::wire).sorted().toList(),
        practice);
  }

  private static MyWorkspace myWorkspace(WorkspaceId id, String name, Membership mine) {
    return new MyWorkspace(id.toString(), name, mine.role().wire(), mine.managesCredentials());
  }

  @GetMapping("/me/sessions")
  Page<Sessions.OpenSession> sessions(Caller caller, @ParameterObject Paging paging) {
    caller.demandPerson();
    return paging.of(sessions.list(caller), Sessions.OpenSession::id);
  }

  @DeleteMapping("/me/sessions")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endOtherSessions(Caller caller) {
    caller.demandPerson();
    accounts.endOtherSessions(caller);
  }

  @DeleteMapping("/me/sessions/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endSession(Caller caller, @PathVariable String id) {
    caller.demandPerson();
    accounts.endSession(
        caller, SessionId.parse(id).orElseThrow(() -> Refused.notFound("The session")));
  }

  @GetMapping("/members")
  Page<Persons.Member> members(Caller caller, @ParameterObject Paging paging) {
    caller.demandPerson();
    return paging.of(directory.persons().members(caller.organization()), Persons.Member::id);
  }

  @GetMapping("/workspaces")
  Page<Named> workspaces(Caller caller, @ParameterObject Paging paging) {
    var names = directory.workspaces().names(caller.organization());
    return paging.of(
        directory.workspaces().reachedBy(caller).stream()
            .map(id -> new Named(id.toString(), names.getOrDefault(id.value(), "")))
            .toList(),
        Named::id);
  }

  private static Founding founding(SetupRequest body) {
    var check = new RequestCheck();
    var founding =
        new Founding(
            check.name("/organization", body.organization()),
            check.name("/name", body.name()),
            check.email("/email", body.email()),
            check.password("/password", body.password()));
    check.done();
    return founding;
  }

  private <T> ResponseEntity<T> signedIn(Sessions.Started started, HttpStatus status, T body) {
    return ResponseEntity.status(status)
        .header(HttpHeaders.SET_COOKIE, cookies.session(started.token()))
        .header(HttpHeaders.SET_COOKIE, cookies.csrf(started.csrf()))
        .body(body);
  }

  private Caller caller(Sessions.Started started, HttpServletRequest request) {
    return sessions.find(started.token(), request.getRemoteAddr()).orElseThrow().caller();
  }

  /** The session that this browser had before and no longer knows. */
  private Optional<Caller> replaced(HttpServletRequest request) {
    return Optional.ofNullable(WebUtils.getCookie(request, Cookies.SESSION))
        .flatMap(cookie -> sessions.find(cookie.getValue(), request.getRemoteAddr()))
        .map(Sessions.Live::caller);
  }

  private static Browser browser(HttpServletRequest request) {
    return new Browser(request.getRemoteAddr(), request.getHeader(HttpHeaders.USER_AGENT));
  }

  private User user(Caller caller) {
    String email = directory.persons().email(caller.organization(), caller.user());
    return new User(caller.user().toString(), caller.person().name(), email);
  }

  private Named organization(Caller caller) {
    return new Named(
        caller.organization().toString(), accounts.organizationName(caller.organization()));
  }
}
