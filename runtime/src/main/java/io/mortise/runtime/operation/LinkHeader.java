package io.mortise.runtime.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the header {@code Link} (RFC 8288, section 3). */
final class LinkHeader {
  private final String value;
  private int at;

  private LinkHeader(String value) {
    this.value = value;
  }

  private record Parameter(String name, String text) {}

  /** Returns the target of the first link whose relation is {@code next}, unresolved. */
  static Optional<String> next(List<String> values) {
    for (var value : values) {
      var next = new LinkHeader(value).next();
      if (next.isPresent()) {
        return next;
      }
    }
    return Optional.empty();
  }

  private Optional<String> next() {
    while (at < value.length()) {
      skip(" \t,");
      if (at >= value.length() || value.charAt(at) != '<') {
        return Optional.empty();
      }
      int end = value.indexOf('>', at);
      if (end < 0) {
        return Optional.empty();
      }
      var target = value.substring(at + 1, end).strip();
      at = end + 1;
      if (leadsOn(parameters())) {
        return Optional.of(target);
      }
    }
    return Optional.empty();
  }

  /** Only the first {@code rel} counts; a link with an anchor is about something else. */
  private static boolean leadsOn(List<Parameter> parameters) {
    if (parameters.stream().anyMatch(each -> each.name().equalsIgnoreCase("anchor"))) {
      return false;
    }
    return parameters.stream()
        .filter(each -> each.name().equalsIgnoreCase("rel"))
        .findFirst()
        .map(each -> List.of(each.text().strip().split("[ \t]+")))
        .map(relations -> relations.stream().anyMatch("next"::equalsIgnoreCase))
        .orElse(false);
  }

  private List<Parameter> parameters() {
    var parameters = new ArrayList<Parameter>();
    skip(" \t");
    while (at < value.length() && value.charAt(at) == ';') {
      skip("; \t");
      var name = until("=;, \t");
      skip(" \t");
      var text = "";
      if (at < value.length() && value.charAt(at) == '=') {
        at++;
        skip(" \t");
        text = at < value.length() && value.charAt(at) == '"' ? quoted() : until(";, \t");
      }
      parameters.add(new Parameter(name, text));
      skip(" \t");
    }
    return parameters;
  }

  private String quoted() {
    var text = new StringBuilder();
    for (at++; at < value.length() && value.charAt(at) != '"'; at++) {
      if (value.charAt(at) == '\\' && at + 1 < value.length()) {
        at++;
      }
      text.append(value.charAt(at));
    }
    at++;
    return text.toString();
  }

  private String until(String ends) {
    int start = at;
    while (at < value.length() && ends.indexOf(value.charAt(at)) < 0) {
      at++;
    }
    return value.substring(start, at);
  }

  private void skip(String characters) {
    while (at < value.length() && characters.indexOf(value.charAt(at)) >= 0) {
      at++;
    }
  }
}
