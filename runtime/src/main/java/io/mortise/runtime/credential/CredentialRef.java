package io.mortise.runtime.credential;

/** How a step names a credential: {@code cred_…}, or its name within a workspace. */
public record CredentialRef(String text) {
  public CredentialRef {
    if (text.isBlank() || text.length() > 200) {
      throw new IllegalArgumentException("A credential is named by its id or its name");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
