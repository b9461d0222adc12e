package io.mortise.server.people;

import io.mortise.server.access.Caller;
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
  private final Persons persons;
  private final Workspaces workspaces;
  private final FirstSteps firstSteps;

  OrganizationController(Persons persons, Workspaces workspaces, FirstSteps firstSteps) {
    this.persons = persons;
    this.workspaces = workspaces;
    this.firstSteps = firstSteps;
  }

  @GetMapping("/members")
  Page<Persons.Member> members(Caller caller, @ParameterObject Paging paging) {
    caller.demandPerson();
    return paging.of(persons.members(caller.organization()), Persons.Member::id);
  }

  @GetMapping("/workspaces")
  Page<Named> workspaces(Caller caller, @ParameterObject Paging paging) {
    var names = workspaces.names(caller.organization());
    return paging.of(
        workspaces.reachedBy(caller).stream()
            .map(id -> new Named(id.toString(), names.getOrDefault(id.value(), "")))
            .toList(),
        Named::id);
  }

  @DeleteMapping("/first-steps")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void finishFirstSteps(Caller caller) {
    firstSteps.finish(caller);
  }
}
