package io.mortise.server.people;

import io.mortise.server.access.Principal;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.Page;
import io.mortise.server.kernel.Paging;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who and what belongs to the organization. */
@RestController
@RequestMapping("/api/v1")
class OrganizationController {
  private final PersonRepository persons;
  private final Workspaces workspaces;
  private final FirstSteps firstSteps;

  OrganizationController(PersonRepository persons, Workspaces workspaces, FirstSteps firstSteps) {
    this.persons = persons;
    this.workspaces = workspaces;
    this.firstSteps = firstSteps;
  }

  @GetMapping("/members")
  Page<PersonRepository.MemberView> members(
      Principal.SignedIn principal, @ParameterObject Paging paging) {
    return paging.of(persons.members(principal.organization()), PersonRepository.MemberView::id);
  }

  @GetMapping("/workspaces")
  Page<Named> workspaces(Principal principal, @ParameterObject Paging paging) {
    var names = workspaces.names(principal.organization());
    return paging.of(
        workspaces.reachedBy(principal).stream()
            .map(id -> new Named(id.toString(), names.getOrDefault(id.value(), "")))
            .toList(),
        Named::id);
  }

  @DeleteMapping("/first-steps")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void finishFirstSteps(Principal.SignedIn principal) {
    firstSteps.finish(principal);
  }
}
