package io.mortise.runtime.probe;

import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.net.HostAndPort;
import io.mortise.runtime.net.ServiceFailed;
import io.mortise.runtime.oauth.IssuedToken;
import io.mortise.runtime.oauth.TokenRefused;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tests a credential that gets its tokens by OAuth: first whether a token is issued, then, where
 * the connector names a call for it, whether the service takes that token.
 */
public final class TokenProbe {
  private final ProbeEngine engine;

  public TokenProbe(ProbeEngine engine) {
    this.engine = engine;
  }

  /**
   * @param endpoint the token endpoint
   * @param issue asks it for a token
   */
  public ProbeResult probe(ProbeTarget target, URI endpoint, Supplier<IssuedToken> issue) {
    long start = System.nanoTime();
    try (var issued = issue.get()) {
      if (target.method().probeable(target.fields())) {
        var fields = OAuthGrant.withToken(target.fields(), issued.accessToken());
        return engine.probe(target.connector(), target.method(), fields, target.hosts());
      }
      return ProbeFinding.works(
              "The service issued an access token." + missing(target, issued), null, null)
          .took(Duration.ofNanos(System.nanoTime() - start));
    } catch (TokenRefused e) {
      return finding(e).took(Duration.ofNanos(System.nanoTime() - start));
    } catch (ServiceFailed e) {
      return engine
          .blaming(ProbeFinding.of(e), HostAndPort.of(endpoint))
          .took(Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private static String missing(ProbeTarget target, IssuedToken issued) {
    List<String> granted = issued.scopes();
    if (granted == null) {
      return "";
    }
    var missing =
        target.fields().lines(OAuthGrant.SCOPES).stream()
            .filter(scope -> !granted.contains(scope))
            .toList();
    return missing.isEmpty()
        ? ""
        : " It does not have these scopes: " + String.join(", ", missing) + ".";
  }

  private static ProbeFinding finding(TokenRefused refused) {
    return ProbeFinding.of(reason(refused.reason()), refused.httpStatus())
        .withMessage(refused.reason().message())
        .withRemedy(remedy(refused));
  }

  private static Reason reason(TokenRefused.Cause cause) {
    return switch (cause) {
      case CLIENT -> Reason.UNAUTHORIZED;
      case GRANT -> Reason.REVOKED;
      case CLIENT_NOT_ALLOWED -> Reason.FORBIDDEN;
      case SCOPE -> Reason.MISSING_PERMISSION;
      case RATE_LIMITED -> Reason.RATE_LIMITED;
      case REQUEST, UNEXPECTED -> Reason.UNEXPECTED;
    };
  }

  private static @Nullable String remedy(TokenRefused refused) {
    return switch (refused.reason()) {
      case CLIENT -> "Check the client ID, the client secret, and how the service wants them sent.";
      case CLIENT_NOT_ALLOWED -> "Allow this grant for the client at the service.";
      case SCOPE -> "Allow the scopes for the client at the service, or remove them here.";
      case REQUEST -> "Check the scopes, the audience and the other fields.";
      case UNEXPECTED -> "Check that this is the address of the token endpoint.";
      case RATE_LIMITED ->
          refused
              .retryAfter()
              .map(wait -> "Try again in " + wait.toSeconds() + " seconds.")
              .orElse(null);
      case GRANT -> null;
    };
  }
}
