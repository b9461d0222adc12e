package io.mortise.server.signin;

import io.mortise.server.access.Principal;
import io.mortise.server.access.PrincipalReader;
import io.mortise.server.kernel.Refused;
import io.mortise.server.people.MemberRepository;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads people at a browser again. */
@Component
class SignedInReader implements PrincipalReader {
  private final MemberRepository members;

  SignedInReader(MemberRepository members) {
    this.members = members;
  }

  @Override
  public Optional<Principal> reread(Principal stale) {
    return stale instanceof Principal.SignedIn person
        ? Optional.of(reread(person))
        : Optional.empty();
  }

  private Principal reread(Principal.SignedIn person) {
    return members
        .findActive(person.organization(), person.id())
        .map(read -> person.with(read.member(), read.generation()))
        .orElseThrow(Refused::unauthenticated);
  }
}
