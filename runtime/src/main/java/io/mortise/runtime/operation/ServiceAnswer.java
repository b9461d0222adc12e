package io.mortise.runtime.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.runtime.call.CallAnswer;
import io.mortise.runtime.connector.AnswerMatch;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A masked answer as text, with its headers. */
record ServiceAnswer(CallAnswer answer, Optional<String> text) {
  private static final Pattern CHARSET =
      Pattern.compile("(?i).*;\\s*charset=\"?([a-z0-9][\\w.:+-]{0,40})\"?.*");

  static ServiceAnswer of(CallAnswer answer) {
    return new ServiceAnswer(answer, decoded(answer));
  }

  int status() {
    return answer.status();
  }

  String type() {
    return header("content-type").orElse("").toLowerCase(Locale.ROOT);
  }

  boolean isJson() {
    return type().contains("json");
  }

  Optional<String> header(String name) {
    return answer.headers().getOrDefault(name, List.of()).stream().findFirst();
  }

  /** Whether the answer matches. */
  boolean fits(AnswerMatch match) {
    var places = match.json().map(AnswerMatch.JsonPlace::pointer).stream().toList();
    var json = text.flatMap(body -> JsonText.read(body, places, null));
    return match.fits(
        answer.status(), answer.headers(), pointer -> json.map(body -> body.at(pointer)));
  }

  private static Optional<String> decoded(CallAnswer answer) {
    var type = answer.headers().getOrDefault("content-type", List.of()).stream().findFirst();
    try {
      var text =
          charset(type.orElse("")).newDecoder().decode(ByteBuffer.wrap(answer.body())).toString();
      return Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Charset charset(String type) {
    var matcher = CHARSET.matcher(type);
    try {
      return matcher.matches() ? Charset.forName(matcher.group(1)) : UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return UTF_8;
    }
  }
}
