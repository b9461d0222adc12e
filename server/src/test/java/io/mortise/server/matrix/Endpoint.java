package io.mortise.server.matrix;

import io.mortise.server.matrix.Rule.Also;
import io.mortise.server.matrix.Rule.Ends;
import io.mortise.server.testing.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call of an operation of the OpenAPI document that changes nothing, and the rule by which it is
 * answered: what is wrong with it is found only after the question who asks.
 *
 * @param operation as in the document, such as {@code GET /api/v1/me}
 * @param path with {@code {id}}, {@code {revoked}} and {@code {sales}} for what is tried
 * @param perTarget whether the answer depends on the credential
 * @param missingMeansReached whether 404 {@code not_found} says that the caller was let in
 */
record Endpoint(
    String operation,
    Rule rule,
    String path,
    @Nullable Object body,
    Map<String, String> headers,
    boolean perTarget,
    boolean missingMeansReached) {
  private static final String NOBODY = "usr_01m7xt1szdej6vbnnhkqpvk8dq";
  private static final Map<String, String> STALE = Map.of("If-Match", "\"999999\"");

  Answer call(Asking asking, Target target, String sales) {
    var api = asking.api();
    for (var header : headers.entrySet()) {
      api = api.with(header.getKey(), header.getValue());
    }
    return api.send(
        operation.split(" ")[0], filled(path, target, sales), filled(body, target, sales));
  }

  /** How a call ended, by its answer. */
  Ends ended(Answer answer) {
    return switch (answer.status()) {
      case 401 -> Ends.UNAUTHENTICATED;
      case 403 -> Ends.FORBIDDEN;
      case 404 ->
          missingMeansReached && answer.code().equals("not_found") ? Ends.ALLOWED : Ends.ABSENT;
      default -> Ends.ALLOWED;
    };
  }

  static List<Endpoint> all() {
    return Stream.of(open(), account(), oauth(), lists(), credentials(), runtime())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Endpoint> open() {
    return List.of(
        on("GET /api/v1/health", Rule.ANYBODY),
        on("POST /api/v1/setup", Rule.ANYBODY).with(Map.of()),
        on("POST /api/v1/session", Rule.ANYBODY).with(Map.of()));
  }

  private static List<Endpoint> oauth() {
    return List.of(
        on("GET /api/v1/oauth/apps", Rule.KNOWN),
        on("POST /api/v1/oauth/apps", Rule.PERSON).with(Map.of()),
        on("GET /api/v1/oauth/apps/{id}", Rule.KNOWN).at("/api/v1/oauth/apps/app_x").missing(),
        on("PATCH /api/v1/oauth/apps/{id}", Rule.PERSON)
            .at("/api/v1/oauth/apps/app_x")
            .with(Map.of())
            .missing(),
        on("DELETE /api/v1/oauth/apps/{id}", Rule.PERSON).at("/api/v1/oauth/apps/app_x").missing(),
        on("POST /api/v1/oauth/apps/{id}/secrets", Rule.PERSON)
            .at("/api/v1/oauth/apps/app_x/secrets")
            .with(Map.of()),
        on("DELETE /api/v1/oauth/apps/{id}/secrets/{number}", Rule.PERSON)
            .at("/api/v1/oauth/apps/app_x/secrets/1")
            .missing(),
        on("POST /api/v1/oauth/handoffs", Rule.PERSON).with(Map.of()),
        on("POST /api/v1/oauth/handoffs/{id}/choice", Rule.PERSON)
            .at("/api/v1/oauth/handoffs/oah_x/choice")
            .with(Map.of()),
        on("GET /api/v1/oauth/handoffs/{id}", Rule.PERSON)
            .at("/api/v1/oauth/handoffs/oah_x")
            .missing(),
        on("DELETE /api/v1/oauth/handoffs/{id}", Rule.PERSON)
            .at("/api/v1/oauth/handoffs/oah_x")
            .missing());
  }

  private static List<Endpoint> account() {
    return List.of(
        on("GET /api/v1/me", Rule.KNOWN),
        on("GET /api/v1/me/sessions", Rule.PERSON),
        on("DELETE /api/v1/me/sessions", Rule.PERSON),
        on("DELETE /api/v1/me/sessions/{id}", Rule.PERSON)
            .at("/api/v1/me/sessions/ses_x")
            .missing(),
        on("PATCH /api/v1/me", Rule.PERSON).with(Map.of()),
        on("PUT /api/v1/me/password", Rule.PERSON).with(Map.of()),
        on("POST /api/v1/session/confirm", Rule.PERSON).with(Map.of()),
        on("GET /api/v1/members", Rule.PERSON),
        on("GET /api/v1/workspaces", Rule.KNOWN),
        on("DELETE /api/v1/first-steps", Rule.ADMINISTERS),
        on("GET /api/v1/api-keys", Rule.PERSON),
        on("POST /api/v1/api-keys", Rule.PERSON)
            .with(
                Map.of(
                    "name",
                    "n",
                    "scopes",
                    List.of("runtime:call"),
                    "expiresAt",
                    "2020-01-01T00:00:00Z")),
        on("GET /api/v1/api-keys/{id}", Rule.PERSON).at("/api/v1/api-keys/key_x").missing(),
        on("PATCH /api/v1/api-keys/{id}", Rule.PERSON)
            .at("/api/v1/api-keys/key_x")
            .with(Map.of())
            .missing(),
        on("POST /api/v1/api-keys/{id}/rotate", Rule.PERSON)
            .at("/api/v1/api-keys/key_x/rotate")
            .missing(),
        on("DELETE /api/v1/api-keys/{id}", Rule.PERSON).at("/api/v1/api-keys/key_x").missing(),
        on("GET /api/v1/service-accounts", Rule.PERSON),
        on("POST /api/v1/service-accounts", Rule.PERSON)
            .with(
                Map.of(
                    "name", "n", "role", "viewer", "workspace", "ws_01m7xt1szdej6vbnnhkqpvk8dq")),
        on("PATCH /api/v1/service-accounts/{id}", Rule.PERSON)
            .at("/api/v1/service-accounts/svc_x")
            .with(Map.of())
            .missing(),
        on("DELETE /api/v1/service-accounts/{id}", Rule.PERSON)
            .at("/api/v1/service-accounts/svc_x")
            .missing());
  }

  private static List<Endpoint> lists() {
    return List.of(
        on("GET /api/v1/connectors", Rule.KNOWN),
        on("GET /api/v1/connectors/{id}", Rule.KNOWN).at("/api/v1/connectors/http"),
        on("GET /api/v1/audit", Rule.AUDIT),
        on("GET /api/v1/audit/{seq}", Rule.AUDIT).at("/api/v1/audit/1"),
        on("GET /api/v1/audit/actions", Rule.KNOWN),
        on("GET /api/v1/audit/checkpoints", Rule.AUDIT),
        on("GET /api/v1/audit/export", Rule.AUDIT)
            .at("/api/v1/audit/export?format=csv&fromSeq=1&toSeq=1"),
        on("POST /api/v1/audit/verify", Rule.AUDIT),
        on("GET /api/v1/credentials", Rule.scope("credentials:read")),
        on("GET /api/v1/credentials/summary", Rule.scope("credentials:read")));
  }

  private static List<Endpoint> credentials() {
    String read = "credentials:read";
    String write = "credentials:write";
    return List.of(
        on("POST /api/v1/credentials", Rule.place("personal")).with(wanted("personal")),
        on("POST /api/v1/credentials", Rule.place("organization")).with(wanted("organization")),
        on("POST /api/v1/credentials/test", Rule.place("personal"))
            .with(Map.of("connector", "http", "method", "bearer", "fields", Map.of())),
        of("POST /api/v1/credentials/test", Rule.level("manage", write))
            .with(Map.of("connector", "http", "method", "bearer", "credential", "{id}")),
        of("GET /api/v1/credentials/{id}", Rule.level("see", read, Also.OFF_BOARDING)),
        of("PATCH /api/v1/credentials/{id}", Rule.level("manage", write))
            .with(Map.of())
            .under(STALE),
        of("DELETE /api/v1/credentials/{id}", Rule.level("manage", write, Also.OFF_BOARDING))
            .under(STALE),
        of("GET /api/v1/credentials/{id}/audit", Rule.level("view", "audit:read", Also.AUDITORS)),
        of("GET /api/v1/credentials/{id}/versions", Rule.level("view", read, Also.AUDITORS)),
        of("GET /api/v1/credentials/{id}/usage", Rule.level("view", read, Also.AUDITORS)),
        of("GET /api/v1/credentials/{id}/flows", Rule.level("view", read, Also.AUDITORS)),
        of("GET /api/v1/credentials/{id}/grants", Rule.level("view", read)),
        of("GET /api/v1/credentials/{id}/explain", Rule.level("see", read, Also.OFF_BOARDING)),
        of("GET /api/v1/credentials/{id}/explain", Rule.level("manage", write))
            .at("/api/v1/credentials/{id}/explain?person={bystander}"),
        of("GET /api/v1/credentials/{id}/explain", Rule.level("manage", write))
            .at("/api/v1/credentials/{id}/explain?person=" + NOBODY)
            .missing(),
        of("GET /api/v1/credentials/{id}/explain", Rule.level("manage", write))
            .at("/api/v1/credentials/{id}/explain?key=key_01m7xt1szdej6vbnnhkqpvk8dq")
            .missing(),
        of("PUT /api/v1/credentials/{id}/grants/{to}", Rule.level("manage", write))
            .at("/api/v1/credentials/{id}/grants/" + NOBODY)
            .with(Map.of("level", "use"))
            .missing(),
        of("DELETE /api/v1/credentials/{id}/grants/{to}", Rule.level("manage", write))
            .at("/api/v1/credentials/{id}/grants/" + NOBODY)
            .missing(),
        of("DELETE /api/v1/credentials/{id}/reservation", Rule.RESERVATION)
            .at("/api/v1/credentials/{id}/reservation?name=reserved&workspace={sales}"),
        of("POST /api/v1/credentials/{id}/duplicate", Rule.DUPLICATE).with(Map.of("name", "a/b")),
        of("POST /api/v1/credentials/{id}/test", Rule.level("use", write)),
        of("POST /api/v1/credentials/{id}/refresh", Rule.level("use", write)),
        of("POST /api/v1/credentials/{id}/call", Rule.OPERATION)
            .with(Map.of("operation", "no.such")),
        of("POST /api/v1/credentials/{id}/rotate", Rule.level("manage", write))
            .with(Map.of("fields", Map.of())),
        of("POST /api/v1/credentials/{id}/rollback", Rule.level("manage", write)).missing(),
        of("POST /api/v1/credentials/{id}/revoke", Rule.level("manage", write, Also.OFF_BOARDING))
            .at("/api/v1/credentials/{revoked}/revoke"),
        of(
            "POST /api/v1/credentials/{id}/revoke-at-service",
            Rule.level("manage", write, Also.OFF_BOARDING)),
        of("POST /api/v1/credentials/{id}/restore", Rule.level("manage", write)));
  }

  private static List<Endpoint> runtime() {
    var proxied =
        Stream.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
            .map(
                method ->
                    of(method + " /runtime/v1/proxy/{ref}/{path}", Rule.CALL)
                        .at("/runtime/v1/proxy/{id}/x"));
    var others =
        Stream.of(
            on("GET /runtime/v1/whoami", Rule.KEY),
            on("POST /runtime/v1/resolve", Rule.KEY).with(Map.of("credentials", List.of())),
            of("POST /runtime/v1/credentials/{ref}/resolve", Rule.resolve(true))
                .at("/runtime/v1/credentials/{id}/resolve")
                .with(Map.of()),
            of("POST /runtime/v1/credentials/{ref}/outcome", Rule.resolve(false))
                .at("/runtime/v1/credentials/{id}/outcome")
                .with(Map.of("tokenId", "none", "outcome", "ok")));
    return Stream.concat(proxied, others).toList();
  }

  private static Map<String, Object> wanted(String scope) {
    return Map.of("connector", "http", "method", "bearer", "scope", scope, "fields", Map.of());
  }

  private static Endpoint on(String operation, Rule rule) {
    return new Endpoint(operation, rule, operation.split(" ")[1], null, Map.of(), false, false);
  }

  private static Endpoint of(String operation, Rule rule) {
    return new Endpoint(operation, rule, operation.split(" ")[1], null, Map.of(), true, false);
  }

  private Endpoint at(String other) {
    return new Endpoint(operation, rule, other, body, headers, perTarget, missingMeansReached);
  }

  private Endpoint with(Object other) {
    return new Endpoint(operation, rule, path, other, headers, perTarget, missingMeansReached);
  }

  private Endpoint under(Map<String, String> others) {
    return new Endpoint(operation, rule, path, body, others, perTarget, missingMeansReached);
  }

  private Endpoint missing() {
    return new Endpoint(operation, rule, path, body, headers, perTarget, true);
  }

  private static String filled(String text, Target target, String sales) {
    return text.replace("{id}", target.id())
        .replace("{revoked}", target.revoked())
        .replace("{sales}", sales)
        .replace("{bystander}", target.bystander());
  }

  private static @Nullable Object filled(@Nullable Object body, Target target, String sales) {
    return body instanceof Map<?, ?> members && members.containsKey("credential")
        ? Map.of("connector", "http", "method", "bearer", "credential", target.id())
        : body;
  }
}
