package io.mortise.server.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What counts as a character. */
class RequestCheckTest {
  private static final String EMOJI = "🔑";

  private final RequestCheck check = new RequestCheck();

  @Test
  void name_eightyEmoji_isTaken() {
    String name = check.name("/name", EMOJI.repeat(80));

    assertThatCode(check::done).doesNotThrowAnyException();
    assertThat(name).isEqualTo(EMOJI.repeat(80));
  }

  @Test
  void name_oneMore_isRefused() {
    check.name("/name", EMOJI.repeat(81));

    assertThatThrownBy(check::done).hasMessageContaining("80 characters");
  }

  @Test
  void password_elevenEmoji_isTooShort() {
    check.password("/password", EMOJI.repeat(11));

    assertThatThrownBy(check::done).hasMessageContaining("12 characters");
  }

  @Test
  void first_withinAnEmoji_cutsNoneInTwo() {
    assertThat(Characters.first(2, "a" + EMOJI + EMOJI)).isEqualTo("a" + EMOJI);
    assertThat(Characters.first(3, "a" + EMOJI)).isEqualTo("a" + EMOJI);
  }
}
