package io.mortise.runtime.auth;

import io.mortise.runtime.credential.Fields;
import java.util.Optional;
import java.util.Set;

/** A user name and password with which a database driver signs in. */
public record DatabaseScheme(Template username, Template password) implements AuthScheme {
  @Override
  public Set<String> fields() {
    return Template.fieldsOf(username, password);
  }

  @Override
  public Optional<Login> login(Fields fields) {
    return Optional.of(
        new Login(username.reveal(fields).orElse(""), password.reveal(fields).orElse("")));
  }
}
