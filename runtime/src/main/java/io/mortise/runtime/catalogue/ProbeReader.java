package io.mortise.runtime.catalogue;

import io.mortise.runtime.auth.HeaderRules;
import io.mortise.runtime.connector.AnswerMatch;
import io.mortise.runtime.connector.AnswerText;
import io.mortise.runtime.connector.Field;
import io.mortise.runtime.connector.ProbeSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/** Reads the section of a method that describes its test. */
final class ProbeReader {
  /** The wire names of {@code probe.Reason} that a connector may use. */
  static final Set<String> REASONS =
      Set.of(
          "unauthorized",
          "expired",
          "revoked",
          "missing_permission",
          "forbidden",
          "wrong_host",
          "address_not_allowed",
          "admin_approval",
          "not_found",
          "network",
          "tls",
          "timeout",
          "rate_limited",
          "unexpected");

  /** The databases for which there is a probe in {@code protocol}. */
  private static final Set<String> ENGINES = Set.of("postgresql");

  private static final Pattern STATUS = Pattern.compile("[1-5](?:xx|[0-9]{2})");
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST");

  private ProbeReader() {}

  static Optional<ProbeSpec> read(Optional<YamlMap> given, List<Field> fields) {
    return given.map(
        section -> {
          var spec = section.has("database") ? database(section) : http(section, fields);
          section.done();
          return spec;
        });
  }

  private static ProbeSpec database(YamlMap section) {
    var engine = section.text("database");
    if (!ENGINES.contains(engine)) {
      throw section.fault("database", "Unknown database.");
    }
    return new ProbeSpec.Database(engine);
  }

  private static ProbeSpec http(YamlMap section, List<Field> fields) {
    var method = section.find("method").orElse("GET");
    if (!METHODS.contains(method)) {
      throw section.fault("method", "“method” must be one of " + METHODS + ".");
    }
    var headers = section.textMap("headers");
    if (!headers.keySet().stream().allMatch(HeaderRules::usableName)) {
      throw section.fault("headers", "A connector cannot set a header with this name.");
    }
    return new ProbeSpec.Http(
        method,
        MethodReader.template(section, "url", section.text("url"), fields),
        headers,
        section.find("body").orElse(null),
        match(section, "success"),
        Optional.ofNullable(answerText(section, "identity")),
        section.sections("outcomes").stream().map(ProbeReader::outcome).toList());
  }

  private static ProbeSpec.Outcome outcome(YamlMap section) {
    var reason = section.find("reason").orElse(null);
    if (reason != null && !REASONS.contains(reason)) {
      throw section.fault("reason", "Unknown reason.");
    }
    if (reason == null && !section.has("message")) {
      throw section.fault("An outcome needs a reason, or a message that says what is limited.");
    }
    var outcome =
        new ProbeSpec.Outcome(
            match(section, "when"),
            reason,
            answerText(section, "message"),
            answerText(section, "remedy"));
    section.done();
    return outcome;
  }

  private static @Nullable AnswerText answerText(YamlMap section, String key) {
    return section.has(key) ? section.parsed(key, AnswerText::parse) : null;
  }

  /** Reads the required section that says what an answer looks like. */
  static AnswerMatch match(YamlMap parent, String key) {
    var section = parent.section(key).orElseThrow(() -> parent.fault("“" + key + "” is missing."));
    var statuses = section.texts("status");
    if (!statuses.stream().allMatch(status -> STATUS.matcher(status).matches())) {
      throw section.fault("status", "A status must be written as 401 or 4xx.");
    }
    var match = new AnswerMatch(statuses, json(section), header(section));
    section.done();
    return match;
  }

  private static Optional<AnswerMatch.JsonPlace> json(YamlMap section) {
    return section
        .section("json")
        .map(
            place -> {
              var pointer = place.parsed("at", text -> JsonPointer.compile(text).toString());
              var result = new AnswerMatch.JsonPlace(pointer, place.texts("is"));
              place.done();
              return result;
            });
  }

  private static Optional<AnswerMatch.HeaderPlace> header(YamlMap section) {
    return section
        .section("header")
        .map(
            place -> {
              var name = place.text("name").toLowerCase(Locale.ROOT);
              var result = new AnswerMatch.HeaderPlace(name, place.texts("is"));
              place.done();
              return result;
            });
  }
}
