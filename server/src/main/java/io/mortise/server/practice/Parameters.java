package io.mortise.server.practice;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.server.practice.OAuthRefused.Code;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a query or of a form. One without a value counts as omitted. */
record Parameters(Map<String, List<String>> values) {
  /**
   * @throws OAuthRefused if the text is not encoded as a form
   */
  static Parameters parse(String text) {
    var values = new LinkedHashMap<String, List<String>>();
    for (String part : text.split("&", -1)) {
      int equals = part.indexOf('=');
      String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
      if (!value.isEmpty()) {
        String name = decoded(part.substring(0, equals));
        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    }
    return new Parameters(values);
  }

  static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new OAuthRefused(Code.INVALID_REQUEST, "A parameter is not encoded correctly.");
    }
  }

  /**
   * Returns a parameter, which must not be given twice (RFC 6749, sections 3.1 and 3.2).
   *
   * @throws OAuthRefused if it is
   */
  Optional<String> find(String name) {
    var given = values.getOrDefault(name, List.of());
    if (given.size() > 1) {
      throw new OAuthRefused(Code.INVALID_REQUEST, "The parameter " + name + " is given twice.");
    }
    return given.stream().findFirst();
  }

  /**
   * @throws OAuthRefused if it is missing or given twice
   */
  String get(String name) {
    return find(name)
        .orElseThrow(
            () -> new OAuthRefused(Code.INVALID_REQUEST, "The parameter " + name + " is missing."));
  }

  @Override
  public String toString() {
    return "Parameters" + values.keySet();
  }
}
