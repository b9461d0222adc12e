package io.mortise.server.credentials.runtime;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.mortise.runtime.operation.OperationCall;
import io.mortise.runtime.operation.OperationOutcome;
import io.mortise.server.access.Principal;
import io.mortise.server.credentials.store.CredentialGate;
import io.mortise.server.kernel.AnswerNotKept;
import io.mortise.server.kernel.RequestCheck;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Runs an operation of the connector with a credential; the caller never holds the secret. */
@RestController
class OperationController {
  private static final int MAX_OPERATION_ID = 60;

  private final OperationRunner operations;

  OperationController(OperationRunner operations) {
    this.operations = operations;
  }

  /**
   * An operation to run.
   *
   * @param input its values by name
   * @param limit the most items to answer, if the operation answers a list in pages
   */
  record OperationRequest(
      @Schema(requiredMode = REQUIRED) @Nullable String operation,
      @Nullable Map<String, Object> input,
      @Schema(minimum = "1", maximum = "10000", defaultValue = "1000") @Nullable Integer limit) {
    @Override
    public String toString() {
      return "OperationRequest[" + operation + "]";
    }
  }

  /**
   * What an operation brought.
   *
   * @param output the result as the service answered it, with the secret masked
   * @param pages how many answers it was read from
   * @param more whether the service has further items beyond the limit
   */
  record OperationAnswer(
      @JsonRawValue @Schema(implementation = Object.class) String output, int pages, boolean more) {
    static OperationAnswer of(OperationOutcome.Done done) {
      return new OperationAnswer(done.output(), done.pages(), done.more());
    }

    @Override
    public String toString() {
      return "OperationAnswer[" + pages + " pages]";
    }
  }

  @PostMapping("/api/v1/credentials/{id}/call")
  @AnswerNotKept
  OperationAnswer call(
      Principal principal, @PathVariable String id, @RequestBody OperationRequest body) {
    var credential = operations.require(principal, CredentialGate.id(id));
    var check = new RequestCheck();
    String operation = check.text("/operation", body.operation(), MAX_OPERATION_ID);
    int limit = body.limit() == null ? OperationCall.DEFAULT_ITEMS : body.limit();
    if (limit < 1 || limit > OperationCall.MAX_ITEMS) {
      check.add("/limit", "limit must be from 1 to " + OperationCall.MAX_ITEMS + ".");
    }
    check.done();
    Map<String, Object> input = body.input() == null ? Map.of() : body.input();
    return OperationAnswer.of(
        operations.run(principal, credential, new OperationRunner.Wanted(operation, input, limit)));
  }
}
