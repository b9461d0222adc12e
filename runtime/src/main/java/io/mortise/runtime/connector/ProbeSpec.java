package io.mortise.runtime.connector;

import io.mortise.runtime.auth.Template;
import io.mortise.runtime.credential.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The harmless call that shows whether a credential works. */
public sealed interface ProbeSpec {
  /**
   * One HTTP call.
   *
   * @param url empty if it names a field that is not given; then there is no probe
   * @param success matches the answer if the credential works
   * @param identity names the account at the service that the secret belongs to
   * @param outcomes the meanings of other answers; the first match counts
   */
  record Http(
      String method,
      Template url,
      Map<String, String> headers,
      @Nullable String body,
      AnswerMatch success,
      Optional<AnswerText> identity,
      List<Outcome> outcomes)
      implements ProbeSpec {
    public Http {
      headers = Map.copyOf(headers);
      outcomes = List.copyOf(outcomes);
    }
  }

  /** A login and a query; {@code engine} names the driver. */
  record Database(String engine) implements ProbeSpec {}

  /**
   * The meaning of one kind of answer.
   *
   * @param reason wire name of a reason; null if the credential works with limits
   */
  record Outcome(
      AnswerMatch when,
      @Nullable String reason,
      @Nullable AnswerText message,
      @Nullable AnswerText remedy) {}

  /** Whether these values are enough to make the call. */
  default boolean possible(Fields fields) {
    return switch (this) {
      case Http http -> http.url().fill(fields).isPresent();
      case Database ignored -> true;
    };
  }
}
