package io.mortise.runtime.operation;

import io.mortise.runtime.auth.OutboundRequest;
import io.mortise.runtime.call.AnswerMemory;
import io.mortise.runtime.call.CallLimits;
import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.connector.AnswerMatch;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.HostRules;
import io.mortise.runtime.connector.Operation;
import io.mortise.runtime.connector.Paging;
import io.mortise.runtime.credential.ResolvedCredential;
import io.mortise.runtime.net.ServiceFailed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls of one operation, within one limit of time and size. */
final class OperationExchange implements AutoCloseable {
  /** An answer is held as bytes, as text and as the extracted result. */
  private static final int COPIES = 4;

  private final ConnectorCall calls;
  private final AuthMethod method;
  private final ResolvedCredential credential;
  private final Operation.Answer expected;
  private final InstantSource clock;
  private final AnswerMemory.Share memory;
  private final long started = System.nanoTime();
  private int bytes;

  OperationExchange(
      ConnectorCall calls,
      AuthMethod method,
      ResolvedCredential credential,
      Operation.Answer expected,
      InstantSource clock) {
    this.calls = calls;
    this.method = method;
    this.credential = credential;
    this.expected = expected;
    this.clock = clock;
    this.memory = calls.holdAnswers();
  }

  @Override
  public void close() {
    memory.close();
  }

  /** Sends one request and reads the result from its answer. */
  OperationOutcome once(OutboundRequest request) {
    var answer = send(request);
    var json = json(answer, List.of(expected.output()), null);
    if (!succeeded(answer, json)) {
      return Refusal.of(answer, expected, method, clock);
    }
    return new OperationOutcome.Done(output(answer, json), 1, false);
  }

  /** Sends a request for each page, until the list ends or the limit is reached. */
  OperationOutcome pages(OutboundRequest first, Paging paging, RequestFiller filler, int limit) {
    var next = new NextPage(paging, filler, HostRules.of(credential.hosts()));
    var items = new ItemList(limit);
    var asked = new HashSet<String>();
    var request = first;
    for (int page = 1; ; page++) {
      requireNew(request, asked);
      var answer = send(request);
      var json = json(answer, NextPage.places(paging), paging.items());
      if (!succeeded(answer, json)) {
        return Refusal.of(answer, expected, method, clock);
      }
      var read = listIn(json, paging.items());
      var following = next.after(request, answer, read, page - 1, items.seen());
      items.add(read);
      if (items.isFull() || page == OperationCall.MAX_PAGES || following.isEmpty()) {
        return new OperationOutcome.Done(
            items.json(), page, items.isCut() || following.isPresent());
      }
      request = following.get();
    }
  }

  private ServiceAnswer send(OutboundRequest request) {
    var limits = calls.limits();
    var left = limits.total().minus(Duration.ofNanos(System.nanoTime() - started));
    if (left.isNegative() || left.isZero()) {
      throw new ServiceFailed(
          ServiceFailed.Failure.TIMEOUT,
          "The service did not answer all pages in time. Lower the limit, or try again.");
    }
    var answer =
        calls.send(
            request,
            method.scheme(),
            credential,
            new CallLimits(limits.connect(), left, limits.maxBody() - bytes));
    bytes += answer.body().length;
    memory.take((long) answer.body().length * COPIES);
    return ServiceAnswer.of(answer);
  }

  /** Empty if the answer is not JSON. */
  private Optional<JsonText> json(
      ServiceAnswer answer, List<String> places, @Nullable String list) {
    var all = new ArrayList<>(places);
    expected.success().json().map(AnswerMatch.JsonPlace::pointer).ifPresent(all::add);
    return answer.text().flatMap(text -> JsonText.read(text, all, list));
  }

  private boolean succeeded(ServiceAnswer answer, Optional<JsonText> json) {
    return expected
        .success()
        .fits(
            answer.status(),
            answer.answer().headers(),
            pointer -> json.map(text -> text.at(pointer)));
  }

  private String output(ServiceAnswer answer, Optional<JsonText> json) {
    if (json.isPresent()) {
      return json.get().raw(expected.output()).orElse("null");
    }
    if (answer.answer().body().length == 0) {
      return "null";
    }
    if (answer.isJson() || !expected.output().isEmpty()) {
      throw unreadable("The service's answer is not valid JSON, or is nested too deeply.");
    }
    return JsonMapper.shared()
        .writeValueAsString(
            answer
                .text()
                .orElseThrow(
                    () ->
                        unreadable("The service's answer is not text. Use the proxy for files.")));
  }

  /**
   * A missing list is empty: services leave an empty list out, but put nothing else in its place.
   */
  private static JsonText listIn(Optional<JsonText> json, String place) {
    var read =
        json.orElseThrow(
            () -> unreadable("The service's answer is not valid JSON, or is nested too deeply."));
    JsonNode list = read.at(place);
    if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
      throw unreadable("The service's answer has no list where the operation expects one.");
    }
    return read;
  }

  private static void requireNew(OutboundRequest request, HashSet<String> asked) {
    if (!asked.add(request.uri() + " " + Arrays.hashCode(request.body()))) {
      throw unreadable("The service's pages form a loop.");
    }
  }

  private static ServiceFailed unreadable(String detail) {
    return new ServiceFailed(ServiceFailed.Failure.UNREADABLE, detail);
  }
}
