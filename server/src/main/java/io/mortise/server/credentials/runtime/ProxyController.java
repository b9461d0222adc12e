package io.mortise.server.credentials.runtime;

import static org.springframework.web.bind.annotation.RequestMethod.DELETE;
import static org.springframework.web.bind.annotation.RequestMethod.GET;
import static org.springframework.web.bind.annotation.RequestMethod.HEAD;
import static org.springframework.web.bind.annotation.RequestMethod.OPTIONS;
import static org.springframework.web.bind.annotation.RequestMethod.PATCH;
import static org.springframework.web.bind.annotation.RequestMethod.POST;
import static org.springframework.web.bind.annotation.RequestMethod.PUT;

import io.mortise.runtime.auth.OutboundRequest;
import io.mortise.runtime.call.CallAnswer;
import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.call.NoBaseAddress;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.credential.CredentialSource.Used;
import io.mortise.runtime.credential.EventContext;
import io.mortise.runtime.credential.ResolvedCredential;
import io.mortise.server.access.EndpointRule;
import io.mortise.server.access.EndpointRule.Kind;
import io.mortise.server.access.Principal;
import io.mortise.server.connectors.Connectors;
import io.mortise.server.credentials.CredentialResolver;
import io.mortise.server.credentials.UsePurpose;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sends a caller's request with the credential applied; the caller never holds the secret. */
@RestController
@Hidden
class ProxyController {
  private static final String PATH = "/runtime/v1/proxy/{ref}/**";

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

  @Bean
  static EndpointRule proxyForwards() {
    return new EndpointRule(Kind.FORWARDED, null, PATH);
  }

  @Bean
  static EndpointRule proxyRemembersPrincipals() {
    return new EndpointRule(Kind.REMEMBERED_PRINCIPAL, null, PATH);
  }

  /** OPTIONS is the service's to answer too, so that it has to be named here. */
  @RequestMapping(
      path = PATH,
      method = {GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS})
  void forward(
      Principal principal,
      @PathVariable String ref,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readAllBytes();
    EventContext context = context(request);
    CallAnswer answer =
        resolver
            .sourceFor(principal, UsePurpose.CALL)
            .use(
                RuntimeController.ref(ref),
                context,
                credential -> {
                  CallAnswer sent = send(credential, request, body);
                  report(principal, credential, context, sent.status());
                  return new Used<>(sent, refuses(sent.status()));
                });
    write(answer, response);
  }

  /** Past Spring, which would answer conditional requests itself and rewrite entity tags. */
  private static void write(CallAnswer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    ProxyHeaders.passedBack(answer)
        .forEach(
            (name, values) -> {
              // The first one replaces what is set on every answer, such as Cache-Control.
              response.setHeader(name, values.getFirst());
              values.stream().skip(1).forEach(value -> response.addHeader(name, value));
            });
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }

  /** What a body says of a resolve, headers say of a call. */
  private static EventContext context(HttpServletRequest request) {
    return RuntimeController.context(
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
            ProxyHeaders.sentOn(request),
            body.length == 0 ? null : body);
    return calls.send(outbound, method.scheme(), credential);
  }

  /** What an engine of its own would report: 401 is a refusal of the secret, 2xx is none. */
  private void report(
      Principal principal, ResolvedCredential used, EventContext context, int status) {
    if (refuses(status) || status / 100 == 2) {
      outcomes.called(principal, used, context, refuses(status));
    }
  }

  private static boolean refuses(int status) {
    return status == HttpStatus.UNAUTHORIZED.value();
  }
}
