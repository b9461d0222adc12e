package io.mortise.runtime.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 8288, section 3, and the forms in its appendix B. */
class LinkHeaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      textBlock =
          """
          <https://a.test/?page=2>; rel="next"                                | https://a.test/?page=2
          <https://a.test/1>; rel="prev", <https://a.test/3>; rel="next"      | https://a.test/3
          <https://a.test/9>; rel=last, <https://a.test/2>; rel=next          | https://a.test/2
          <https://a.test/2>;rel=NEXT                                         | https://a.test/2
          <https://a.test/2>; REL="next"                                      | https://a.test/2
          <https://a.test/2>; rel="last next"                                 | https://a.test/2
          <https://a.test/2>; title="a, <b>; rel=x"; rel="next"               | https://a.test/2
          <https://a.test/2>; title="say \\"next\\""; rel="last"              | none
          <https://a.test/2>; rel="last"; rel="next"                          | none
          <https://a.test/2>; rel="nextpage"                                  | none
          <https://a.test/2>; rel="next"; anchor="/other"                     | none
          <https://a.test/a,b;c>  ;  rel = "next"                             | https://a.test/a,b;c
          <?page=2>; rel="next"                                               | ?page=2
          , ,<https://a.test/2>; rel="next"                                   | https://a.test/2
          <https://a.test/2                                                   | none
          <https://a.test/2>; rel="next                                       | https://a.test/2
          https://a.test/2; rel="next"                                        | none
          <>; rel                                                             | none
          """)
  void next_header_findsTheTarget(String header, String expected) {
    assertThat(LinkHeader.next(List.of(header)).orElse(null)).isEqualTo(expected);
  }

  @Test
  void next_severalHeaders_areReadInTurn() {
    var values = List.of("<https://a.test/1>; rel=prev", "<https://a.test/3>; rel=next");

    assertThat(LinkHeader.next(values)).hasValue("https://a.test/3");
  }
}
