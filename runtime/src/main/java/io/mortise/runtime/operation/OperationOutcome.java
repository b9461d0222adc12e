package io.mortise.runtime.operation;

import io.mortise.runtime.connector.FieldError;
import io.mortise.runtime.net.ServiceFailed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outcome of an operation. */
public sealed interface OperationOutcome {
  /** The service answered. */
  sealed interface Answered extends OperationOutcome {}

  /**
   * The service did what was asked.
   *
   * @param output the result as one JSON value, with the secrets of the call masked
   * @param pages the number of answers that were read
   * @param more whether the service has further items beyond the limit
   */
  record Done(String output, int pages, boolean more) implements Answered {
    @Override
    public String toString() {
      return "Done[" + output.length() + " characters]";
    }
  }

  /**
   * The service answered that it refused the operation.
   *
   * @param message the explanation of the service, masked and shortened; null if there is none
   * @param retryAfterSeconds the time until the service accepts calls again; null if it is unknown
   * @param ofSecret whether the service does not accept the secret
   */
  record Refused(
      int status, @Nullable String message, @Nullable Long retryAfterSeconds, boolean ofSecret)
      implements Answered {}

  /** There was no readable answer. It is unknown whether the service did something. */
  record Unanswered(ServiceFailed failure) implements OperationOutcome {}

  /**
   * The input does not fit the operation; nothing was sent.
   *
   * @param errors with pointers such as {@code /input/owner}
   */
  record InvalidInput(List<FieldError> errors) implements OperationOutcome {
    public InvalidInput {
      errors = List.copyOf(errors);
    }
  }
}
