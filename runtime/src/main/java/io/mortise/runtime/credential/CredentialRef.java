package io.mortise.runtime.credential;

/** A reference to a credential by its id {@code cred_…}, or by its name within a workspace. */
public sealed interface CredentialRef {

  record ById(CredentialId id) implements CredentialRef {
    @Override
    public String toString() {
      return id.toString();
    }
  }

  record ByName(String name) implements CredentialRef {
    public ByName {
      if (name.isBlank() || name.length() > 200) {
        throw new IllegalArgumentException("A credential's name must have 1 to 200 characters");
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Parses a reference: text in the form of an id is an id, everything else is a name. */
  static CredentialRef of(String text) {
    return CredentialId.parse(text).<CredentialRef>map(ById::new).orElseGet(() -> new ByName(text));
  }
}
