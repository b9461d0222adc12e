package io.mortise.runtime.catalogue;

import io.mortise.runtime.connector.Field;
import io.mortise.runtime.connector.OAuthGrant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the section {@code oauth} of a method, which says how its access tokens are got. */
final class OAuthReader {
  private OAuthReader() {}

  static Optional<OAuthGrant> read(YamlMap method, List<Field> fields) {
    var given = method.section("oauth");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    var section = given.get();
    var type = type(section);
    var grant =
        new OAuthGrant(
            type,
            MethodReader.template(section, "tokenUrl", section.text("tokenUrl"), fields),
            section
                .find("authorizeUrl")
                .map(text -> MethodReader.template(section, "authorizeUrl", text, fields)));
    if (grant.needsPerson() != grant.authorizeUrl().isPresent()) {
      throw section.fault(
          "“authorizeUrl” belongs to the grant authorization_code, and to no other.");
    }
    checkFields(section, fields);
    section.done();
    return Optional.of(grant);
  }

  private static OAuthGrant.Type type(YamlMap section) {
    var text = section.text("grant");
    return Arrays.stream(OAuthGrant.Type.values())
        .filter(type -> type.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() -> section.fault("grant", "Unknown grant."));
  }

  private static void checkFields(YamlMap section, List<Field> fields) {
    require(section, fields, OAuthGrant.CLIENT_ID, false);
    require(section, fields, OAuthGrant.CLIENT_SECRET, true);
    if (fields.stream().anyMatch(field -> field.name().equals(OAuthGrant.ACCESS_TOKEN))) {
      throw section.fault("The field “" + OAuthGrant.ACCESS_TOKEN + "” is filled by Mortise.");
    }
  }

  private static void require(YamlMap section, List<Field> fields, String name, boolean secret) {
    if (fields.stream().noneMatch(f -> f.name().equals(name) && f.secret() == secret)) {
      throw section.fault(
          "A " + (secret ? "secret" : "public") + " field “" + name + "” is missing.");
    }
  }
}
