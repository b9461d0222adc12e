package io.mortise.runtime.auth;

import io.mortise.runtime.credential.Fields;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A key in a header or query parameter of its own.
 *
 * @param place {@code header} or {@code query}
 * @param prefix precedes the value; a space follows it if it ends in a letter or digit
 */
public record ApiKeyScheme(Template place, Template name, Template prefix, Template value)
    implements AuthScheme {
  @Override
  public Set<String> fields() {
    return Template.fieldsOf(place, name, prefix, value);
  }

  @Override
  public Optional<AppliedAuth> additions(Fields fields) {
    var placed = name.reveal(fields);
    var key = value.reveal(fields).map(text -> before(fields) + text);
    if (placed.isEmpty() || key.isEmpty()) {
      return Optional.of(AppliedAuth.nothing());
    }
    return Optional.of(
        place.reveal(fields).orElse("header").equals("query")
            ? new AppliedAuth(Map.of(), Map.of(placed.get(), key.get()))
            : AppliedAuth.header(placed.get(), key.get()));
  }

  private String before(Fields fields) {
    var text = prefix.reveal(fields).orElse("");
    boolean word = !text.isEmpty() && Character.isLetterOrDigit(text.charAt(text.length() - 1));
    return word ? text + ' ' : text;
  }
}
