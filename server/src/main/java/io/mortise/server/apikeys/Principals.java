package io.mortise.server.apikeys;

import io.mortise.server.access.Principal;
import io.mortise.server.kernel.Refused;
import io.mortise.server.people.MemberRepository;
import org.springframework.stereotype.Component;

/** Reads principals again, after a generation that a decision relied on was found stale. */
@Component
public class Principals {
  private final ApiKeys keys;
  private final MemberRepository members;

  Principals(ApiKeys keys, MemberRepository members) {
    this.keys = keys;
    this.members = members;
  }

  /**
   * The same principal as the database has it now.
   *
   * @throws Refused 401 if it is none any longer
   */
  public Principal reread(Principal stale) {
    return switch (stale) {
      case Principal.ByKey byKey -> keys.reread(byKey);
      case Principal.SignedIn person ->
          members
              .findActive(person.organization(), person.id())
              .map(read -> person.with(read.member(), read.generation()))
              .orElseThrow(Refused::unauthenticated);
    };
  }
}
