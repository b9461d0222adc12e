package io.mortise.server.apikeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mortise.server.access.Principal;
import io.mortise.server.access.PrincipalReader;
import io.mortise.server.testing.TestPrincipals;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrincipalsTest {
  private static final Principal MIA = TestPrincipals.mia().signedIn();

  private static final PrincipalReader OF_KEYS =
      stale -> stale instanceof Principal.ByKey ? Optional.of(stale) : Optional.empty();
  private static final PrincipalReader OF_PEOPLE =
      stale -> stale instanceof Principal.SignedIn ? Optional.of(MIA) : Optional.empty();

  @Test
  void reread_asksTheReaderOfTheKind() {
    var principals = new Principals(List.of(OF_KEYS, OF_PEOPLE));

    assertThat(principals.reread(TestPrincipals.mia().signedIn())).isSameAs(MIA);
  }

  @Test
  void reread_ofAKindThatNobodyReads_fails() {
    var principals = new Principals(List.of(OF_KEYS));

    assertThatIllegalStateException().isThrownBy(() -> principals.reread(MIA));
  }
}
