package io.mortise.server.credentials.runtime;

import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.connector.FieldError;
import io.mortise.runtime.connector.Operation;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.runtime.credential.CredentialRef;
import io.mortise.runtime.credential.CredentialSource.Used;
import io.mortise.runtime.credential.EventContext;
import io.mortise.runtime.credential.ResolvedCredential;
import io.mortise.runtime.operation.OperationCall;
import io.mortise.runtime.operation.OperationOutcome;
import io.mortise.server.access.Action;
import io.mortise.server.access.Principal;
import io.mortise.server.connectors.Connectors;
import io.mortise.server.credentials.CredentialResolver;
import io.mortise.server.credentials.UsePurpose;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialGate;
import io.mortise.server.kernel.InvalidRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Runs operations; each run is a use of the credential, on the audit log before it is opened. */
@Component
class OperationRunner {
  private final CredentialGate gate;
  private final Connectors connectors;
  private final OperationCall calls;
  private final CredentialResolver resolver;
  private final CredentialOutcomes outcomes;

  OperationRunner(
      CredentialGate gate,
      Connectors connectors,
      OperationCall calls,
      CredentialResolver resolver,
      CredentialOutcomes outcomes) {
    this.gate = gate;
    this.connectors = connectors;
    this.calls = calls;
    this.resolver = resolver;
    this.outcomes = outcomes;
  }

  /** What a caller asks for. */
  record Wanted(String operation, Map<String, Object> input, int limit) {}

  /** The credential, if the caller may call with it. */
  Credential require(Principal principal, CredentialId id) {
    return gate.get(principal, id, Action.CALL);
  }

  /**
   * @throws OperationRefused if the service did not do it
   * @throws io.mortise.runtime.net.ServiceFailed if no answer came
   */
  OperationOutcome.Done run(Principal principal, Credential credential, Wanted wanted) {
    // Before anything is on the audit log or opened; the sealed connector is asked again below.
    var operation =
        operation(
            connectors.get(credential.service().connector()),
            credential.service().method(),
            wanted);
    var errors = calls.check(operation, wanted.input());
    if (!errors.isEmpty()) {
      throw invalid(errors);
    }
    var context = EventContext.ofOperation(operation.id());
    OperationOutcome.Answered answered =
        resolver
            .sourceFor(principal, UsePurpose.CALL)
            .use(
                new CredentialRef.ById(credential.id()),
                context,
                opened -> used(principal, opened, context, run(opened, wanted)));
    return switch (answered) {
      case OperationOutcome.Done done -> done;
      case OperationOutcome.Refused refused -> throw new OperationRefused(refused);
    };
  }

  private OperationOutcome run(ResolvedCredential opened, Wanted wanted) {
    var connector = connectors.get(opened.method().connector());
    var method = connectors.method(connector, opened.method().id());
    var operation = operation(connector, method.id(), wanted);
    return calls.run(operation, method, opened, wanted.input(), wanted.limit());
  }

  private static Operation operation(Connector connector, String method, Wanted wanted) {
    var found =
        connector.operations().stream()
            .filter(each -> each.id().equals(wanted.operation()))
            .findFirst()
            .orElseThrow(() -> unknown(connector, method));
    if (!found.worksWith(method)) {
      throw new InvalidRequest(
          "/operation",
          "This operation does not work with the method of the credential. It needs "
              + String.join(" or ", found.methods())
              + ".");
    }
    if (!found.isHttp()) {
      throw new InvalidRequest("/operation", "Operations of databases cannot be called here.");
    }
    return found;
  }

  private static InvalidRequest unknown(Connector connector, String method) {
    var ids =
        connector.operations().stream()
            .filter(each -> each.worksWith(method))
            .map(Operation::id)
            .collect(Collectors.joining(", "));
    return new InvalidRequest(
        "/operation", connector.name() + " has no operation of this id; it has " + ids + ".");
  }

  private static InvalidRequest invalid(List<FieldError> errors) {
    return new InvalidRequest(
        errors.stream()
            .map(error -> new InvalidRequest.FieldProblem(error.pointer(), error.detail()))
            .toList());
  }

  /** A failure that is thrown here is on the audit log, after the use. */
  private Used<OperationOutcome.Answered> used(
      Principal principal,
      ResolvedCredential opened,
      EventContext context,
      OperationOutcome outcome) {
    return switch (outcome) {
      case OperationOutcome.Done done -> {
        outcomes.called(principal, opened, context, false);
        yield Used.well(done);
      }
      case OperationOutcome.Refused refused -> {
        if (refused.ofSecret()) {
          outcomes.called(principal, opened, context, true);
        }
        yield new Used<>(refused, refused.ofSecret());
      }
      case OperationOutcome.Unanswered(var failure) -> throw failure;
      case OperationOutcome.InvalidInput(var errors) -> throw invalid(errors);
    };
  }
}
