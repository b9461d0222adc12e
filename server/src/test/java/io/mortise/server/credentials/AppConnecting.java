package io.mortise.server.credentials;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Connects accounts with OAuth apps. */
abstract class AppConnecting extends AccountConnecting {
  static final String SECRET = "fake-app-secret-0001";
  static final String NEXT_SECRET = "fake-app-secret-0002";

  Map<String, Object> app(@Nullable String workspace) {
    var body = new LinkedHashMap<String, Object>();
    body.put("name", "app " + Team.next());
    body.put("connector", "http");
    body.put("clientId", "acme-app");
    body.put("clientSecret", SECRET);
    body.put(
        "fields",
        Map.of("authorizeUrl", issuer.url("/authorize"), "tokenUrl", issuer.url("/token")));
    if (workspace != null) {
      body.put("workspace", workspace);
    }
    return body;
  }

  Answer create() {
    return team.olga().post("/oauth/apps", app(null)).expect(201);
  }

  String ofWorkspace() {
    return team.manager()
        .post("/oauth/apps", app(team.workspace().toString()))
        .expect(201)
        .at("/id");
  }

  Map<String, Object> account(String app) {
    return Map.of(
        "connector",
        "http",
        "method",
        "oauth2",
        "app",
        app,
        "fields",
        Map.of("allowedHosts", List.of(service.host()), "baseUrl", service.url("")));
  }

  Answer begin(Api api, String app) {
    return api.post("/oauth/handoffs", account(app));
  }

  String connected(String app) {
    Answer begun = begin(team.olga(), app).expect(201);
    agree(begun).expect(200);
    return save(begun).expect(201).at("/id");
  }

  Map<String, Object> client(String app) {
    return Map.of(
        "connector",
        "http",
        "method",
        "oauth2_client_credentials",
        "name",
        "client " + Team.next(),
        "app",
        app,
        "verify",
        false,
        "fields",
        Map.of("allowedHosts", List.of(service.host()), "baseUrl", service.url("")));
  }

  String secretShown(int call) {
    String basic = issuer.seen().get(call).header("Authorization").replaceFirst("^Basic ", "");
    return new String(Base64.getDecoder().decode(basic)).split(":", -1)[1];
  }
}
