package io.mortise.runtime.probe;

import io.mortise.runtime.net.ServiceFailed;
import org.jspecify.annotations.Nullable;

/** The default texts for a reason, used if the connector has no better one. */
final class Explanation {
  private Explanation() {}

  static String message(Reason reason) {
    return switch (reason) {
      case UNAUTHORIZED -> "The service does not accept this secret.";
      case EXPIRED -> "The secret has expired.";
      case REVOKED -> "The secret was revoked at the service.";
      case MISSING_PERMISSION -> "The secret works, but lacks a permission that is needed.";
      case FORBIDDEN -> "The service knows the secret, but refuses this call.";
      case WRONG_HOST -> "The service is not at this address, or points elsewhere.";
      case ADDRESS_NOT_ALLOWED -> "Mortise is not allowed to call this address.";
      case ADMIN_APPROVAL -> "An administrator at the service must approve first.";
      case NOT_FOUND -> "The service did not find what the test asked for.";
      case NETWORK -> "The service could not be reached.";
      case TLS -> "The TLS connection could not be made.";
      case TIMEOUT -> "The service did not answer in time.";
      case RATE_LIMITED -> "The service accepts no more calls for now.";
      case UNEXPECTED -> "The service answered in an unexpected way.";
    };
  }

  static String remedy(Reason reason) {
    return switch (reason) {
      case UNAUTHORIZED ->
          "Check that the secret was copied completely and belongs to this account.";
      case EXPIRED, REVOKED -> "Create a new secret at the service and rotate this credential.";
      case MISSING_PERMISSION -> "Grant the permission at the service, or create a new secret.";
      case FORBIDDEN -> "Check its permissions and address restrictions at the service.";
      case WRONG_HOST -> "Check the host or address in this credential.";
      case ADDRESS_NOT_ALLOWED ->
          "Check the host. If it is the right one, ask an administrator to allow its network"
              + " (MORTISE_OUTBOUND_ALLOW).";
      case ADMIN_APPROVAL -> "Ask an administrator at the service to approve it.";
      case NOT_FOUND -> "Check the names and addresses in this credential.";
      case NETWORK -> "Check the host, and the service's status page.";
      case TLS -> "Check the host, and who issued the service's certificate.";
      case TIMEOUT -> "Try again, and look at the service's status page.";
      case RATE_LIMITED -> "Try again later.";
      case UNEXPECTED -> "Try again, and look at the service's status page.";
    };
  }

  /** Returns a more precise remedy for some failures without an answer. */
  static @Nullable String remedy(ServiceFailed.Failure failure) {
    return switch (failure) {
      case REDIRECT -> "Enter the address to which the service redirects.";
      case TOO_LARGE -> "Choose a test address with a smaller answer, or try again.";
      case NETWORK, TLS, TIMEOUT, ADDRESS_REFUSED, UNREADABLE -> null;
    };
  }
}
