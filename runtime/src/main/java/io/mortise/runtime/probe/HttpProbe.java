package io.mortise.runtime.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.runtime.auth.OutboundRequest;
import io.mortise.runtime.call.CallAnswer;
import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.connector.AnswerText;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.connector.ProbeSpec;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.net.HostAndPort;
import io.mortise.runtime.net.HostNotAllowed;
import io.mortise.runtime.net.ServiceFailed;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes the call that a connector names for tests, and reads its answer as the connector says. */
public final class HttpProbe implements Probe {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Only text that can be the name of a permission is copied from an answer to a message. */
  private static final Pattern PERMISSIONS = Pattern.compile("[\\x20-\\x7e•“”]{1,300}");

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

  private final ConnectorCall call;

  public HttpProbe(ConnectorCall call) {
    this.call = call;
  }

  @Override
  public boolean makes(ProbeSpec spec) {
    return spec instanceof ProbeSpec.Http;
  }

  @Override
  public ProbeFinding run(ProbeTarget target) {
    var spec = (ProbeSpec.Http) target.spec();
    var fields = target.fields();
    try {
      var answer =
          call.send(request(spec, fields), target.method().scheme(), fields, target.hosts());
      return judge(spec, answer, target.connector());
    } catch (HostNotAllowed e) {
      return ProbeFinding.of(Reason.WRONG_HOST).withMessage(e.detail());
    } catch (ServiceFailed e) {
      return unanswered(e, target.connector());
    }
  }

  /** Names the status page of the service if the service may be at fault. */
  private static ProbeFinding unanswered(ServiceFailed failure, Connector connector) {
    var finding = ProbeFinding.of(failure);
    return finding.unheard() && failure.advice().isEmpty()
        ? finding.withRemedy(statusPage(connector))
        : finding;
  }

  @Override
  public HostAndPort address(ProbeTarget target) {
    return HostAndPort.of(request((ProbeSpec.Http) target.spec(), target.fields()).uri());
  }

  private static OutboundRequest request(ProbeSpec.Http spec, Fields fields) {
    var uri = URI.create(spec.url().fill(fields).orElseThrow(NothingToTest::new));
    var headers = new LinkedHashMap<String, List<String>>();
    spec.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    var body = spec.body();
    return new OutboundRequest(
        spec.method(), uri, headers, body == null ? null : body.getBytes(UTF_8));
  }

  private static @Nullable JsonNode json(CallAnswer answer) {
    try {
      return answer.body().length == 0 ? null : JSON.readTree(answer.body());
    } catch (JacksonException e) {
      return null;
    }
  }

  private static ProbeFinding judge(ProbeSpec.Http spec, CallAnswer answer, Connector connector) {
    var body = json(answer);
    int status = answer.status();
    if (spec.success().fits(status, answer.headers(), body)) {
      var identity = spec.identity().flatMap(text -> text.fill(body)).orElse(null);
      return ProbeFinding.works(connector.name() + " accepted the secret.", status, identity);
    }
    for (var outcome : spec.outcomes()) {
      if (outcome.when().fits(status, answer.headers(), body)) {
        return told(outcome, answer, body);
      }
    }
    return retryAfter(untold(status, connector), answer);
  }

  private static ProbeFinding told(
      ProbeSpec.Outcome outcome, CallAnswer answer, @Nullable JsonNode body) {
    var message = fill(outcome.message(), body);
    var remedy = fill(outcome.remedy(), body);
    var reason = outcome.reason();
    if (reason == null) {
      return ProbeFinding.works(
          message == null ? "The secret works, with limits." : message, answer.status(), null);
    }
    var known = Reason.parse(reason).orElse(Reason.UNEXPECTED);
    var finding = ProbeFinding.of(known, answer.status()).withMessage(message);
    return remedy == null ? retryAfter(finding, answer) : finding.withRemedy(remedy);
  }

  private static @Nullable String fill(@Nullable AnswerText text, @Nullable JsonNode body) {
    return text == null
        ? null
        : text.fill(body).filter(filled -> PERMISSIONS.matcher(filled).matches()).orElse(null);
  }

  private static ProbeFinding untold(int status, Connector connector) {
    return switch (status) {
      case 401 -> ProbeFinding.of(Reason.UNAUTHORIZED, status);
      case 403 -> ProbeFinding.of(Reason.FORBIDDEN, status);
      case 404, 410 -> ProbeFinding.of(Reason.NOT_FOUND, status);
      case 429 -> ProbeFinding.of(Reason.RATE_LIMITED, status);
      default ->
          status / 100 == 3
              ? ProbeFinding.of(Reason.WRONG_HOST, status)
              : ProbeFinding.of(Reason.UNEXPECTED, status).withRemedy(statusPage(connector));
    };
  }

  private static ProbeFinding retryAfter(ProbeFinding finding, CallAnswer answer) {
    var waits = answer.headers().getOrDefault("retry-after", List.of());
    boolean named = waits.size() == 1 && SECONDS.matcher(waits.getFirst()).matches();
    return finding.reason() == Reason.RATE_LIMITED && named
        ? finding.withRemedy("Try again in " + waits.getFirst() + " seconds.")
        : finding;
  }

  private static @Nullable String statusPage(Connector connector) {
    var page = connector.presentation().statusPage();
    return page == null ? null : "Check the host, then the service's status page: " + page;
  }
}
