package io.mortise.server.credentials;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.sun.net.httpserver.HttpExchange;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Connects accounts at an issuer that runs here: what tests about hand-offs and about connected
 * accounts have in common.
 */
abstract class AccountConnecting {
  @RegisterExtension static final Team team = new Team();

  static final String CALLBACK = "/api/v1/oauth/callback";
  static final Duration LIFE = Duration.ofHours(1);

  final AtomicInteger issued = new AtomicInteger();
  DialectServer issuer;
  DialectServer service;

  @BeforeEach
  void start() {
    issuer = DialectServer.start().speaks(this::issue);
    service = DialectServer.start();
  }

  @AfterEach
  void end() {
    issuer.close();
    service.close();
  }

  TestCredentials account() {
    return TestCredentials.account(issuer, service).named("account " + Team.next());
  }

  String connected() {
    Answer begun = account().handOffBy(team.olga()).expect(201);
    agree(begun).expect(200);
    return save(begun).expect(201).at("/id");
  }

  static Answer agree(Answer begun) {
    return callback(team.olga(), begun, Map.of("code", "fake-code"));
  }

  static Answer callback(Api browser, Answer begun, Map<String, String> answer) {
    var parameters = new LinkedHashMap<>(answer);
    parameters.put("state", query(begun.at("/authorizationUrl")).get("state"));
    var query = new ArrayList<String>();
    parameters.forEach(
        (name, value) -> query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return browser.get(CALLBACK + "?" + String.join("&", query));
  }

  static Map<String, Object> body(Answer begun) {
    return Map.of(
        "connector",
        "http",
        "method",
        "oauth2",
        "name",
        "account " + Team.next(),
        "oauthHandoff",
        begun.at("/id"));
  }

  static Answer save(Answer begun) {
    return team.olga().post("/credentials", body(begun));
  }

  static Answer progress(Answer begun) {
    return team.olga().get("/oauth/handoffs/" + begun.at("/id")).expect(200);
  }

  static String state(Answer begun) {
    return progress(begun).at("/state");
  }

  static String token(String id) {
    return team.engine().resolve(id).expect(200).at("/fields/accessToken");
  }

  void issue(HttpExchange exchange) throws IOException {
    int number = issued.incrementAndGet();
    DialectServer.send(
        exchange,
        200,
        "{\"access_token\":\"fake-access-%1$d\",\"refresh_token\":\"fake-refresh-%1$d\",\"expires_in\":%2$d}"
            .formatted(number, LIFE.toSeconds()));
  }

  static Map<String, String> query(String address) {
    return form(URI.create(address).getRawQuery());
  }

  static Map<String, String> form(String text) {
    var values = new LinkedHashMap<String, String>();
    for (String part : List.of(text.split("&"))) {
      int equals = part.indexOf('=');
      values.put(
          part.substring(0, equals),
          URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return values;
  }

  static String challengeOf(String verifier) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  /** Long enough for all callers to arrive. */
  static void pause() {
    try {
      new CountDownLatch(1).await(300, MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
