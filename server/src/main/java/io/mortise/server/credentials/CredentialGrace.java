package io.mortise.server.credentials;

import org.springframework.stereotype.Component;

/** Ends the grace of superseded secrets; called by the clock. */
@Component
public class CredentialGrace {
  private final CredentialVersions versions;

  CredentialGrace(CredentialVersions versions) {
    this.versions = versions;
  }

  /** Destroys every version whose grace is over. */
  public void destroyDue() {
    versions.destroyDue();
  }
}
