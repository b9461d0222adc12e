package io.mortise.server.credentials.browse;

import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.Level;
import io.mortise.server.access.Member;
import io.mortise.server.access.Principal;
import io.mortise.server.apikeys.ApiKeys;
import io.mortise.server.apikeys.KeyStanding;
import io.mortise.server.credentials.browse.AccessText.Line;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialGate;
import io.mortise.server.credentials.store.CredentialStatus;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.ServiceAccountId;
import io.mortise.server.kernel.UserId;
import io.mortise.server.people.MemberRepository;
import io.mortise.server.people.ServiceAccounts;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Explains why a person or an API key may or may not use a credential. Anyone may ask about
 * themselves, their keys and the service accounts that they manage; about others, those who may
 * share the credential.
 */
@Component
class CredentialExplainer {
  private final CredentialGate gate;
  private final MemberRepository members;
  private final ServiceAccounts accounts;
  private final ApiKeys keys;
  private final Clock clock;

  CredentialExplainer(
      CredentialGate gate,
      MemberRepository members,
      ServiceAccounts accounts,
      ApiKeys keys,
      Clock clock) {
    this.gate = gate;
    this.members = members;
    this.accounts = accounts;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Why somebody may, or may not, use the credential.
   *
   * @param reasons in sentences, with what to do
   * @param codes of the reasons, in the same order
   */
  record Explanation(
      boolean allowed,
      @Schema(implementation = Level.class) String level,
      List<String> reasons,
      List<String> codes) {}

  Explanation ofMember(Principal principal, String id, PrincipalId asked) {
    Credential credential = get(principal, id, isOwn(principal, asked));
    Member member =
        members
            .find(principal.organization(), asked)
            .orElseThrow(
                () ->
                    Refused.notFound(
                        asked instanceof UserId ? "The person" : "The service account"));
    var access = credential.access();
    return explanation(
        credential,
        AccessPolicy.levelOf(member, access),
        AccessPolicy.decide(member, access, Action.PICK).allowed(),
        text(credential).of(member));
  }

  Explanation ofKey(Principal principal, String id, ApiKeyId asked) {
    var known = keys.findEvenEnded(principal.organization(), asked);
    boolean own = known.filter(key -> isOwn(principal, key.principal().id())).isPresent();
    Credential credential = get(principal, id, own);
    var found = known.orElseThrow(() -> Refused.notFound("The API key"));
    var byKey = found.principal();
    var access = credential.access();
    Level level = AccessPolicy.levelOf(byKey.member(), access);
    return switch (found.standing()) {
      case REVOKED ->
          explanation(credential, level, false, List.of(ended(found.standing(), "is revoked")));
      case OWNER_DELETED ->
          explanation(
              credential,
              level,
              false,
              List.of(
                  new Line(
                      "owner_deleted",
                      "The service account “"
                          + byKey.member().name()
                          + "”, whose key it is, was deleted. Create a key of another service"
                          + " account and give it to the engine.")));
      case EXPIRED ->
          explanation(credential, level, false, List.of(ended(found.standing(), "has expired")));
      case WORKING ->
          explanation(
              credential,
              level,
              AccessPolicy.decideResolve(byKey, access).allowed()
                  || AccessPolicy.decide(byKey, access, Action.CALL).allowed(),
              text(credential).of(byKey));
    };
  }

  private boolean isOwn(Principal principal, PrincipalId about) {
    return about.equals(principal.id())
        || (principal instanceof Principal.SignedIn person
            && about instanceof ServiceAccountId account
            && accounts.isManagedBy(person, account));
  }

  /** Asks first, so that a refusal does not tell whether the other one is there. */
  private Credential get(Principal principal, String id, boolean oneself) {
    return gate.get(principal, CredentialGate.id(id), oneself ? Action.SEE : Action.SHARE);
  }

  private static AccessText text(Credential credential) {
    var people = credential.people();
    return new AccessText(credential.access(), people.ownerName(), people.workspaceName());
  }

  private static Line ended(KeyStanding standing, String how) {
    return new Line(
        standing.ended().orElseThrow(),
        "The API key " + how + ". Create a new key and give it to the engine.");
  }

  /** Allowed by policy does not mean usable: the status can still refuse. */
  private Explanation explanation(
      Credential credential, Level level, boolean permitted, List<Line> reasons) {
    var status = credential.status(clock.instant());
    var all = new ArrayList<>(reasons);
    if (!status.usable()) {
      all.add(reason(credential, status, "Nobody can use it now. "));
    } else if (status == CredentialStatus.FAILING) {
      all.add(reason(credential, status, "Calls with it fail. "));
    }
    return new Explanation(
        permitted && status.usable(),
        level.wire(),
        all.stream().map(Line::sentence).toList(),
        all.stream().map(Line::code).toList());
  }

  private static Line reason(Credential credential, CredentialStatus status, String lead) {
    return new Line(
        "credential_" + status.wire(), lead + status.reason(credential) + " " + remedy(status));
  }

  private static String remedy(CredentialStatus status) {
    return switch (status) {
      case UNREADABLE -> "Check the root key, or enter all fields again.";
      case REVOKED -> "Restore it, or use another credential.";
      case DEACTIVATED -> "Use another credential, or add one.";
      case PENDING -> "Enter its secret.";
      case NEEDS_REAUTHORIZATION -> "Authorize it again.";
      case EXPIRED, EXPIRING, ROTATION_DUE -> "Rotate it, or change when it expires.";
      case FAILING -> "Test it, and rotate it if the service refuses the secret.";
      case ACTIVE -> "";
    };
  }
}
