package io.mortise.server.credentials;

import static io.mortise.server.testing.TestPrincipals.ACME;
import static io.mortise.server.testing.TestPrincipals.MIA;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.credential.CredentialRef;
import io.mortise.runtime.credential.EventContext;
import io.mortise.runtime.problem.TypedId;
import io.mortise.server.access.ApiKeyScope;
import io.mortise.server.access.ExpectedGeneration;
import io.mortise.server.access.FlowAccess;
import io.mortise.server.access.Principal;
import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.credentials.UseDecision.Permitted;
import io.mortise.server.credentials.UseDecision.Refused;
import io.mortise.server.credentials.store.CredentialRepository.Usable;
import io.mortise.server.credentials.store.NamedCredential;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.testing.TestPrincipals;
import io.mortise.server.testing.TestStored;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UseDecisionTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final WorkspaceId SALES = TestStored.SALES;
  private static final WorkspaceId SUPPORT = new WorkspaceId(new UUID(1, 2));
  private static final NamedCredential FOUND = new NamedCredential.One(TestStored.ID);
  private static final UUID FLOW = new UUID(6, 1);

  /** The key of a manager of SALES, for a credential of SALES. */
  @ParameterizedTest
  @CsvSource({
    "HAND_OUT, RUNTIME_RESOLVE, permitted",
    "HAND_OUT, RUNTIME_CALL,    not_permitted",
    "CALL,     RUNTIME_CALL,    permitted",
    "CALL,     RUNTIME_RESOLVE, permitted",
    "CALL,     CREDENTIALS_READ, not_permitted"
  })
  void of_scopeOfTheKey_decidesByPurpose(UsePurpose purpose, ApiKeyScope scope, String expected) {
    assertThat(outcome(facts(manager().key(scope), purpose, null))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "MANAGER, HAND_OUT, permitted",
    "EDITOR,  HAND_OUT, not_permitted",
    "EDITOR,  CALL,     permitted",
    "VIEWER,  CALL,     not_permitted"
  })
  void of_placeOfTheMember_decidesByPurpose(
      WorkspaceRole role, UsePurpose purpose, String expected) {
    var key = TestPrincipals.mia().in(SALES, role).key(ApiKeyScope.RUNTIME_RESOLVE);

    assertThat(outcome(facts(key, purpose, null))).isEqualTo(expected);
  }

  /** A key that is limited to one of our flows; that flow exists and is in the given workspace. */
  @ParameterizedTest
  @CsvSource({
    "ours, SALES,   permitted",
    "ours, SUPPORT, flow_not_permitted",
    "ours, none,    flow_not_permitted",
    "other, SALES,   flow_not_permitted",
    "nightly, none,   flow_not_permitted",
    "'',     none,    flow_not_named"
  })
  void of_keyLimitedToAFlow_needsThatFlowAndItsPermission(
      String named, String workspace, String expected) {
    var key = manager().onlyFor(FLOW).key(ApiKeyScope.RUNTIME_RESOLVE);

    assertThat(outcome(facts(key, named(named), flow(workspace)))).isEqualTo(expected);
  }

  /** A key without a limit: flows of other engines are only noted. */
  @ParameterizedTest
  @CsvSource({
    "ours,  SALES,   permitted",
    "ours,  none,    flow_not_permitted",
    "nightly, none,    permitted",
    "'',      none,    permitted"
  })
  void of_flowNamed_ofOursMustExistAndBePermitted(String named, String workspace, String expected) {
    var key = manager().key(ApiKeyScope.RUNTIME_RESOLVE);

    assertThat(outcome(facts(key, named(named), flow(workspace)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, , false, pending",
    "1, , false, permitted",
    "1, , true,  revoked",
    "1, -1, false, expired",
    "1, 1, false, permitted"
  })
  void of_status_refusesWhatCannotBeUsed(
      int secretVersion, @Nullable Integer expiresInHours, boolean revoked, String expected) {
    var stored = TestStored.credential();
    if (secretVersion == 0) {
      stored.withoutSecret();
    }
    if (expiresInHours != null) {
      stored.expiresAt(NOW.plus(Duration.ofHours(expiresInHours)));
    }
    if (revoked) {
      stored.revokedAt(NOW);
    }
    var key = manager().key(ApiKeyScope.RUNTIME_RESOLVE);

    var facts =
        new UseFacts(
            request(key, UsePurpose.HAND_OUT, null),
            FOUND,
            Optional.of(new Usable(stored.build(), null, Optional.empty())),
            Optional.empty(),
            NOW,
            true);

    assertThat(outcome(facts)).isEqualTo(expected);
  }

  @Test
  void of_access_isAskedBeforeStatus() {
    var key = TestPrincipals.mia().key(ApiKeyScope.RUNTIME_RESOLVE);
    var revoked = TestStored.credential().revokedAt(NOW).build();

    var decision =
        UseDecision.of(
            new UseFacts(
                request(key, UsePurpose.HAND_OUT, null),
                FOUND,
                Optional.of(new Usable(revoked, null, Optional.empty())),
                Optional.empty(),
                NOW,
                true));

    assertThat(decision)
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.reason())
                    .isInstanceOfSatisfying(
                        UseRefusal.NotPermitted.class,
                        reason -> assertThat(reason.denied().hidden()).isTrue()));
  }

  @Test
  void of_nothingFound_isAbsent() {
    var facts =
        new UseFacts(
            request(manager().key(ApiKeyScope.RUNTIME_RESOLVE), UsePurpose.HAND_OUT, null),
            FOUND,
            Optional.empty(),
            Optional.empty(),
            NOW,
            false);

    assertThat(outcome(facts)).isEqualTo("not_found");
  }

  @Test
  void of_nameInSeveralWorkspaces_isAmbiguous() {
    var facts =
        new UseFacts(
            request(manager().key(ApiKeyScope.RUNTIME_RESOLVE), UsePurpose.HAND_OUT, null),
            new NamedCredential.Ambiguous(2),
            Optional.empty(),
            Optional.empty(),
            NOW,
            true);

    assertThat(UseDecision.of(facts)).isEqualTo(new Refused(new UseRefusal.Ambiguous(2)));
  }

  @Test
  void of_permitted_expectsTheGenerationsOfAllThatWasDecidedOn() {
    var key = manager().key(ApiKeyScope.RUNTIME_RESOLVE);

    var decision = UseDecision.of(facts(key, UsePurpose.HAND_OUT, null));

    assertThat(decision)
        .isInstanceOfSatisfying(
            Permitted.class,
            permitted ->
                assertThat(permitted.expected())
                    .containsExactlyInAnyOrder(
                        new ExpectedGeneration(MIA.value(), 0),
                        new ExpectedGeneration(key.apiKey().id().value(), 0),
                        new ExpectedGeneration(TestStored.ID.value(), TestStored.GENERATION),
                        new ExpectedGeneration(
                            TestStored.NOAH.value(), TestStored.OWNER_GENERATION)));
  }

  private static TestPrincipals manager() {
    return TestPrincipals.mia().in(SALES, WorkspaceRole.MANAGER);
  }

  private static UseFacts facts(Principal principal, UsePurpose purpose, @Nullable String flow) {
    return new UseFacts(
        request(principal, purpose, flow),
        FOUND,
        Optional.of(new Usable(TestStored.credential().build(), null, Optional.empty())),
        Optional.empty(),
        NOW,
        true);
  }

  private static UseFacts facts(
      Principal principal, @Nullable String flow, Optional<FlowAccess> known) {
    return new UseFacts(
        request(principal, UsePurpose.HAND_OUT, flow),
        FOUND,
        Optional.of(new Usable(TestStored.credential().build(), null, Optional.empty())),
        known,
        NOW,
        true);
  }

  private static UseRequest request(
      Principal principal, UsePurpose purpose, @Nullable String flow) {
    return new UseRequest(
        principal,
        purpose,
        UseTerms.alone(),
        new CredentialRef.ById(TestStored.ID),
        new EventContext(null, flow, null, null));
  }

  private static @Nullable String named(String flow) {
    return switch (flow) {
      case "" -> null;
      case "ours" -> TypedId.format("flow", FLOW);
      case "other" -> TypedId.format("flow", new UUID(6, 2));
      default -> flow;
    };
  }

  private static Optional<FlowAccess> flow(String workspace) {
    return switch (workspace) {
      case "SALES" -> Optional.of(new FlowAccess(ACME, SALES, MIA, true));
      case "SUPPORT" -> Optional.of(new FlowAccess(ACME, SUPPORT, MIA, true));
      default -> Optional.empty();
    };
  }

  private static String outcome(UseFacts facts) {
    return switch (UseDecision.of(facts)) {
      case Permitted _ -> "permitted";
      case Refused refused -> refused.reason().code();
    };
  }
}
