package io.mortise.server.practice;

import io.mortise.server.settings.Settings;
import java.io.IOException;
import java.time.Clock;
import tools.jackson.databind.json.JsonMapper;

/** Everything that the Petstore answers, by path. */
final class PracticeSite {
  private final String issuer;
  private final StartPage startPage;
  private final PetstoreApi api;
  private final AuthorizationEndpoint authorizationEndpoint;
  private final TokenEndpoint tokenEndpoint;

  private PracticeSite(
      String issuer,
      StartPage startPage,
      PetstoreApi api,
      AuthorizationEndpoint authorizationEndpoint,
      TokenEndpoint tokenEndpoint) {
    this.issuer = issuer;
    this.startPage = startPage;
    this.api = api;
    this.authorizationEndpoint = authorizationEndpoint;
    this.tokenEndpoint = tokenEndpoint;
  }

  static PracticeSite open(Settings settings, int port, JsonMapper json, Clock clock)
      throws IOException {
    String issuer = "http://localhost:" + port;
    var files = new PracticeFiles(settings.data(), json);
    var client =
        new PracticeClient(
            "mortise", "Mortise", files.clientSecret(), settings.addresses().oauthRedirect());
    var connections = new Connections(clock, files);
    var codes = new AuthorizationCodes(clock, connections);
    var guard = new PageGuard();
    String key = files.apiKey();
    return new PracticeSite(
        issuer,
        new StartPage(key, client, connections, guard),
        new PetstoreApi(key, connections, json),
        new AuthorizationEndpoint(issuer, client, codes, guard),
        new TokenEndpoint(new ClientAuthenticator(client), codes, connections));
  }

  void answer(Exchange exchange) throws IOException {
    String path = exchange.path();
    switch (path) {
      case "/" -> startPage.show(exchange);
      case "/end-access" -> startPage.endAccess(exchange);
      case ServerMetadata.PATH -> exchange.json(200, ServerMetadata.of(issuer));
      case ServerMetadata.AUTHORIZE -> authorizationEndpoint.authorize(exchange);
      case ServerMetadata.TOKEN -> tokenEndpoint.token(exchange);
      case ServerMetadata.REVOKE -> tokenEndpoint.revoke(exchange);
      default -> {
        if (path.startsWith("/v1/")) {
          api.answer(exchange);
        } else {
          exchange.fail(404, "nothing here");
        }
      }
    }
  }
}
