package io.mortise.runtime.catalogue;

import io.mortise.runtime.auth.Template;
import io.mortise.runtime.connector.Field;
import io.mortise.runtime.connector.VisibleWhen;
import io.mortise.runtime.connector.oauth.AccountChoice;
import io.mortise.runtime.connector.oauth.ClientAuthentication;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code oauth} of a method, which says how its access tokens are got. */
final class OAuthReader {
  /** A private key takes fields of its own, which a file has to declare itself. */
  private static final List<ClientAuthentication> WITHOUT_KEY =
      List.of(ClientAuthentication.BASIC, ClientAuthentication.POST, ClientAuthentication.NONE);

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
    var fields = new ArrayList<>(declared);
    if (app == OAuthGrant.App.REQUIRED) {
      fields.addAll(client(authentication(section)));
    }
    if (section.has("scopes") && declared.stream().noneMatch(isNamed(OAuthGrant.SCOPES))) {
      fields.add(SCOPES);
    }
    var consent = ConsentReader.read(section);
    var grant =
        new OAuthGrant(
            type(section),
            MethodReader.template(section, "tokenUrl", section.text("tokenUrl"), fields),
            address(section, "authorizeUrl", fields),
            address(section, "revokeUrl", fields),
            app,
            ConsentReader.scopes(section),
            consent,
            DialectReader.read(section, consent),
            DialectReader.issued(section, "fromCallback", text -> text),
            choice(section, fields),
            deaths(section));
    checkIssued(section, grant, fields);
    if (grant.needsPerson() != grant.authorizeUrl().isPresent()) {
      throw section.fault(
          "“authorizeUrl” belongs to the grant authorization_code, and to no other.");
    }
    checkFields(section, fields);
    checkAddresses(section, grant, fields);
    section.done();
    return new Reading(Optional.of(grant), fields);
  }

  private static final Field SCOPES =
      new Field(
          OAuthGrant.SCOPES,
          "Scopes",
          Field.Kind.LIST,
          false,
          false,
          false,
          "What Mortise may do with the account.",
          "[!#-\\[\\]-~]{1,200}",
          "a name without spaces",
          List.of(),
          null,
          null,
          Field.Origin.PERSON);

  private static Predicate<Field> isNamed(String name) {
    return field -> field.name().equals(name);
  }

  private static Optional<Template> address(YamlMap section, String key, List<Field> fields) {
    return section.find(key).map(text -> MethodReader.template(section, key, text, fields));
  }

  private static Optional<AccountChoice> choice(YamlMap section, List<Field> fields) {
    return section
        .section("choice")
        .map(
            part -> {
              var choice =
                  new AccountChoice(
                      MethodReader.template(part, "url", part.text("url"), fields),
                      part.find("itemsAt").orElse(""),
                      part.text("idAt"),
                      part.text("nameAt"),
                      part.text("field"));
              part.done();
              return choice;
            });
  }

  /** Every field that the service gives has one source, and every source has a field. */
  private static void checkIssued(YamlMap section, OAuthGrant grant, List<Field> fields) {
    var sources = new ArrayList<>(grant.dialect().issued().keySet());
    sources.addAll(grant.fromCallback().keySet());
    grant.choice().ifPresent(choice -> sources.add(choice.field()));
    var given = fields.stream().filter(Field::ofService).map(Field::name).sorted().toList();
    if (!sources.stream().sorted().toList().equals(given)) {
      throw section.fault(
          "Each field with “issued” needs exactly one of “answer.issued”, “fromCallback” and"
              + " “choice”.");
    }
  }

  /**
   * A value that a service or a person gives could otherwise lead a token, a code or the secret of
   * an app anywhere.
   */
  private static void checkAddresses(YamlMap section, OAuthGrant grant, List<Field> fields) {
    var inAddresses = new HashSet<>(grant.tokenUrl().fields());
    grant.authorizeUrl().ifPresent(address -> inAddresses.addAll(address.fields()));
    grant.revokeUrl().ifPresent(address -> inAddresses.addAll(address.fields()));
    boolean ofApp = grant.app() != OAuthGrant.App.NONE;
    for (var field : fields) {
      boolean free = field.pattern() == null && field.choices().isEmpty();
      boolean shapes = ofApp && !field.ofApp() && inAddresses.contains(field.name());
      if (free && (shapes || field.ofService())) {
        throw section.fault("The field “" + field.name() + "” needs a pattern that limits it.");
      }
      if (field.ofService() && (field.secret() || field.required())) {
        throw section.fault(
            "The field “" + field.name() + "” with “issued” must be public and not required.");
      }
    }
  }

  private static List<String> deaths(YamlMap section) {
    var sentences = section.texts("knownDeaths");
    sentences.forEach(sentence -> ConnectorLoader.checkMarkdown(section, "knownDeaths", sentence));
    return sentences;
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
        .filter(WITHOUT_KEY::contains)
        .orElseThrow(
            () -> section.fault("authentication", "“authentication” is basic, post or none."));
  }

  /** What every service asks of a client, so that no file has to say it. */
  private static List<Field> client(ClientAuthentication authentication) {
    return List.of(
        client(OAuthGrant.CLIENT_ID, "Client ID", false, "As the service shows it.", null, null),
        client(
            OAuthGrant.AUTHENTICATION,
            "Client secret is sent",
            false,
            "How the token endpoint wants the client secret.",
            authentication,
            null),
        client(
            OAuthGrant.CLIENT_SECRET,
            "Client secret",
            true,
            "It is sent to the token endpoint only.",
            null,
            new VisibleWhen(
                OAuthGrant.AUTHENTICATION,
                List.of(ClientAuthentication.BASIC.wire(), ClientAuthentication.POST.wire()))));
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
        chosen ? null : "[ -~]+",
        chosen ? null : "letters, digits and signs",
        chosen ? WITHOUT_KEY.stream().map(ClientAuthentication::wire).toList() : List.of(),
        authentication == null ? null : authentication.wire(),
        visibleWhen,
        Field.Origin.APP);
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
