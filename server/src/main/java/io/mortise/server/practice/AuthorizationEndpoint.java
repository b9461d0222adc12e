package io.mortise.server.practice;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.server.practice.OAuthRefused.Code;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The authorization endpoint (RFC 6749, section 3.1), with a page on which a person decides. */
final class AuthorizationEndpoint {
  private final String issuer;
  private final PracticeClient client;
  private final AuthorizationCodes codes;
  private final PageGuard guard;

  AuthorizationEndpoint(
      String issuer, PracticeClient client, AuthorizationCodes codes, PageGuard guard) {
    this.issuer = issuer;
    this.client = client;
    this.codes = codes;
    this.guard = guard;
  }

  /** Shows the page, or takes the decision that was made on it. The query is the same for both. */
  void authorize(Exchange exchange) throws IOException {
    try {
      var asked = Parameters.parse(exchange.query());
      AuthorizationRequest.requireClient(asked, client);
      answer(exchange, asked);
    } catch (OAuthRefused refused) {
      // Nobody is sent to an address that is not the client's (RFC 6749, section 4.1.2.1).
      Page.plain("Authorization is not possible", refused.description()).send(exchange, 400);
    }
  }

  private void answer(Exchange exchange, Parameters asked) throws IOException {
    try {
      var request = AuthorizationRequest.read(asked);
      switch (exchange.method()) {
        case "GET" ->
            ConsentPage.of(client, request, guard.field(), exchange.query()).send(exchange, 200);
        case "POST" -> decide(exchange, asked, request);
        default -> exchange.with("Allow", "GET, POST").empty(405);
      }
    } catch (OAuthRefused refused) {
      back(
          exchange,
          asked,
          Map.of("error", refused.code().wire(), "error_description", refused.description()));
    }
  }

  private void decide(Exchange exchange, Parameters asked, AuthorizationRequest request)
      throws IOException {
    Parameters decision = exchange.form();
    if (!guard.accepts(decision)) {
      PageGuard.outdated("Go back to Mortise and choose Authorize again.").send(exchange, 403);
      return;
    }
    if (!decision.find("decision").equals(Optional.of("allow"))) {
      throw new OAuthRefused(Code.ACCESS_DENIED, "The person did not allow access.");
    }
    var person =
        PracticePerson.parse(decision.get("person"))
            .orElseThrow(() -> new OAuthRefused(Code.INVALID_REQUEST, "This person is unknown."));
    var consent =
        new AuthorizationCodes.Consent(
            person, request.scopes(), request.redirectUri(), request.codeChallenge());
    back(exchange, asked, Map.of("code", codes.issue(consent)));
  }

  /** With {@code state} as it came, and {@code iss} (RFC 9207). */
  private void back(Exchange exchange, Parameters asked, Map<String, String> answer)
      throws IOException {
    var parameters = new LinkedHashMap<>(answer);
    var states = asked.values().getOrDefault("state", List.of());
    if (states.size() == 1) {
      parameters.put("state", states.getFirst());
    }
    parameters.put("iss", issuer);
    String query =
        parameters.entrySet().stream()
            .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    exchange
        .with("Referrer-Policy", "no-referrer")
        .with("Cache-Control", "no-store")
        .redirect(URI.create(client.redirectUri() + "?" + query));
  }
}
