package io.mortise.runtime.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.TestCredentials;
import io.mortise.runtime.call.CallAnswer;
import io.mortise.runtime.connector.AnswerMatch;
import io.mortise.runtime.connector.Operation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-28T12:00:00Z"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      textBlock =
          """
          application/json | {"message":"No such item"}                 | No such item
          application/json | {"error":{"message":"Bad"},"message":""}   | Bad
          application/json | {"error":"invalid_grant","error_description":"Old"} | Old
          application/json | {"errors":[{"detail":"x"}]}                | x
          application/json | {"errorMessages":["y"]}                    | y
          application/json | {"error":"not_found"}                      | not_found
          application/json | {"said":"this","message":"that"}           | this
          application/json | {"message":{"a":1}}                        | none
          application/json | {"message":"a\\u0000b\\u202ec\\n\\n d"} | a b c d
          application/json | {"broken                                   | none
          application/json | [1]                                        | none
          text/plain       | Over the limit                             | Over the limit
          text/html        | <h1>Oops</h1>                              | none
          """)
  void message_ofAnAnswer_isItsExplanation(String type, String body, @Nullable String expected) {
    assertThat(refusal(type, body, Map.of()).message()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(value = {"300, 300", "301, 300"})
  void message_longerThanTheBound_isCut(int length, int shown) {
    var message = refusal("text/plain", "ä".repeat(length), Map.of()).message();

    assertThat(message).hasSize(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          30                            | none                          | 30
          0                             | none                          | 0
          -1                            | none                          | none
          9999999999                    | none                          | none
          soon                          | none                          | none
          Sat, 28 Nov 2026 12:02:00 GMT | none                          | 120
          Sat, 28 Nov 2026 11:59:00 GMT | none                          | 0
          Sat, 28 Nov 2026 10:01:00 GMT | Sat, 28 Nov 2026 10:00:00 GMT | 60
          """)
  void retryAfter_secondsOrDate_isSeconds(
      String value, @Nullable String date, @Nullable Long expected) {
    var headers = new HashMap<String, List<String>>();
    headers.put("retry-after", List.of(value));
    if (date != null) {
      headers.put("date", List.of(date));
    }

    assertThat(refusal("application/json", "{}", headers).retryAfterSeconds()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          401 | {}                           | true
          403 | {}                           | false
          200 | {"error":"invalid_auth"}     | true
          200 | {"error":"token_revoked"}    | true
          200 | {"error":"missing_scope"}    | false
          200 | {"error":"not_in_channel"}   | false
          """)
  void ofSecret_answer_isWhatTheConnectorKnowsFromTests(int status, String body, boolean expected) {
    assertThat(refusal(status, "application/json", body, Map.of()).ofSecret()).isEqualTo(expected);
  }

  private static OperationOutcome.Refused refusal(
      String type, String body, Map<String, List<String>> further) {
    return refusal(400, type, body, further);
  }

  private static OperationOutcome.Refused refusal(
      int status, String type, String body, Map<String, List<String>> further) {
    var headers = new HashMap<>(further);
    headers.put("content-type", List.of(type));
    var expected =
        new Operation.Answer(
            new AnswerMatch(List.of("2xx"), Optional.empty(), Optional.empty()),
            Optional.of("/said"),
            "",
            Optional.empty());
    var answer = ServiceAnswer.of(new CallAnswer(status, headers, body.getBytes(UTF_8), 0));
    return Refusal.of(answer, expected, TestCredentials.method("slack", "bot_token"), CLOCK);
  }
}
