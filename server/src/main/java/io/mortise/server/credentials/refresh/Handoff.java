package io.mortise.server.credentials.refresh;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.kernel.OrganizationId;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A hand-off as its row has it: everything but what is sealed.
 *
 * @param begunBy the id of who began it, of whatever kind
 * @param credential that is authorized again; empty for a new one
 * @param grantedScopes null until it is connected, or where the service named none
 * @param identity the name of the account; null until it is connected, or where the service does
 *     not say
 * @param choices of which a person makes one before it is connected
 */
public record Handoff(
    OrganizationId organization,
    HandoffId id,
    UUID begunBy,
    Service service,
    Optional<CredentialId> credential,
    State state,
    @Nullable Failure failure,
    URI redirectUri,
    @Nullable List<String> grantedScopes,
    @Nullable String identity,
    List<AccountReader.Choice> choices,
    Instant expiresAt) {
  public Handoff {
    choices = List.copyOf(choices);
  }

  public record Service(String connector, String method) {}

  /** How far it is. */
  public enum State {
    WAITING,
    EXCHANGING,
    CHOOSING,
    CONNECTED,
    FAILED,
    USED;

    String stored() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String stored) {
      return valueOf(stored.toUpperCase(Locale.ROOT));
    }
  }

  /** Why it ended without an account. */
  public enum Failure {
    DENIED(
        "The service was told not to agree.", "Choose Authorize again, and agree at the service."),
    CANCELLED("The authorization was cancelled.", "Choose Authorize again."),
    EXPIRED("The authorization took longer than ten minutes.", "Choose Authorize again."),
    REDIRECT_MISMATCH(
        "The service does not know Mortise's redirect address.",
        "Register exactly this redirect address with the application at the service."),
    FOREIGN_BROWSER(
        "The authorization was finished in another browser than the one that began it.",
        "Choose Authorize again, and finish in the same browser."),
    ISSUER_MISMATCH(
        "The answer came from another authorization server than the one that was asked.",
        "Check the authorization address. If it is right, somebody may be attacking this sign-in."),
    CLIENT_REFUSED(
        "The service does not accept the client ID or the client secret.",
        "Check the client ID, the client secret, and how the service wants them sent."),
    INCOMPLETE(
        "The service did not say what is needed to use the account.",
        "Check that the account may use the service at all, then choose Authorize again."),
    PROVIDER_ERROR(
        "The service answered with an error.",
        "Check the scopes and the application at the service, then choose Authorize again.");

    private final String detail;
    private final String remedy;

    Failure(String detail, String remedy) {
      this.detail = detail;
      this.remedy = remedy;
    }

    /** As the wire has it. */
    public String code() {
      return this == CLIENT_REFUSED || this == INCOMPLETE
          ? PROVIDER_ERROR.code()
          : name().toLowerCase(Locale.ROOT);
    }

    public String detail() {
      return detail;
    }

    public String remedy() {
      return remedy;
    }

    static @Nullable Failure of(@Nullable String stored) {
      return Arrays.stream(values())
          .filter(failure -> failure.name().toLowerCase(Locale.ROOT).equals(stored))
          .findFirst()
          .orElse(null);
    }
  }
}
