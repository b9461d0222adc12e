package io.mortise.server.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bodies of {@code POST /credentials} that are valid as they are; a test says only what it is
 * about.
 */
public final class TestCredentials {
  private final Map<String, Object> body = new LinkedHashMap<>();
  private final Map<String, Object> fields = new LinkedHashMap<>();

  private TestCredentials(String connector, String method, String name) {
    body.put("connector", connector);
    body.put("method", method);
    body.put("name", name);
    body.put("verify", false);
  }

  /** For the practice service; not tested when saved unless asked to be. */
  public static TestCredentials petstore() {
    return new TestCredentials("petstore", "api_key", "pets").field("key", "pet_fake_0001");
  }

  /** A bearer token for one host, such as {@code 127.0.0.1:4711}. */
  public static TestCredentials http(String host) {
    return new TestCredentials("http", "bearer", "http at " + host)
        .field("token", "fake-token-0001")
        .field("allowedHosts", List.of(host));
  }

  /** A bearer token for a service that runs here, tested at its start page. */
  public static TestCredentials http(DialectServer service) {
    return http(service.host())
        .field("baseUrl", service.url(""))
        .field("testUrl", service.url("/test"));
  }

  /** A client of a token endpoint, whose tokens are for a service that runs here. */
  public static TestCredentials client(String tokenUrl, DialectServer service) {
    return new TestCredentials("http", "oauth2_client_credentials", "client")
        .field("tokenUrl", tokenUrl)
        .field("clientId", "acme")
        .field("clientSecret", "fake-client-secret-0001")
        .field("allowedHosts", List.of(service.host()))
        .field("baseUrl", service.url(""));
  }

  /** An account at an authorization server that runs here; a person has to agree. */
  public static TestCredentials account(DialectServer issuer, DialectServer service) {
    return account(issuer.url("/authorize"), issuer.url("/token"), service);
  }

  static TestCredentials account(String authorizeUrl, String tokenUrl, DialectServer service) {
    return new TestCredentials("http", "oauth2", "account")
        .field("authorizeUrl", authorizeUrl)
        .field("tokenUrl", tokenUrl)
        .field("clientId", "acme")
        .field("clientSecret", "fake-client-secret-0001")
        .field("scopes", List.of("read", "offline_access"))
        .field("allowedHosts", List.of(service.host()))
        .field("baseUrl", service.url(""));
  }

  public static TestCredentials github() {
    return new TestCredentials("github", "bearer", "acme-ci")
        .field("token", "ghp_" + "f4k3".repeat(9));
  }

  public TestCredentials named(String name) {
    return with("name", name);
  }

  public TestCredentials inWorkspace(Object workspace) {
    return with("scope", "workspace").with("workspace", workspace.toString());
  }

  public TestCredentials inOrganization() {
    return with("scope", "organization");
  }

  public TestCredentials verified() {
    return with("verify", true);
  }

  public TestCredentials with(String member, @Nullable Object value) {
    body.put(member, value);
    return this;
  }

  public TestCredentials without(String member) {
    body.remove(member);
    return this;
  }

  public TestCredentials field(String name, @Nullable Object value) {
    fields.put(name, value);
    return this;
  }

  public TestCredentials withoutField(String name) {
    fields.remove(name);
    return this;
  }

  /** The body of the request. */
  public Map<String, Object> body() {
    var whole = new LinkedHashMap<>(body);
    whole.put("fields", new LinkedHashMap<>(fields));
    return whole;
  }

  /** A hand-off for it. */
  public Answer handOffBy(Api api) {
    var wanted = new LinkedHashMap<>(body());
    wanted.keySet().retainAll(List.of("connector", "method", "fields"));
    return api.post("/oauth/handoffs", wanted);
  }

  /** Adds it and gives its id. */
  public String addBy(Api api) {
    return api.post("/credentials", body()).expect(201).at("/id");
  }
}
