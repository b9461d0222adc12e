package io.mortise.runtime.operation;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Operation;
import io.mortise.runtime.connector.ProbeSpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the explanation of a service that refused an operation. */
final class Refusal {
  private static final int MAX_MESSAGE = 300;
  private static final int UNAUTHORIZED = 401;

  /** The places where services commonly explain a refusal; the first place with text is used. */
  private static final List<String> DEFAULT_PLACES =
      List.of(
          "/message",
          "/error/message",
          "/error_description",
          "/detail",
          "/errors/0/message",
          "/errors/0/detail",
          "/errors/0/title",
          "/errorMessages/0",
          "/errors/0",
          "/error",
          "/title",
          "/msg");

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  /** The reasons for which the secret is at fault; see {@code probe.Reason}. */
  private static final Set<String> OF_SECRET = Set.of("unauthorized", "expired", "revoked");

  private Refusal() {}

  static OperationOutcome.Refused of(
      ServiceAnswer answer, Operation.Answer expected, AuthMethod method, InstantSource clock) {
    return new OperationOutcome.Refused(
        answer.status(),
        message(answer, expected),
        retryAfter(answer, clock),
        isOfSecret(answer, method));
  }

  /**
   * Whether the service refused the secret: by 401, or by an answer that the connector's test
   * recognizes, such as a 200 with an error.
   */
  private static boolean isOfSecret(ServiceAnswer answer, AuthMethod method) {
    var known =
        method.probe().orElse(null) instanceof ProbeSpec.Http probe
            ? probe.outcomes()
            : List.<ProbeSpec.Outcome>of();
    return known.stream()
        .filter(outcome -> answer.fits(outcome.when()))
        .findFirst()
        .map(outcome -> outcome.reason() != null && OF_SECRET.contains(outcome.reason()))
        .orElse(answer.status() == UNAUTHORIZED);
  }

  private static @Nullable String message(ServiceAnswer answer, Operation.Answer expected) {
    var places =
        Stream.concat(expected.message().stream(), DEFAULT_PLACES.stream()).distinct().toList();
    var json = answer.text().flatMap(text -> JsonText.read(text, places, null));
    if (json.isPresent()) {
      return places.stream()
          .flatMap(place -> json.get().scalar(place).stream())
          .flatMap(text -> shown(text).stream())
          .findFirst()
          .orElse(null);
    }
    boolean plain = answer.type().startsWith("text/plain");
    return answer.text().filter(text -> plain).flatMap(Refusal::shown).orElse(null);
  }

  /** Returns one line of bounded length; empty if nothing can be shown. */
  private static Optional<String> shown(String text) {
    var line = new StringBuilder();
    text.codePoints()
        .limit(MAX_MESSAGE * 4L)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
        .forEach(line::appendCodePoint);
    var shown = line.toString().strip().replaceAll("\\s+", " ");
    int length = shown.codePointCount(0, shown.length());
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        length <= MAX_MESSAGE
            ? shown
            : shown.substring(0, shown.offsetByCodePoints(0, MAX_MESSAGE - 1)) + "…");
  }

  /** Reads seconds, or a date relative to the date of the answer (RFC 9110, section 10.2.3). */
  private static @Nullable Long retryAfter(ServiceAnswer answer, InstantSource clock) {
    var value = answer.header("retry-after").map(String::strip).orElse("");
    if (SECONDS.matcher(value).matches()) {
      return Long.valueOf(value);
    }
    var until = date(value);
    var now = answer.header("date").flatMap(Refusal::date).map(ZonedDateTime::toInstant);
    return until
        .map(date -> Duration.between(now.orElseGet(clock::instant), date.toInstant()))
        .map(wait -> Math.max(0, wait.toSeconds()))
        .orElse(null);
  }

  private static Optional<ZonedDateTime> date(String text) {
    try {
      return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
