package io.mortise.runtime.operation;

import io.mortise.runtime.connector.FieldError;
import io.mortise.runtime.net.ServiceFailed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an operation ended. */
public sealed interface OperationOutcome {
  /**
   * The service did what was asked.
   *
   * @param output the result as one JSON value, with the secrets of the call masked
   * @param pages how many answers it was read from
   * @param more whether the service has further items beyond the limit
   */
  record Done(String output, int pages, boolean more) implements OperationOutcome {
    @Override
    public String toString() {
      return "Done[" + output.length() + " characters]";
    }
  }

  /**
   * The service answered that it did not do it.
   *
   * @param message how the service explains it, masked and shortened; null if it does not
   * @param retryAfterSeconds when the service takes calls again; null if it does not say
   * @param ofSecret whether the service does not accept the secret
   */
  record Refused(
      int status, @Nullable String message, @Nullable Long retryAfterSeconds, boolean ofSecret)
      implements OperationOutcome {}

  /** No answer came, or none that can be read. Whether the service did something is not known. */
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
