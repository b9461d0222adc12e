package io.mortise.runtime.catalogue;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.mortise.runtime.auth.Template;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Field;
import io.mortise.runtime.connector.HostPattern;
import io.mortise.runtime.connector.HostTemplates;
import io.mortise.runtime.connector.MethodNotes;
import io.mortise.runtime.connector.MethodType;
import io.mortise.runtime.connector.VisibleWhen;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the methods of a connector's file; what they share is in its section {@code common}. */
final class MethodReader {
  private static final java.util.regex.Pattern FIELD_NAME =
      java.util.regex.Pattern.compile("[a-z][A-Za-z0-9]{0,39}");
  private static final int MAX_FIELDS = 40;

  private final Optional<YamlMap> common;

  MethodReader(Optional<YamlMap> common) {
    this.common = common;
  }

  AuthMethod read(YamlMap section) {
    var reading = OAuthReader.read(section, fields(section));
    var fields = reading.fields();
    var oauth = reading.grant();
    checkAppFields(section, fields, oauth);
    var method =
        new AuthMethod(
            section.text("id"),
            type(section),
            ConnectorLoader.sized(section, "name", 80),
            fields,
            SchemeReader.read(section, fields, oauth.isPresent()),
            oauth,
            hosts(shared(section, "hosts"), fields),
            ProbeReader.read(shared(section, "probe"), fields),
            notes(section, oauth));
    checkAddresses(section, method);
    section.done();
    return method;
  }

  private static void checkAppFields(
      YamlMap section, List<Field> fields, Optional<OAuthGrant> oauth) {
    boolean hasApp = oauth.filter(grant -> grant.app() != OAuthGrant.App.NONE).isPresent();
    if (!hasApp && fields.stream().anyMatch(Field::ofApp)) {
      throw section.fault("Fields with “app” belong to methods that use an OAuth app.");
    }
    if (oauth.isEmpty() && fields.stream().anyMatch(Field::ofService)) {
      throw section.fault("Fields with “issued” belong to methods that get tokens by OAuth.");
    }
  }

  /** Checks addresses without fields; the others are checked together with the fields. */
  private static void checkAddresses(YamlMap section, AuthMethod method) {
    method
        .addressFlaw()
        .ifPresent(
            flaw -> {
              throw section.fault(flaw);
            });
  }

  void done() {
    common.ifPresent(YamlMap::done);
  }

  /** Returns the method's own section of that name, or else the common one. */
  private Optional<YamlMap> shared(YamlMap section, String key) {
    var fallback = common.flatMap(map -> map.section(key));
    var own = section.section(key);
    return own.isPresent() ? own : fallback;
  }

  private static MethodType type(YamlMap section) {
    return MethodType.parse(section.text("type"))
        .orElseThrow(() -> section.fault("type", "Unknown type."));
  }

  private static MethodNotes notes(YamlMap section, Optional<OAuthGrant> oauth) {
    var guide = section.has("guide") ? ConnectorLoader.markdown(section, "guide") : null;
    return new MethodNotes(
        guide == null ? null : guide + deaths(oauth),
        section.has("revokeUrl") ? ConnectorLoader.httpsAddress(section, "revokeUrl") : null,
        section.flag("staticSecret", false));
  }

  /** The end of a guide that says what to expect. */
  private static String deaths(Optional<OAuthGrant> oauth) {
    var sentences = oauth.map(OAuthGrant::knownDeaths).orElse(List.of());
    return sentences.isEmpty()
        ? ""
        : sentences.stream()
            .map(sentence -> "- " + sentence)
            .collect(Collectors.joining("\n", "\nReasons why an account stops working:\n\n", "\n"));
  }

  private List<Field> fields(YamlMap section) {
    var sections = new ArrayList<>(section.sections("fields"));
    common.ifPresent(map -> sections.addAll(map.sections("fields")));
    if (sections.size() > MAX_FIELDS) {
      throw section.fault("fields", "There are more than " + MAX_FIELDS + " fields.");
    }
    var fields = new ArrayList<Field>();
    for (var part : sections) {
      var field = field(part, fields);
      if (fields.stream().anyMatch(other -> other.name().equals(field.name()))) {
        throw part.fault("name", "This name is used twice.");
      }
      fields.add(field);
      part.done();
    }
    return fields;
  }

  private static Field field(YamlMap part, List<Field> before) {
    var kind = part.has("kind") ? kind(part) : Field.Kind.TEXT;
    boolean secret = part.flag("secret", false);
    checkKind(part, kind, secret);
    return new Field(
        ConnectorLoader.matching(part, "name", FIELD_NAME),
        ConnectorLoader.sized(part, "label", 80),
        kind,
        secret,
        part.flag("required", false),
        part.flag("shapesTransport", true),
        ConnectorLoader.sized(part, "help", 1_000),
        pattern(part),
        part.has("pattern") ? ConnectorLoader.sized(part, "expected", 120) : null,
        part.texts("choices"),
        byDefault(part, secret),
        visibleWhen(part, before),
        origin(part));
  }

  private static Field.Origin origin(YamlMap part) {
    if (part.flag("app", false)) {
      return Field.Origin.APP;
    }
    return part.flag("issued", false) ? Field.Origin.SERVICE : Field.Origin.PERSON;
  }

  static Field.Kind kind(YamlMap part) {
    var text = part.text("kind");
    return Arrays.stream(Field.Kind.values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() -> part.fault("kind", "Unknown kind."));
  }

  private static void checkKind(YamlMap part, Field.Kind kind, boolean secret) {
    boolean fits =
        switch (kind) {
          case TEXT, MULTILINE -> true;
          case MAP -> secret;
          case LIST, BOOLEAN, NUMBER -> !secret;
        };
    if (!fits) {
      throw part.fault("secret", "A map must be secret; a list, a number or a boolean must not.");
    }
  }

  private static @Nullable String pattern(YamlMap part) {
    var pattern = part.find("pattern").orElse(null);
    if (pattern != null) {
      try {
        Pattern.compile(pattern);
      } catch (PatternSyntaxException e) {
        throw part.fault("pattern", "“pattern” must be a regular expression in the syntax of RE2.");
      }
      if (pattern.length() > 300) {
        throw part.fault("pattern", "“pattern” must have at most 300 characters.");
      }
    }
    return pattern;
  }

  private static @Nullable String byDefault(YamlMap part, boolean secret) {
    if (secret && part.has("default")) {
      throw part.fault("default", "A secret must not have a default.");
    }
    return part.find("default").orElse(null);
  }

  private static @Nullable VisibleWhen visibleWhen(YamlMap part, List<Field> before) {
    var section = part.section("visibleWhen");
    if (section.isEmpty()) {
      return null;
    }
    var condition = new VisibleWhen(section.get().text("field"), section.get().texts("is"));
    section.get().done();
    if (before.stream().noneMatch(f -> f.name().equals(condition.field()) && !f.secret())) {
      throw part.fault(
          "visibleWhen",
          "“visibleWhen” must name a public field that is declared before this one.");
    }
    return condition;
  }

  private static HostTemplates hosts(Optional<YamlMap> given, List<Field> fields) {
    if (given.isEmpty()) {
      return new HostTemplates(List.of(), null, List.of(), Optional.empty());
    }
    var section = given.get();
    var listField = section.find("fromField").orElse(null);
    var to = section.texts("to").stream().map(text -> template(section, "to", text, fields));
    var hosts = to.toList();
    if ((listField == null) == hosts.isEmpty()) {
      throw section.fault("Hosts must be given either by “to” or by “fromField”.");
    }
    checkHosts(section, hosts);
    var result =
        new HostTemplates(hosts, listField, section.texts("addresses"), base(section, fields));
    checkReferences(section, result, fields);
    section.done();
    return result;
  }

  private static void checkHosts(YamlMap section, List<Template> hosts) {
    for (var host : hosts) {
      if (host.fields().isEmpty() && HostPattern.find(host.toString()).isEmpty()) {
        throw section.fault("to", "A host must be written as host, *.host or host:port.");
      }
    }
  }

  private static void checkReferences(YamlMap section, HostTemplates hosts, List<Field> fields) {
    var names = publicNames(fields);
    if (!names.containsAll(hosts.addresses())) {
      throw section.fault("addresses", "“addresses” must name public fields only.");
    }
    if (hosts.listField() != null && !names.contains(hosts.listField())) {
      throw section.fault("fromField", "“fromField” must name a public field.");
    }
  }

  private static Optional<Template> base(YamlMap section, List<Field> fields) {
    return section.find("base").map(text -> template(section, "base", text, fields));
  }

  /** Parses a template for an address, which must name public fields only. */
  static Template template(YamlMap section, String key, String text, List<Field> fields) {
    var template = section.parsed(key, text, Template::parse);
    if (!publicNames(fields).containsAll(template.fields())) {
      throw section.fault(key, "“" + key + "” must name public fields only.");
    }
    return template;
  }

  static Set<String> publicNames(List<Field> fields) {
    return fields.stream()
        .filter(field -> !field.secret())
        .map(Field::name)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
