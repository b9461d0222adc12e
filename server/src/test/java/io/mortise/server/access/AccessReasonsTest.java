package io.mortise.server.access;

import static io.mortise.server.access.TestAccess.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.access.AccessReasons.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The reasons say what the policy decides, whatever the case. */
class AccessReasonsTest {
  private static final int CASES = 20_000;

  @Test
  void person_generated_isToldWhatThePolicyDecides() {
    GeneratedAccess.cases(
        CASES,
        generated -> {
          var person = generated.person();
          var credential = generated.credential();

          var codes = codes(reasons(credential).of(person));

          boolean allowed = AccessPolicy.decide(person, credential, Action.PICK).allowed();
          assertThat(codes).hasSize(1);
          assertThat(codes.contains("may_use")).isEqualTo(allowed);
        });
  }

  @Test
  void key_generated_isToldWhatThePolicyDecides() {
    GeneratedAccess.cases(
        CASES,
        generated -> {
          var person = session(generated.person());
          var key =
              new Caller(
                  person.person(), Optional.of(generated.key()), person.origin(), person.facts());
          var credential = generated.credential();

          var codes = codes(reasons(credential).of(key));

          assertThat(codes).isNotEmpty();
          assertThat(codes.contains("may_call"))
              .isEqualTo(AccessPolicy.decide(key, credential, Action.CALL).allowed());
          assertThat(codes.contains("may_resolve"))
              .isEqualTo(AccessPolicy.decideResolve(key, credential).allowed());
        });
  }

  private static AccessReasons reasons(CredentialAccess credential) {
    return new AccessReasons(credential, "Olga", "Sales");
  }

  private static List<String> codes(List<Reason> reasons) {
    return reasons.stream().map(Reason::code).toList();
  }
}
