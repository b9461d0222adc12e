package io.mortise.server.credentials.use;

import static org.springframework.web.bind.annotation.RequestMethod.DELETE;
import static org.springframework.web.bind.annotation.RequestMethod.GET;
import static org.springframework.web.bind.annotation.RequestMethod.HEAD;
import static org.springframework.web.bind.annotation.RequestMethod.OPTIONS;
import static org.springframework.web.bind.annotation.RequestMethod.PATCH;
import static org.springframework.web.bind.annotation.RequestMethod.POST;
import static org.springframework.web.bind.annotation.RequestMethod.PUT;

import io.mortise.runtime.call.CallAnswer;
import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.call.OutboundRequest;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.credential.Attempt;
import io.mortise.runtime.credential.ResolvedCredential;
import io.mortise.runtime.problem.Problem;
import io.mortise.server.connectors.Connectors;
import io.mortise.server.credentials.CredentialResolver;
import io.mortise.server.credentials.CredentialResolver.Purpose;
import io.mortise.server.credentials.CredentialResolver.Used;
import io.mortise.server.kernel.Caller;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sends a caller's request with the credential applied; the caller never holds the secret. */
@RestController
@Hidden
class ProxyController {
  private static final Logger log = LoggerFactory.getLogger(ProxyController.class);

  private static final Set<String> NOT_FORWARDED =
      Set.of(
          "authorization",
          "cookie",
          "host",
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "content-length",
          "expect",
          "x-csrf-token",
          "mortise-workspace",
          "mortise-flow",
          "mortise-run",
          "mortise-step",
          "forwarded",
          "x-forwarded-for",
          "x-forwarded-proto",
          "x-forwarded-host",
          // A part of an answer could hold a part of the secret, which masking would not find.
          "range",
          "if-range",
          "accept-encoding");
  private static final Set<String> NOT_ANSWERED =
      Set.of(
          "set-cookie",
          "set-cookie2",
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "content-length",
          "content-encoding",
          "content-security-policy",
          "strict-transport-security",
          "x-request-id");

  private final CredentialResolver resolver;
  private final Connectors connectors;
  private final ConnectorCall calls;
  private final CredentialOutcomes outcomes;

  ProxyController(
      CredentialResolver resolver,
      Connectors connectors,
      ConnectorCall calls,
      CredentialOutcomes outcomes) {
    this.outcomes = outcomes;
    this.resolver = resolver;
    this.connectors = connectors;
    this.calls = calls;
  }

  /** OPTIONS is the service's to answer too, so that it has to be named here. */
  @RequestMapping(
      path = "/runtime/v1/proxy/{ref}/**",
      method = {GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS})
  ResponseEntity<byte[]> forward(
      Caller caller, @PathVariable String ref, HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readAllBytes();
    Attempt attempt = attempt(request);
    return resolver.use(
        caller,
        RuntimeController.ref(ref),
        attempt,
        Purpose.CALL,
        credential -> {
          CallAnswer answer = send(credential, request, body);
          report(caller, credential, attempt, answer.status());
          return new Used<>(answer(answer), refuses(answer.status()));
        });
  }

  /** What a body says of a resolve, headers say of a call. */
  private static Attempt attempt(HttpServletRequest request) {
    return RuntimeController.attempt(
        request.getHeader("Mortise-Workspace"),
        request.getHeader("Mortise-Flow"),
        request.getHeader("Mortise-Run"),
        request.getHeader("Mortise-Step"));
  }

  private CallAnswer send(ResolvedCredential credential, HttpServletRequest request, byte[] body) {
    AuthMethod method =
        connectors.method(
            connectors.get(credential.method().connector()), credential.method().id());
    URI base = method.base(credential.fields()).orElseThrow(NoBaseAddress::new);
    var outbound =
        new OutboundRequest(
            request.getMethod(),
            ProxyTarget.under(base, request),
            headers(request),
            body.length == 0 ? null : body);
    return calls.send(outbound, method.scheme(), credential.fields(), credential.hosts());
  }

  /**
   * What an engine of its own would report: 401 is a refusal of the secret, 2xx is none. The call
   * is made, so its answer reaches the caller also where this can no longer be noted.
   */
  private void report(Caller caller, ResolvedCredential used, Attempt attempt, int status) {
    try {
      if (refuses(status) || status / 100 == 2) {
        outcomes.called(caller, used.id(), used.token().version(), attempt, refuses(status));
      }
    } catch (Problem | DataAccessException e) {
      log.warn(
          "What a service said to {} is not noted ({})", used.id(), e.getClass().getSimpleName());
    }
  }

  private static boolean refuses(int status) {
    return status == HttpStatus.UNAUTHORIZED.value();
  }

  private static Map<String, List<String>> headers(HttpServletRequest request) {
    var forwarded = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    var hopByHop = namedByConnection(request);
    for (String name : Collections.list(request.getHeaderNames())) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!NOT_FORWARDED.contains(lower) && !hopByHop.contains(lower)) {
        forwarded.put(name, Collections.list(request.getHeaders(name)));
      }
    }
    return forwarded;
  }

  /** What the caller's {@code Connection} names is for this hop only (RFC 9110 §7.6.1). */
  private static Set<String> namedByConnection(HttpServletRequest request) {
    return Collections.list(request.getHeaders(HttpHeaders.CONNECTION)).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static ResponseEntity<byte[]> answer(CallAnswer answer) {
    var headers = new HttpHeaders();
    answer
        .headers()
        .forEach(
            (name, values) -> {
              if (!NOT_ANSWERED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> headers.add(name, value));
              }
            });
    // What a service answers must never run as a page of this server's origin.
    headers.set("Content-Security-Policy", "sandbox");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set(HttpHeaders.CONTENT_TYPE, type(headers.getFirst(HttpHeaders.CONTENT_TYPE)));
    return ResponseEntity.status(HttpStatusCode.valueOf(answer.status()))
        .headers(headers)
        .body(answer.body());
  }

  /** Never one of the server's own choice, and never a page. */
  private static String type(@Nullable String answered) {
    if (answered != null && answered.toLowerCase(Locale.ROOT).contains("html")) {
      return "text/plain; charset=utf-8";
    }
    return answered != null && isConcrete(answered)
        ? answered
        : MediaType.APPLICATION_OCTET_STREAM_VALUE;
  }

  private static boolean isConcrete(String type) {
    try {
      return MediaType.parseMediaType(type).isConcrete();
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }
}
