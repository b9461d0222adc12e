package io.mortise.server.credentials.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.runtime.catalogue.Catalogue;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.connector.oauth.Scope;
import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Secret;
import io.mortise.server.credentials.apps.AppSettings;
import io.mortise.server.credentials.apps.OAuthAppId;
import io.mortise.server.credentials.store.SealedDocument;
import io.mortise.server.kernel.InvalidRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is sealed after an edit: entered fields laid over the sealed ones. */
class DraftTest {
  private static final Connector HTTP = Catalogue.builtIn().find("http").orElseThrow();
  private static final String OLD = "fake-old-token";
  private static final String NEW = "fake-new-token";

  @Test
  void of_aServiceWithScopes_asksForTheUsualOnes_unlessSomebodySaysOtherwise() {
    var connector = Catalogue.builtIn().find("github").orElseThrow();
    var method = connector.method("oauth2").orElseThrow();
    var app =
        new AppSettings(
            new OAuthAppId(new UUID(7, 1)),
            Map.of("clientId", "fake-client", "authentication", "post"));
    var usual =
        method.oauth().orElseThrow().scopes().stream()
            .filter(Scope::byDefault)
            .map(Scope::name)
            .toList();

    assertThat(usual).isNotEmpty();
    assertThat(Draft.of(connector, method, Map.of(), app).fields().lines("scopes"))
        .isEqualTo(usual);
    assertThat(
            Draft.of(connector, method, Map.of("scopes", List.of("gist")), app)
                .fields()
                .lines("scopes"))
        .containsExactly("gist");
  }

  @Test
  void of_fields_knowsHostsAndSecrets() {
    var draft = Draft.of(HTTP, method("bearer"), bearer(OLD), null);

    assertThat(draft.hosts()).containsExactly("api.acme.test");
    assertThat(draft.shape().secretNames()).containsExactly("token");
    assertThat(draft.shape().publicFields()).doesNotContainKey("token");
    assertThat(draft.keepsAnySecret()).isFalse();
  }

  @Test
  void over_absentBlankOrNullSecret_isKept() {
    for (Map<String, ?> entered :
        List.<Map<String, ?>>of(Map.of(), Map.of("token", ""), nulled("token"))) {
      var draft = Draft.over(HTTP, method("bearer"), entered, sealed(bearer(OLD), "bearer"), null);

      assertThat(secret(draft, "token").sameAs(Secret.of(OLD))).isTrue();
      assertThat(draft.keepsEverySecret()).isTrue();
    }
  }

  @Test
  void over_givenSecret_replacesIt() {
    var draft =
        Draft.over(
            HTTP, method("bearer"), Map.of("token", NEW), sealed(bearer(OLD), "bearer"), null);

    assertThat(secret(draft, "token").sameAs(Secret.of(NEW))).isTrue();
    assertThat(draft.keepsAnySecret()).isFalse();
    assertThat(draft.keepsEverySecret()).isFalse();
  }

  @Test
  void over_publicField_isClearedByNullAndKeptWhenAbsent() {
    var before = new HashMap<String, Object>(bearer(OLD));
    before.put("testUrl", "https://api.acme.test/me");

    var kept = Draft.over(HTTP, method("bearer"), Map.of(), sealed(before, "bearer"), null);
    var cleared =
        Draft.over(HTTP, method("bearer"), nulled("testUrl"), sealed(before, "bearer"), null);

    assertThat(kept.shape().publicFields()).containsEntry("testUrl", "https://api.acme.test/me");
    assertThat(cleared.shape().publicFields()).doesNotContainKey("testUrl");
  }

  @Test
  void reshaped_wayOfAKeptSecret_isNamed() {
    var sealed = sealed(bearer(OLD), "bearer");
    var wider =
        Draft.over(
            HTTP,
            method("bearer"),
            Map.of("allowedHosts", List.of("api.acme.test", "evil.test")),
            sealed,
            null);
    var same = Draft.over(HTTP, method("bearer"), Map.of(), sealed, null);

    assertThat(wider.reshaped(sealed)).containsExactly("allowedHosts");
    assertThat(same.reshaped(sealed)).isEmpty();
  }

  @Test
  void over_mapSecret_isChangedEntryByEntry() {
    var sealed = sealed(headers(Map.of("X-One", "fake-1", "X-Two", "fake-2")), "custom_headers");
    var entries = new HashMap<String, @Nullable Object>();
    entries.put("X-Two", null);
    entries.put("X-Three", "fake-3");

    var draft =
        Draft.over(HTTP, method("custom_headers"), Map.of("headers", entries), sealed, null);

    var map = (FieldValue.HiddenMap) value(draft, "headers");
    assertThat(map.entries().keySet()).containsExactlyInAnyOrder("X-One", "X-Three");
    assertThat(draft.keepsAnySecret()).isTrue();
    assertThat(draft.keepsEverySecret()).isFalse();
    assertThat(draft.keptInPart()).containsExactly("headers");
  }

  @Test
  void over_emptyEntryOrNoEntryLeft_isRefused() {
    var sealed = sealed(headers(Map.of("X-One", "fake-1")), "custom_headers");

    for (Map<String, ?> entries : List.<Map<String, ?>>of(Map.of("X-One", ""), nulled("X-One"))) {
      assertThatThrownBy(
              () ->
                  Draft.over(
                      HTTP, method("custom_headers"), Map.of("headers", entries), sealed, null))
          .isInstanceOf(InvalidRequest.class);
    }
  }

  @Test
  void of_unknownField_isRefused() {
    var entered = new HashMap<String, Object>(bearer(OLD));
    entered.put("tokens", "x");

    assertThatThrownBy(() -> Draft.of(HTTP, method("bearer"), entered, null))
        .isInstanceOf(InvalidRequest.class);
  }

  private static AuthMethod method(String id) {
    return HTTP.method(id).orElseThrow();
  }

  private static SealedDocument sealed(Map<String, ?> entered, String method) {
    return Draft.of(HTTP, method(method), entered, null).document();
  }

  private static Map<String, Object> bearer(String token) {
    return Map.of("token", token, "allowedHosts", List.of("api.acme.test"));
  }

  private static Map<String, Object> headers(Map<String, String> entries) {
    return Map.of("headers", entries, "allowedHosts", List.of("api.acme.test"));
  }

  private static Map<String, @Nullable Object> nulled(String name) {
    var entered = new HashMap<String, @Nullable Object>();
    entered.put(name, null);
    return entered;
  }

  private static Secret secret(Draft draft, String name) {
    return ((FieldValue.Hidden) value(draft, name)).secret();
  }

  private static FieldValue value(Draft draft, String name) {
    return Objects.requireNonNull(draft.fields().asMap().get(name));
  }
}
