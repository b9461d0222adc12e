package io.mortise.server.credentials.browse;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.CredentialAccess;
import io.mortise.server.access.GeneratedAccess;
import io.mortise.server.testing.TestPrincipals;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reasons say what the policy decides, whatever the case. */
class AccessTextTest {
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
          var key = TestPrincipals.key(generated.person(), generated.key());
          var credential = generated.credential();

          var codes = codes(reasons(credential).of(key));

          assertThat(codes).isNotEmpty();
          assertThat(codes.contains("may_call"))
              .isEqualTo(AccessPolicy.decide(key, credential, Action.CALL).allowed());
          assertThat(codes.contains("may_resolve"))
              .isEqualTo(AccessPolicy.decideResolve(key, credential).allowed());
        });
  }

  private static AccessText reasons(CredentialAccess credential) {
    return new AccessText(credential, "Olga", "Sales");
  }

  private static List<String> codes(List<AccessText.Line> reasons) {
    return reasons.stream().map(AccessText.Line::code).toList();
  }
}
