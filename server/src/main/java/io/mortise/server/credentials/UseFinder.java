package io.mortise.server.credentials;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.FlowAccess;
import io.mortise.server.apikeys.Principals;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialRepository;
import io.mortise.server.credentials.store.CredentialRepository.Usable;
import io.mortise.server.credentials.store.NamedCredential;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds what a decision about a use depends on, from memory or from the database. */
@Component
final class UseFinder {
  private final CredentialRepository repository;
  private final Principals principals;
  private final List<CredentialUsers> users;
  private final Clock clock;

  UseFinder(
      CredentialRepository repository,
      Principals principals,
      List<CredentialUsers> users,
      Clock clock) {
    this.repository = repository;
    this.principals = principals;
    this.users = users;
    this.clock = clock;
  }

  /** Facts that may come from memory; the generations in them tell whether they still hold. */
  UseFacts remembered(UseRequest request) {
    return facts(request, false);
  }

  /** The same request with everything read again, the principal too. */
  UseFacts fresh(UseRequest request) {
    return facts(request.with(principals.reread(request.principal())), true);
  }

  private UseFacts facts(UseRequest request, boolean fresh) {
    var named = repository.named(request.principal(), request.ref(), request.context());
    Optional<Usable> found =
        named instanceof NamedCredential.One(var id)
            ? find(request, id, fresh)
                .filter(
                    usable -> CredentialRepository.within(request.context(), usable.credential()))
            : Optional.empty();
    Optional<FlowAccess> flow = found.flatMap(usable -> flow(request, usable.credential()));
    return new UseFacts(request, named, found, flow, clock.instant(), fresh);
  }

  private Optional<Usable> find(UseRequest request, CredentialId id, boolean fresh) {
    var organization = request.principal().organization();
    return fresh
        ? repository.findUsable(organization, id)
        : repository.findRemembered(organization, id);
  }

  private Optional<FlowAccess> flow(UseRequest request, Credential credential) {
    String flow = request.context().flow();
    return flow != null && UseDecision.isOurs(flow)
        ? users.stream()
            .flatMap(user -> user.flow(credential.organization(), flow, credential.id()).stream())
            .findFirst()
        : Optional.empty();
  }
}
