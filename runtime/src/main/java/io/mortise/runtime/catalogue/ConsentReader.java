package io.mortise.runtime.catalogue;

import io.mortise.runtime.connector.oauth.Consent;
import io.mortise.runtime.connector.oauth.Scope;
import java.util.List;
import java.util.Set;

/** Reads how a service wants to be asked for a person's consent. */
final class ConsentReader {
  /** What only Mortise may say: it ties the answer to the person, the client and the browser. */
  private static final Set<String> RESERVED =
      Set.of(
          "client_id",
          "redirect_uri",
          "response_type",
          "state",
          "code_challenge",
          "code_challenge_method");

  private ConsentReader() {}

  static List<Scope> scopes(YamlMap section) {
    return section.sections("scopes").stream()
        .map(
            part -> {
              var scope =
                  new Scope(
                      ConnectorLoader.sized(part, "name", 200),
                      ConnectorLoader.sized(part, "meaning", 200),
                      part.flag("default", false));
              part.done();
              return scope;
            })
        .toList();
  }

  static Consent read(YamlMap section) {
    var given = section.section("consent");
    if (given.isEmpty()) {
      return Consent.STANDARD;
    }
    var part = given.get();
    var consent =
        new Consent(
            part.textMap("parameters"),
            part.find("scopeParameter").orElse(Consent.STANDARD.scopeParameter()),
            part.find("scopeSeparator").orElse(Consent.STANDARD.scopeSeparator()),
            part.flag("pkce", true));
    if (RESERVED.contains(consent.scopeParameter())
        || consent.parameters().keySet().stream().anyMatch(RESERVED::contains)) {
      throw part.fault("A connector cannot set one of the parameters " + sorted() + ".");
    }
    part.done();
    return consent;
  }

  private static List<String> sorted() {
    return RESERVED.stream().sorted().toList();
  }
}
