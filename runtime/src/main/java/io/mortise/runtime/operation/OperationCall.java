package io.mortise.runtime.operation;

import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.call.NoBaseAddress;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.FieldError;
import io.mortise.runtime.connector.Operation;
import io.mortise.runtime.credential.ResolvedCredential;
import io.mortise.runtime.net.ServiceFailed;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Runs operations of connectors with a credential.
 *
 * <p>Guarantees that a call
 *
 * <ul>
 *   <li>is sent only if its input fits what the operation declares;
 *   <li>goes only to the sealed hosts of the credential, its further pages included;
 *   <li>ends within the time, and brings no more than the size, of {@link
 *       io.mortise.runtime.call.CallLimits}, all pages together;
 *   <li>reads at most {@value #MAX_PAGES} pages and {@value #MAX_ITEMS} items;
 *   <li>yields nothing that is not masked (see {@link io.mortise.runtime.mask.Masker}).
 * </ul>
 *
 * <p>A call is never repeated: without an answer it is unknown whether the service did something.
 * Safe for many threads.
 */
public final class OperationCall {
  /** The largest number of items that one call returns. */
  public static final int MAX_ITEMS = 10_000;

  /** The number of items that a call returns if the caller names no limit. */
  public static final int DEFAULT_ITEMS = 1_000;

  /** The largest number of pages that one call reads. */
  public static final int MAX_PAGES = 100;

  private final ConnectorCall calls;
  private final InstantSource clock;

  /**
   * @param clock compared with the dates at which services accept calls again
   */
  public OperationCall(ConnectorCall calls, InstantSource clock) {
    this.calls = calls;
    this.clock = clock;
  }

  /** Returns the faults of an input, before anything is opened; empty if it is valid. */
  public List<FieldError> check(Operation operation, Map<String, ?> input) {
    return InputReader.read(operation, input).errors();
  }

  /**
   * @param method the method of the credential
   * @param limit the largest number of items to return, from 1 to {@link #MAX_ITEMS}
   * @throws NoBaseAddress if the credential does not say where the service is
   * @throws io.mortise.runtime.net.HostNotAllowed if its base address is not on its sealed hosts
   */
  public OperationOutcome run(
      Operation operation,
      AuthMethod method,
      ResolvedCredential credential,
      Map<String, ?> input,
      int limit) {
    if (!operation.isHttp() || limit < 1 || limit > MAX_ITEMS) {
      throw new IllegalArgumentException(
          "The operation must be HTTP, and the limit from 1 to " + MAX_ITEMS);
    }
    var reading = InputReader.read(operation, input);
    if (!reading.errors().isEmpty()) {
      return new OperationOutcome.InvalidInput(reading.errors());
    }
    var base = method.base(credential.fields()).orElseThrow(NoBaseAddress::new);
    var filler =
        new RequestFiller(operation.request(), reading.values(), credential.fields(), base);
    return run(operation, method, credential, filler, limit);
  }

  private OperationOutcome run(
      Operation operation,
      AuthMethod method,
      ResolvedCredential credential,
      RequestFiller filler,
      int limit) {
    try (var exchange =
        new OperationExchange(calls, method, credential, operation.answer(), clock)) {
      var first = filler.fill(null);
      var paging = operation.answer().paging();
      return paging.isPresent()
          ? exchange.pages(first, paging.get(), filler, limit)
          : exchange.once(first);
    } catch (ServiceFailed failure) {
      return new OperationOutcome.Unanswered(failure);
    }
  }
}
