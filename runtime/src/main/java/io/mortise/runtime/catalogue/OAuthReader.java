package io.mortise.runtime.catalogue;

import io.mortise.runtime.connector.Field;
import io.mortise.runtime.connector.VisibleWhen;
import io.mortise.runtime.connector.oauth.ClientAuthentication;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code oauth} of a method, which says how its access tokens are got. */
final class OAuthReader {
  private OAuthReader() {}

  /**
   * @param fields those of the file, and those of the client where it always comes from an app
   */
  record Reading(Optional<OAuthGrant> grant, List<Field> fields) {}

  static Reading read(YamlMap method, List<Field> declared) {
    var given = method.section("oauth");
    if (given.isEmpty()) {
      return new Reading(Optional.empty(), declared);
    }
    var section = given.get();
    var app = app(section);
    var fields =
        app == OAuthGrant.App.REQUIRED ? withClient(declared, authentication(section)) : declared;
    var grant =
        new OAuthGrant(
            type(section),
            MethodReader.template(section, "tokenUrl", section.text("tokenUrl"), fields),
            section
                .find("authorizeUrl")
                .map(text -> MethodReader.template(section, "authorizeUrl", text, fields)),
            app);
    if (grant.needsPerson() != grant.authorizeUrl().isPresent()) {
      throw section.fault(
          "“authorizeUrl” belongs to the grant authorization_code, and to no other.");
    }
    checkFields(section, fields);
    section.done();
    return new Reading(Optional.of(grant), fields);
  }

  private static OAuthGrant.Type type(YamlMap section) {
    var text = section.text("grant");
    return Arrays.stream(OAuthGrant.Type.values())
        .filter(type -> type.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() -> section.fault("grant", "Unknown grant."));
  }

  private static OAuthGrant.App app(YamlMap section) {
    var text = section.find("app").orElse(OAuthGrant.App.NONE.wire());
    return Arrays.stream(OAuthGrant.App.values())
        .filter(app -> app.wire().equals(text))
        .findFirst()
        .orElseThrow(() -> section.fault("app", "“app” is none, optional or required."));
  }

  private static ClientAuthentication authentication(YamlMap section) {
    return ClientAuthentication.parse(section.text("authentication"))
        .orElseThrow(
            () -> section.fault("authentication", "“authentication” is basic, post or none."));
  }

  /** What every service asks of a client, so that no file has to say it. */
  private static List<Field> withClient(List<Field> declared, ClientAuthentication authentication) {
    var fields = new ArrayList<>(declared);
    fields.add(
        client(OAuthGrant.CLIENT_ID, "Client ID", false, "As the service shows it.", null, null));
    fields.add(
        client(
            OAuthGrant.AUTHENTICATION,
            "Client secret is sent",
            false,
            "How the token endpoint wants the client secret.",
            authentication,
            null));
    fields.add(
        client(
            OAuthGrant.CLIENT_SECRET,
            "Client secret",
            true,
            "It is sent to the token endpoint only.",
            null,
            new VisibleWhen(
                OAuthGrant.AUTHENTICATION,
                List.of(ClientAuthentication.BASIC.wire(), ClientAuthentication.POST.wire()))));
    return fields;
  }

  private static Field client(
      String name,
      String label,
      boolean secret,
      String help,
      @Nullable ClientAuthentication authentication,
      @Nullable VisibleWhen visibleWhen) {
    boolean chosen = authentication != null;
    return new Field(
        name,
        label,
        Field.Kind.TEXT,
        secret,
        true,
        true,
        help,
        chosen ? null : "[ -~]{1,4000}",
        chosen ? null : "letters, digits and signs",
        chosen
            ? Arrays.stream(ClientAuthentication.values()).map(ClientAuthentication::wire).toList()
            : List.of(),
        authentication == null ? null : authentication.wire(),
        visibleWhen,
        true);
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
