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
   * @param url empty, and so no probe, where it names a field that is not given
   * @param success what the answer looks like if the credential works
   * @param identity who the secret is at the service
   * @param outcomes what other answers mean; the first that fits
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

  /** A log-in and a query; {@code engine} names the driver. */
  record Database(String engine) implements ProbeSpec {}

  /**
   * What one kind of answer means.
   *
   * @param reason wire name of a reason; null where the credential works, if with limits
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
