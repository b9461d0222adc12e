package io.mortise.server.credentials.manage;

import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.CredentialAccess;
import io.mortise.server.access.Principal;
import io.mortise.server.apikeys.ApiKeys;
import io.mortise.server.credentials.CredentialUsers;
import io.mortise.server.credentials.EngineUses;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.EngineUse;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.OrganizationId;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds the flows and the engines that stop when a credential changes, before it does. */
@Component
public class CredentialStops {
  private static final int MAX_ENGINES = 100;

  private final List<CredentialUsers> users;
  private final EngineUses uses;
  private final ApiKeys keys;
  private final Clock clock;

  CredentialStops(List<CredentialUsers> users, EngineUses uses, ApiKeys keys, Clock clock) {
    this.users = users;
    this.uses = uses;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * What stops when a change is made.
   *
   * @param stops flows
   * @param engines those of the last 30 days whose API key can use the credential now, and then no
   *     longer or in fewer ways; most uses first, at most 100
   */
  public record StopPreview(List<Named> stops, List<EngineUse> engines) {}

  public List<Named> flowsUsing(Credential credential) {
    return users.stream()
        .flatMap(user -> user.flowsUsing(credential.organization(), credential.id()).stream())
        .toList();
  }

  /** Engines that used the credential in the last 30 days, most uses first, at most 100. */
  List<EngineUse> enginesUsing(Credential credential) {
    return uses.of(credential).stream().limit(MAX_ENGINES).toList();
  }

  /** Where the credential would be in another scope, or shared differently. */
  StopPreview byAccess(Credential credential, CredentialAccess after) {
    var before = credential.access();
    return new StopPreview(
        users.stream().flatMap(user -> stopping(user, credential, after)).toList(),
        engines(credential, key -> loses(key, before, after)));
  }

  /** Where nobody could use the credential any more. */
  StopPreview byEnd(Credential credential) {
    if (!credential.status(clock.instant()).usable()) {
      return new StopPreview(List.of(), List.of());
    }
    var before = credential.access();
    return new StopPreview(
        flowsUsing(credential),
        engines(credential, key -> resolves(key, before) || calls(key, before)));
  }

  private static Stream<Named> stopping(
      CredentialUsers user, Credential credential, CredentialAccess after) {
    return user.flowsUsing(after.organization(), credential.id()).stream()
        .filter(
            flow ->
                user.flow(after.organization(), flow.id(), credential.id())
                    .filter(asks -> !AccessPolicy.decideFlow(asks, after).allowed())
                    .isPresent());
  }

  /** Keys that have ended, and uses whose key is not known, stop by no change. */
  private List<EngineUse> engines(Credential credential, Predicate<Principal> stops) {
    var decided = new HashMap<String, Boolean>();
    return uses.of(credential).stream()
        .filter(
            use ->
                use.key() != null
                    && decided.computeIfAbsent(
                        use.key().id(),
                        key -> find(credential.organization(), key).filter(stops).isPresent()))
        .limit(MAX_ENGINES)
        .toList();
  }

  private Optional<Principal> find(OrganizationId organization, String key) {
    return ApiKeyId.parse(key).flatMap(id -> keys.find(organization, id));
  }

  private static boolean loses(Principal key, CredentialAccess before, CredentialAccess after) {
    return (resolves(key, before) && !resolves(key, after))
        || (calls(key, before) && !calls(key, after));
  }

  private static boolean resolves(Principal key, CredentialAccess access) {
    return AccessPolicy.decideResolve(key, access).allowed();
  }

  private static boolean calls(Principal key, CredentialAccess access) {
    return AccessPolicy.decide(key, access, Action.CALL).allowed();
  }
}
