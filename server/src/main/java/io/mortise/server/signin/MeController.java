package io.mortise.server.signin;

import io.mortise.server.access.Membership;
import io.mortise.server.access.OrganizationRole;
import io.mortise.server.access.Permission;
import io.mortise.server.access.Principal;
import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.Page;
import io.mortise.server.kernel.Paging;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.SessionId;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.people.FirstSteps;
import io.mortise.server.people.PersonView;
import io.mortise.server.people.ProfileChange;
import io.mortise.server.people.Workspaces;
import io.mortise.server.settings.Settings;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who one is, and where one is signed in. */
@RestController
@RequestMapping("/api/v1/me")
class MeController {
  private final Accounts accounts;
  private final Sessions sessions;
  private final Workspaces workspaces;
  private final FirstSteps firstSteps;
  private final ProfileChanger profiles;
  private final Settings settings;

  MeController(
      Accounts accounts,
      Sessions sessions,
      Workspaces workspaces,
      FirstSteps firstSteps,
      ProfileChanger profiles,
      Settings settings) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.workspaces = workspaces;
    this.firstSteps = firstSteps;
    this.profiles = profiles;
    this.settings = settings;
  }

  /**
   * @param firstSteps whether the checklist of the first run is shown to the caller
   */
  record Me(
      PersonView user,
      Named organization,
      @Schema(implementation = OrganizationRole.class) String role,
      List<MyWorkspace> workspaces,
      List<String> permissions,
      boolean firstSteps,
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

  @GetMapping
  Me get(Principal principal) {
    return new Me(
        accounts.user(principal),
        accounts.organization(principal.organization()),
        principal.member().role().wire(),
        myWorkspaces(principal),
        Permission.of(principal).stream().map(Permission::wire).sorted().toList(),
        firstSteps.areShownTo(principal),
        practice());
  }

  /** Changes one's name and address. */
  @PatchMapping
  Me change(
      Principal.SignedIn principal,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = ProfileChange.Members.class)))
          @RequestBody
          Map<String, Object> body) {
    return get(profiles.change(principal, new ProfileChange(body)));
  }

  @GetMapping("/sessions")
  Page<Sessions.OpenSession> sessions(
      Principal.SignedIn principal, @ParameterObject Paging paging) {
    return paging.of(sessions.list(principal), Sessions.OpenSession::id);
  }

  @DeleteMapping("/sessions")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endOtherSessions(Principal.SignedIn principal) {
    accounts.endOtherSessions(principal);
  }

  @DeleteMapping("/sessions/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endSession(Principal.SignedIn principal, @PathVariable String id) {
    accounts.endSession(
        principal, SessionId.parse(id).orElseThrow(() -> Refused.notFound("The session")));
  }

  private List<MyWorkspace> myWorkspaces(Principal principal) {
    Map<UUID, String> names = workspaces.names(principal.organization());
    return workspaces.reachedBy(principal).stream()
        .map(id -> myWorkspace(principal, id, names.getOrDefault(id.value(), "")))
        .toList();
  }

  private static MyWorkspace myWorkspace(Principal principal, WorkspaceId id, String name) {
    Membership mine = principal.member().in(id).orElseThrow();
    return new MyWorkspace(id.toString(), name, mine.role().wire(), mine.managesCredentials());
  }

  private @Nullable Practice practice() {
    return settings
        .outbound()
        .practicePort()
        .map(port -> new Practice("http://localhost:" + port + "/"))
        .orElse(null);
  }
}
