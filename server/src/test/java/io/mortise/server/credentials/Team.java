package io.mortise.server.credentials;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestPeople.TestPerson;
import io.mortise.server.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;

/**
 * A server with Olga, who owns the organization, a manager and an editor of its workspace, and an
 * engine with Olga's key; and what tests ask of a credential there. Registered as a static
 * extension, it serves all tests of a class, and each of them with a service of its own.
 */
@SuppressWarnings("NullAway.Init") // JUnit calls beforeAll before anything else.
final class Team implements BeforeAllCallback, AfterAllCallback, AfterEachCallback, AutoCloseable {
  static final String FIRST = "fake-first-secret-0001";
  static final String SECOND = "fake-second-secret-0002";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestServer server;
  private Api olga;
  private Api engine;
  private WorkspaceId workspace;
  private TestPerson mia;
  private TestPerson eli;
  private Api manager;
  private Api editor;
  private @Nullable DialectServer service;

  /** For a test that needs an organization of its own. */
  static Team start() {
    var team = new Team();
    team.open();
    return team;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    open();
  }

  private void open() {
    server = TestServer.start();
    olga = server.api().setUp();
    engine = olga.withKey("runtime:resolve", "runtime:call");
    workspace = server.people().defaultWorkspace();
    mia = server.people().add("mia", workspace, WorkspaceRole.MANAGER);
    eli = server.people().add("eli", workspace, WorkspaceRole.EDITOR);
    manager = server.api().signIn(mia.email());
    editor = server.api().signIn(eli.email());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (service != null) {
      service.close();
      service = null;
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    server.close();
  }

  /** The service of this test, which accepts {@link #FIRST}. */
  DialectServer service() {
    if (service == null) {
      service = DialectServer.start().accepts(FIRST);
    }
    return service;
  }

  TestServer server() {
    return server;
  }

  WorkspaceId workspace() {
    return workspace;
  }

  Api olga() {
    return olga;
  }

  /** Olga's key, which resolves and calls. */
  Api engine() {
    return engine;
  }

  /** Who is signed in as {@link #manager()}. */
  TestPerson mia() {
    return mia;
  }

  /** Who is signed in as {@link #editor()}. */
  TestPerson eli() {
    return eli;
  }

  Api manager() {
    return manager;
  }

  Api editor() {
    return editor;
  }

  /** A number that no other test has. */
  static int next() {
    return COUNT.incrementAndGet();
  }

  /** A credential for that service with a name of its own and the first secret. */
  static TestCredentials credential(DialectServer service) {
    return TestCredentials.http(service).named("life " + next()).field("token", FIRST);
  }

  Answer rotate(String id, String secret) {
    return olga.post(
        "/credentials/" + id + "/rotate",
        Map.of("fields", Map.of("token", secret), "verify", false));
  }

  String token(String id) {
    return engine.resolve(id).expect(200).at("/fields/token");
  }

  String status(String id) {
    return olga.get("/credentials/" + id).expect(200).at("/status");
  }

  void outcome(String id, String token, String outcome) {
    engine
        .post(
            "/runtime/v1/credentials/" + id + "/outcome",
            Map.of("tokenId", token, "outcome", outcome))
        .expect(204);
  }

  JsonNode lastEvent(String id) {
    return events(id).getFirst();
  }

  List<String> actions(String id) {
    return events(id).stream().map(event -> event.path("action").asString()).toList();
  }

  /**
   * What happened to a credential, newest first, but that others have the same secret: here most
   * have.
   */
  List<JsonNode> events(String id) {
    return olga.get("/credentials/" + id + "/audit").expect(200).items().stream()
        .filter(event -> !event.path("action").asString().equals("credential.duplicate_found"))
        .toList();
  }

  List<String> states(String id) {
    return olga.get("/credentials/" + id + "/versions").expect(200).items().stream()
        .map(version -> version.path("state").asString())
        .toList();
  }

  /** How many of its versions still hold a secret. */
  long sealed(String id) {
    return server
        .jdbc()
        .sql(
            "select count(*) from credential_version where credential = :id and sealed is not null")
        .param("id", uuid(id))
        .query(Long.class)
        .single();
  }

  static UUID uuid(String id) {
    return CredentialId.parse(id).orElseThrow().value();
  }

  /** Does it that much later, and then it is now again. */
  void ahead(Duration by, Runnable work) {
    server.at(by, work);
  }
}
