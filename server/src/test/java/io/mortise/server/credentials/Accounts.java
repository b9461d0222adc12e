package io.mortise.server.credentials;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.AuthorizationServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Connects accounts as Olga does in her browser, at a server that has its address by number. */
final class Accounts {
  private final Api olga;

  private Accounts(Api olga) {
    this.olga = olga;
  }

  /** The authorization server sends nobody to the host name localhost. */
  static TestServer startMortise() {
    int port = TestServer.freePort();
    return TestServer.start(
        Map.of(
            "MORTISE_PORT",
            Integer.toString(port),
            "MORTISE_PUBLIC_URL",
            "http://127.0.0.1:" + port));
  }

  /** Sets the server up. */
  static Accounts at(TestServer server) {
    return new Accounts(new Api(URI.create("http://127.0.0.1:" + server.uri().getPort())).setUp());
  }

  Api olga() {
    return olga;
  }

  /** A connected account, saved. */
  String connect(TestCredentials account, AuthorizationServer issuer) {
    Answer begun = begin(account);
    agree(begun, issuer);
    return save(begun).expect(201).at("/id");
  }

  /** The same credential after its person has agreed again. */
  void connectAgain(String id, AuthorizationServer issuer) {
    Answer begun = olga.post("/oauth/handoffs", Map.of("credential", id)).expect(201);
    agree(begun, issuer);
    olga.patch("/credentials/" + id, Map.of("oauthHandoff", begun.at("/id"))).expect(200);
  }

  Answer begin(TestCredentials account) {
    return account.handOffBy(olga).expect(201);
  }

  private void agree(Answer begun, AuthorizationServer issuer) {
    comeBack(issuer.visitor().agree(begun.at("/authorizationUrl"))).expect(200);
  }

  /** The page to which the service sends the person back. */
  Answer comeBack(URI address) {
    return olga.get(address.getRawPath() + "?" + address.getRawQuery());
  }

  Answer save(Answer begun) {
    return olga.post(
        "/credentials",
        Map.of(
            "connector",
            "http",
            "method",
            "oauth2",
            "name",
            "account " + Team.next(),
            "oauthHandoff",
            begun.at("/id")));
  }

  Answer progress(Answer begun) {
    return olga.get("/oauth/handoffs/" + begun.at("/id")).expect(200);
  }

  Answer page(String id) {
    return olga.get("/credentials/" + id).expect(200);
  }

  List<String> actions(String id) {
    return olga.get("/credentials/" + id + "/audit").expect(200).items().stream()
        .map(event -> event.path("action").asString())
        .toList();
  }

  void rotate(String id, String clientSecret) {
    olga.post(
            "/credentials/" + id + "/rotate",
            Map.of("fields", Map.of("clientSecret", clientSecret), "verify", false))
        .expect(200);
  }
}
