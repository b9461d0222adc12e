package io.mortise.server.credentials.runtime;

import io.mortise.runtime.operation.OperationOutcome;
import io.mortise.runtime.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A service answered that it did not run an operation. Its own words, masked, are the member {@code
 * message}; the detail holds none of them.
 */
final class OperationRefused extends Problem {
  private final OperationOutcome.Refused refused;

  OperationRefused(OperationOutcome.Refused refused) {
    super("service_failed", 502, detail(refused));
    this.refused = refused;
  }

  private static String detail(OperationOutcome.Refused refused) {
    if (refused.ofSecret()) {
      return "The service does not accept the secret of this credential. Test the credential, and"
          + " rotate it if the test fails.";
    }
    return switch (refused.status()) {
      case 403 ->
          "The service does not allow this operation. Check what the secret may do at the service.";
      case 404, 410 -> "The service does not know what the operation asked for. Check the input.";
      case 429 ->
          "The service takes no more calls at the moment. Try again "
              + (refused.retryAfterSeconds() == null
                  ? "later."
                  : "in " + refused.retryAfterSeconds() + " seconds.");
      default ->
          refused.status() >= 500
              ? "The service failed (status " + refused.status() + "). Try again later."
              : "The service did not run the operation (status "
                  + refused.status()
                  + "). Check the input.";
    };
  }

  @Override
  public Map<String, Object> members() {
    var members = new LinkedHashMap<String, Object>();
    members.put("httpStatus", refused.status());
    if (refused.message() != null) {
      members.put("message", refused.message());
    }
    if (refused.retryAfterSeconds() != null) {
      members.put("retryAfterSeconds", refused.retryAfterSeconds());
    }
    return members;
  }
}
