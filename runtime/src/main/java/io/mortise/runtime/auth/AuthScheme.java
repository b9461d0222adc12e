package io.mortise.runtime.auth;

import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.Reveal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a method's fields are put on a request. */
public sealed interface AuthScheme {
  /** RFC 7617, in UTF-8. */
  record Basic(Template username, Template password) implements AuthScheme {}

  /** RFC 6750, in the header. */
  record Bearer(Template token) implements AuthScheme {}

  /**
   * A key of its own header or query parameter.
   *
   * @param place {@code header} or {@code query}
   * @param prefix stands before the value; a space follows it where it ends in a letter or digit
   */
  record ApiKey(Template place, Template name, Template prefix, Template value)
      implements AuthScheme {}

  /** Each entry of a field that holds named secrets becomes a header. */
  record CustomHeaders(String field) implements AuthScheme {}

  /** The client shows a certificate when TLS begins; see {@link ClientKey}. */
  record ClientCertificate(Template certificate, Template privateKey, Template passphrase)
      implements AuthScheme {}

  /** A log-in that a database driver makes. */
  record Database(Template username, Template password) implements AuthScheme {}

  record None() implements AuthScheme {}

  /** A scheme and further headers, such as the version of the interface that is spoken. */
  record Accompanied(AuthScheme scheme, Map<String, Template> headers) implements AuthScheme {
    public Accompanied {
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
  }

  /** What to add to a request; empty where each request is signed or it is not HTTP. */
  default Optional<AppliedAuth> apply(Fields fields) {
    return switch (this) {
      case Basic basic -> Optional.of(basic(basic, fields));
      case Bearer bearer -> Optional.of(bearer(bearer, fields));
      case ApiKey key -> Optional.of(apiKey(key, fields));
      case CustomHeaders custom -> Optional.of(customHeaders(custom, fields));
      case None ignored -> Optional.of(AppliedAuth.nothing());
      case Accompanied accompanied -> accompanied(accompanied, fields);
      case ClientCertificate ignored -> Optional.empty();
      case Database ignored -> Optional.empty();
    };
  }

  /** Names of the fields that it reads. */
  default Set<String> fields() {
    var names = new LinkedHashSet<String>();
    switch (this) {
      case Basic basic -> addAll(names, basic.username(), basic.password());
      case Bearer bearer -> addAll(names, bearer.token());
      case ApiKey key -> addAll(names, key.place(), key.name(), key.prefix(), key.value());
      case CustomHeaders custom -> names.add(custom.field());
      case ClientCertificate certificate ->
          addAll(
              names, certificate.certificate(), certificate.privateKey(), certificate.passphrase());
      case Database database -> addAll(names, database.username(), database.password());
      case None ignored -> {}
      case Accompanied accompanied -> {
        names.addAll(accompanied.scheme().fields());
        addAll(names, accompanied.headers().values().toArray(Template[]::new));
      }
    }
    return names;
  }

  /** The log-in that a driver makes, where the scheme is one for a database. */
  default Optional<Login> login(Fields fields) {
    return this instanceof Database database
        ? Optional.of(
            new Login(
                database.username().reveal(fields).orElse(""),
                database.password().reveal(fields).orElse("")))
        : Optional.empty();
  }

  /** The certificate to show when TLS begins, where the scheme has one. */
  default Optional<ClientKey> clientKey(Fields fields) {
    return switch (this) {
      case ClientCertificate certificate -> ClientKey.of(certificate, fields);
      case Accompanied accompanied -> accompanied.scheme().clientKey(fields);
      case Basic ignored -> Optional.empty();
      case Bearer ignored -> Optional.empty();
      case ApiKey ignored -> Optional.empty();
      case CustomHeaders ignored -> Optional.empty();
      case Database ignored -> Optional.empty();
      case None ignored -> Optional.empty();
    };
  }

  private static AppliedAuth basic(Basic basic, Fields fields) {
    var pair =
        basic.username().reveal(fields).orElse("")
            + ':'
            + basic.password().reveal(fields).orElse("");
    var encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return AppliedAuth.header("Authorization", "Basic " + encoded);
  }

  private static AppliedAuth bearer(Bearer bearer, Fields fields) {
    return bearer
        .token()
        .reveal(fields)
        .map(token -> AppliedAuth.header("Authorization", "Bearer " + token))
        .orElseGet(AppliedAuth::nothing);
  }

  private static AppliedAuth apiKey(ApiKey key, Fields fields) {
    var name = key.name().reveal(fields);
    var value = key.value().reveal(fields).map(text -> prefix(key, fields) + text);
    if (name.isEmpty() || value.isEmpty()) {
      return AppliedAuth.nothing();
    }
    return key.place().reveal(fields).orElse("header").equals("query")
        ? new AppliedAuth(Map.of(), Map.of(name.get(), value.get()))
        : AppliedAuth.header(name.get(), value.get());
  }

  private static String prefix(ApiKey key, Fields fields) {
    var prefix = key.prefix().reveal(fields).orElse("");
    boolean word =
        !prefix.isEmpty() && Character.isLetterOrDigit(prefix.charAt(prefix.length() - 1));
    return word ? prefix + ' ' : prefix;
  }

  private static AppliedAuth customHeaders(CustomHeaders custom, Fields fields) {
    var headers = new LinkedHashMap<String, String>();
    if (fields.asMap().get(custom.field()) instanceof FieldValue.HiddenMap map) {
      map.entries()
          .forEach((name, secret) -> headers.put(name, secret.reveal(Reveal.FOR_OUTBOUND_CALL)));
      headers.putAll(map.notSecret());
    }
    return new AppliedAuth(headers, Map.of());
  }

  private static Optional<AppliedAuth> accompanied(Accompanied accompanied, Fields fields) {
    return accompanied
        .scheme()
        .apply(fields)
        .map(
            applied -> {
              var headers = new LinkedHashMap<>(applied.headers());
              accompanied
                  .headers()
                  .forEach(
                      (name, template) ->
                          template.reveal(fields).ifPresent(text -> headers.put(name, text)));
              return new AppliedAuth(headers, applied.query());
            });
  }

  private static void addAll(Set<String> names, Template... templates) {
    for (var template : templates) {
      names.addAll(template.fields());
    }
  }
}
