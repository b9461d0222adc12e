package io.mortise.runtime.connector;

import io.mortise.runtime.auth.Template;
import io.mortise.runtime.credential.Fields;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks that the hosts and addresses in a credential's fields are valid and fit each other. */
final class DestinationCheck {
  private static final Pattern HOST_PART = Pattern.compile("[A-Za-z0-9.-]+");

  private DestinationCheck() {}

  static List<FieldError> errors(AuthMethod method, Fields fields) {
    var errors = new ArrayList<FieldError>();
    for (var template : method.hosts().hosts()) {
      checkTemplate(template, fields, errors);
    }
    var listField = method.hosts().listField();
    if (listField != null) {
      checkList(listField, fields.lines(listField), errors);
    }
    if (errors.isEmpty()) {
      checkAddresses(method, fields, errors);
    }
    method
        .oauth()
        .ifPresent(
            grant -> {
              checkEndpoint(method, grant.tokenUrl(), fields, errors);
              grant.authorizeUrl().ifPresent(url -> checkEndpoint(method, url, fields, errors));
            });
    return errors;
  }

  /** It may lie on any host: its address is sealed beside the hosts. */
  private static void checkEndpoint(
      AuthMethod method, Template template, Fields fields, List<FieldError> errors) {
    missing(method, template, fields)
        .ifPresent(
            field ->
                errors.add(
                    new FieldError(
                        "/fields/" + field.name(),
                        "Enter the " + lowerFirst(field.label()) + ", or the issuer.")));
    template
        .fill(fields)
        .filter(address -> !isEndpoint(address))
        .ifPresent(
            address ->
                errors.add(
                    new FieldError(
                        pointer(template),
                        "The address must be absolute, such as https://login.example.com/oauth2,"
                            + " without a user name or a part after #.")));
  }

  /** A field without which there is no address, and which the service does not give later. */
  private static Optional<Field> missing(AuthMethod method, Template template, Fields fields) {
    return template.fields().stream()
        .filter(name -> fields.text(name).isEmpty())
        .flatMap(name -> method.field(name).stream())
        .filter(field -> !field.ofService() && !field.required())
        .findFirst();
  }

  private static String lowerFirst(String label) {
    return label.substring(0, 1).toLowerCase(Locale.ROOT) + label.substring(1);
  }

  private static boolean isEndpoint(String address) {
    try {
      var uri = new URI(address);
      return ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static void checkAddresses(AuthMethod method, Fields fields, List<FieldError> errors) {
    var rules = HostRules.of(method.destinations(fields));
    for (var name : method.hosts().addresses()) {
      fields
          .text(name)
          .flatMap(address -> addressFlaw(address, rules))
          .ifPresent(flaw -> errors.add(new FieldError("/fields/" + name, flaw)));
    }
    if (errors.isEmpty()) {
      for (var template : fixedAddresses(method)) {
        template
            .fill(fields)
            .flatMap(address -> addressFlaw(address, rules))
            .ifPresent(flaw -> errors.add(new FieldError(pointer(template), flaw)));
      }
    }
  }

  /** Returns what is wrong with an address without fields; empty also if the hosts need fields. */
  static Optional<String> flawWithoutFields(AuthMethod method) {
    var hosts = method.destinations(Fields.none());
    if (hosts.size() != method.hosts().hosts().size()) {
      return Optional.empty();
    }
    var rules = HostRules.of(hosts);
    return fixedAddresses(method).stream()
        .flatMap(
            template ->
                template
                    .fill(Fields.none())
                    .flatMap(address -> addressFlaw(address, rules))
                    .map(flaw -> "Address “" + template + "”: " + flaw)
                    .stream())
        .findFirst();
  }

  /** The addresses that the connector's file fills in from fields. */
  private static List<Template> fixedAddresses(AuthMethod method) {
    var templates = new ArrayList<Template>();
    method.hosts().base().ifPresent(templates::add);
    if (method.probe().orElse(null) instanceof ProbeSpec.Http http) {
      templates.add(http.url());
    }
    return templates;
  }

  private static String pointer(Template template) {
    return template.fields().stream().findFirst().map(name -> "/fields/" + name).orElse("/fields");
  }

  private static void checkTemplate(Template template, Fields fields, List<FieldError> errors) {
    for (var name : template.fields()) {
      boolean sound = fields.text(name).map(text -> HOST_PART.matcher(text).matches()).orElse(true);
      if (!sound) {
        errors.add(
            new FieldError(
                "/fields/" + name,
                "Part of a host may contain letters, digits, dots and hyphens only."));
      }
    }
    var filled = template.fill(fields);
    if (errors.isEmpty() && filled.isPresent() && HostPattern.find(filled.get()).isEmpty()) {
      var name = template.fields().stream().findFirst().orElse("");
      errors.add(new FieldError("/fields/" + name, "The result is not a valid host."));
    }
  }

  private static void checkList(String name, List<String> lines, List<FieldError> errors) {
    for (int i = 0; i < lines.size(); i++) {
      if (HostPattern.find(lines.get(i)).isEmpty()) {
        errors.add(
            new FieldError(
                "/fields/" + name + "/" + i,
                "A host must be written as host, *.host or host:port, without https:// or a path."));
      }
    }
  }

  private static Optional<String> addressFlaw(String address, HostRules rules) {
    try {
      var uri = new URI(address);
      if (!uri.isAbsolute() || uri.getHost() == null || uri.getRawFragment() != null) {
        return Optional.of("The address must be absolute, such as https://api.example.com/v1.");
      }
      return rules.permits(uri)
          ? Optional.empty()
          : Optional.of(
              "The address must be an https or http address on one of the allowed hosts.");
    } catch (URISyntaxException e) {
      return Optional.of("The address is malformed.");
    }
  }
}
