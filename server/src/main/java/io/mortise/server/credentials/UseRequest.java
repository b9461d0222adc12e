package io.mortise.server.credentials;

import io.mortise.runtime.credential.CredentialRef;
import io.mortise.runtime.credential.EventContext;
import io.mortise.server.access.Principal;

/** Who wants to use which credential, to what end, and what they say it is for. */
record UseRequest(
    Principal principal,
    UsePurpose purpose,
    UseTerms terms,
    CredentialRef ref,
    EventContext context) {

  UseRequest with(Principal reread) {
    return new UseRequest(reread, purpose, terms, ref, context);
  }

  UseRequest rejecting(String tokenId) {
    return new UseRequest(principal, purpose, terms.rejecting(tokenId), ref, context);
  }
}
