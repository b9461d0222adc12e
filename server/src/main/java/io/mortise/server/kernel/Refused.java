package io.mortise.server.kernel;

import io.mortise.runtime.problem.Problem;
import java.time.Instant;
import java.util.Map;

/** The refusals that any feature may give. */
public final class Refused extends Problem {
  private final Map<String, Object> members;

  private Refused(String code, int status, String detail, Map<String, Object> members) {
    super(code, status, detail);
    this.members = members;
  }

  private Refused(String code, int status, String detail) {
    this(code, status, detail, Map.of());
  }

  public static Refused unauthenticated() {
    return new Refused(
        "unauthenticated", 401, "Sign in, or send a valid API key as Authorization: Bearer mrt_….");
  }

  public static Refused wrongSignIn() {
    return new Refused("unauthenticated", 401, "The e-mail or the password is not right.");
  }

  public static Refused forbidden(String detail) {
    return new Refused("forbidden", 403, detail);
  }

  public static Refused freshSignInRequired() {
    return new Refused(
        "fresh_sign_in_required",
        403,
        "This needs a sign-in of the last 15 minutes. Confirm your password and try again.");
  }

  public static Refused notFound(String what) {
    return new Refused("not_found", 404, what + " was not found.");
  }

  public static Refused versionConflict(long current) {
    return new Refused(
        "version_conflict",
        412,
        "Somebody else saved a change in the meantime. Reload, look at the change, and save again.",
        Map.of("version", current));
  }

  /** A repeated call whose first answer was not kept. */
  public static Refused alreadyAnswered() {
    return new Refused(
        "already_answered",
        409,
        "This call was made already, and its answer is not kept. To make it again, use a new"
            + " Idempotency-Key.");
  }

  public static Refused tooLarge(long limit) {
    return new Refused("too_large", 413, "The body is larger than " + limit + " bytes.");
  }

  public static Refused rateLimited(long retryAfterSeconds) {
    return new Refused(
        "rate_limited",
        429,
        "Too many attempts. Try again in " + retryAfterSeconds + " s.",
        Map.of("retryAfterSeconds", retryAfterSeconds));
  }

  public static Refused unavailable() {
    return unavailable(
        "database_unreachable", "The database cannot be reached at the moment. Try again shortly.");
  }

  public static Refused diskFull() {
    return unavailable(
        "disk_full",
        "The database's disk is full, so nothing can be saved or recorded. Free some space.");
  }

  public static Refused tooManyBodies() {
    return new Refused(
        "unavailable", 503, "Too many large bodies are under way at this moment. Try again.");
  }

  /** Nothing may be done that cannot be put on the record. */
  public static Refused clockAhead(Instant lastEvent) {
    return unavailable(
        "clock_ahead",
        "The last event on the audit log is of "
            + lastEvent
            + ", which is ahead of this server's clock, so nothing can be recorded until then. The log says what to do.");
  }

  /** The audit log could not be written, for a reason that only the server's log has. */
  public static Refused notRecorded() {
    return new Refused(
        "unavailable",
        503,
        "The audit log cannot be written, so nothing is done. See the server log.");
  }

  private static Refused unavailable(String cause, String detail) {
    return new Refused("unavailable", 503, detail, Map.of("cause", cause));
  }

  @Override
  public Map<String, Object> members() {
    return members;
  }
}
