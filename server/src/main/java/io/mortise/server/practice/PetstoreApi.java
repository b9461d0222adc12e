package io.mortise.server.practice;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.server.practice.Connections.Access;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The REST API of the Petstore, for the API key and for access tokens (RFC 6750). */
final class PetstoreApi {
  private static final String ONE_PET = "/v1/pets/";
  private static final String BEARER = "Bearer ";

  private final String key;
  private final Connections connections;
  private final JsonMapper json;
  private final Pets pets = new Pets();

  PetstoreApi(String key, Connections connections, JsonMapper json) {
    this.key = key;
    this.connections = connections;
    this.json = json;
  }

  /** Who calls: the practice account with the key, or a person's client. */
  private record Caller(String name, Set<PetScope> scopes) {
    static final Caller KEY =
        new Caller("Petstore practice account", Set.of(PetScope.READ, PetScope.WRITE));

    static Caller of(Access access) {
      return new Caller(access.person().fullName(), access.scopes());
    }
  }

  void answer(Exchange exchange) throws IOException {
    Optional<String> authorization = exchange.header("Authorization");
    Optional<Caller> caller =
        authorization.isPresent() ? byToken(authorization.get()) : byKey(exchange);
    if (caller.isPresent()) {
      answer(exchange, caller.get());
    } else if (authorization.isPresent()) {
      exchange.with("WWW-Authenticate", "Bearer realm=\"Petstore\", error=\"invalid_token\"");
      exchange.fail(401, "unknown, revoked or expired access token");
    } else {
      exchange.with("WWW-Authenticate", "Bearer realm=\"Petstore\"");
      exchange.fail(401, "unknown API key");
    }
  }

  private Optional<Caller> byToken(String authorization) {
    return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? connections.access(authorization.substring(BEARER.length()).strip()).map(Caller::of)
        : Optional.empty();
  }

  private Optional<Caller> byKey(Exchange exchange) {
    return exchange
        .header("X-Api-Key")
        .filter(given -> MessageDigest.isEqual(given.getBytes(UTF_8), key.getBytes(UTF_8)))
        .map(_ -> Caller.KEY);
  }

  private void answer(Exchange exchange, Caller caller) throws IOException {
    Optional<PetScope> needed = scopeOf(exchange);
    if (needed.filter(scope -> !caller.scopes().contains(scope)).isPresent()) {
      String scope = needed.get().wire();
      exchange.with(
          "WWW-Authenticate",
          "Bearer realm=\"Petstore\", error=\"insufficient_scope\", scope=\"" + scope + "\"");
      exchange.fail(403, "the access token lacks the scope " + scope);
      return;
    }
    try {
      var body = body(exchange, caller);
      if (body.isPresent()) {
        exchange.json(200, body.get());
      } else {
        exchange.fail(404, "nothing here");
      }
    } catch (JacksonException e) {
      exchange.fail(400, "not a pet");
    }
  }

  private static Optional<PetScope> scopeOf(Exchange exchange) {
    if (!exchange.path().startsWith("/v1/pets")) {
      return Optional.empty();
    }
    return Optional.of(exchange.method().equals("POST") ? PetScope.WRITE : PetScope.READ);
  }

  private Optional<Object> body(Exchange exchange, Caller caller) throws IOException {
    String path = exchange.path();
    return switch (path) {
      case "/v1/me" -> Optional.of(Map.of("name", caller.name()));
      case "/v1/pets" ->
          Optional.of(
              exchange.method().equals("POST")
                  ? pets.add(json.readValue(exchange.body(), Pets.NewPet.class))
                  : pets.page(exchange.query()));
      default ->
          path.startsWith(ONE_PET)
              ? pets.find(path.substring(ONE_PET.length())).map(pet -> pet)
              : Optional.empty();
    };
  }
}
