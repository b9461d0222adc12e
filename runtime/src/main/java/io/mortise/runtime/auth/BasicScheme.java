package io.mortise.runtime.auth;

import io.mortise.runtime.credential.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** HTTP Basic authentication in UTF-8 (RFC 7617). */
public record BasicScheme(Template username, Template password) implements AuthScheme {
  @Override
  public Set<String> fields() {
    return Template.fieldsOf(username, password);
  }

  @Override
  public Optional<AppliedAuth> additions(Fields fields) {
    var pair = username.reveal(fields).orElse("") + ':' + password.reveal(fields).orElse("");
    var encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return Optional.of(AppliedAuth.header("Authorization", "Basic " + encoded));
  }
}
