package io.mortise.server.credentials.browse;

import io.mortise.server.access.Action;
import io.mortise.server.access.Principal;
import io.mortise.server.credentials.refresh.TokenRefresher;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialGate;
import io.mortise.server.kernel.InvalidRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gets a new access token when a person asks for it. */
@RestController
@RequestMapping("/api/v1/credentials")
class CredentialRefreshController {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final CredentialGate gate;
  private final TokenRefresher refresher;
  private final CredentialViews views;

  CredentialRefreshController(
      CredentialGate gate, TokenRefresher refresher, CredentialViews views) {
    this.gate = gate;
    this.refresher = refresher;
    this.views = views;
  }

  @PostMapping("/{id}/refresh")
  CredentialView refresh(Principal principal, @PathVariable String id) {
    Credential credential = gate.get(principal, CredentialGate.id(id), Action.TEST);
    if (!credential.service().type().group().equals("oauth2")) {
      throw new InvalidRequest("", "This credential has no access token that could be refreshed.");
    }
    refresher.refreshNow(credential, PATIENCE);
    Credential now = gate.get(principal, credential.id(), Action.TEST);
    return views.of(principal, now, List.of(), Map.of());
  }
}
