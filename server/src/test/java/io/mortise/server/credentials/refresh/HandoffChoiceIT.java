package io.mortise.server.credentials.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.runtime.oauth.IssuedToken;
import io.mortise.server.access.Principal;
import io.mortise.server.credentials.apps.IssuerLookup;
import io.mortise.server.credentials.store.CredentialSealer;
import io.mortise.server.credentials.store.SealedDocument;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.settings.Settings;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestPrincipals;
import io.mortise.server.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account with several tenants: it is connected once its person has chosen one. */
class HandoffChoiceIT {
  private TestServer server;
  private DialectServer issuer;
  private Api olga;
  private Handoffs handoffs;

  @BeforeEach
  void start() {
    server = TestServer.start();
    issuer =
        DialectServer.start()
            .answers(
                200,
                "{\"access_token\":\"fake-access\",\"refresh_token\":\"fake-refresh\",\"expires_in\":3600}");
    olga = server.api().setUp();
    handoffs =
        new Handoffs(
            server.bean(HandoffRows.class),
            server.bean(TokenRows.class),
            server.bean(TokenFetcher.class),
            server.bean(TokenSealer.class),
            new TwoTenants(),
            server.bean(IssuerLookup.class),
            server.bean(CredentialSealer.class),
            server.bean(Settings.class),
            server.clock());
  }

  @AfterEach
  void end() {
    issuer.close();
    server.close();
  }

  /**
   * In place of a service that lists tenants, of which the second has an id that nobody expects.
   */
  private static final class TwoTenants implements AccountReader {
    @Override
    public SealedDocument received(SealedDocument document, Map<String, String> redirect) {
      return document;
    }

    @Override
    public Account read(OrganizationId organization, SealedDocument document, IssuedToken token) {
      return new Account(
          document, List.of(new Choice("one", "Acme"), new Choice("../two", "Acme Europe")), null);
    }

    @Override
    public Account chosen(
        OrganizationId organization, SealedDocument document, IssuedToken token, Choice choice) {
      if (choice.id().startsWith(".")) {
        throw new Incomplete("not allowed");
      }
      return new Account(document, List.of(), "otto · " + choice.name());
    }
  }

  private Answer begun() {
    return TestCredentials.account(issuer, issuer).handOffBy(olga).expect(201);
  }

  private void comeBack(Answer begun) {
    String state = begun.at("/authorizationUrl").replaceAll(".*[?&]state=([^&]*).*", "$1");
    String cookie = olga.cookie("mortise_handoff_" + begun.at("/id"));
    handoffs.receive(
        new Handoffs.Callback(state, "fake-code", null, Map.of(), id -> Optional.of(cookie)));
  }

  private Answer progress(Answer begun) {
    return olga.get("/oauth/handoffs/" + begun.at("/id")).expect(200);
  }

  private Answer save(Answer begun) {
    return olga.post(
        "/credentials",
        Map.of(
            "connector",
            "http",
            "method",
            "oauth2",
            "name",
            "account",
            "verify",
            false,
            "oauthHandoff",
            begun.at("/id")));
  }

  private Principal.SignedIn person() {
    var people = server.people();
    return TestPrincipals.mia().of(people.acme()).id(people.olga()).signedIn();
  }

  private static HandoffId id(Answer begun) {
    return HandoffId.parse(begun.at("/id")).orElseThrow();
  }

  @Test
  void account_withSeveralTenants_waitsForTheChoice_andIsSavedAfterIt() {
    Answer begun = begun();
    comeBack(begun);

    Answer choosing = progress(begun);
    assertThat(choosing.at("/state")).isEqualTo("choosing");
    assertThat(choosing.at("/choices/0/name")).isEqualTo("Acme");
    assertThat(choosing.json().get("choices")).hasSize(2);
    save(begun).expect(409, "handoff_not_connected");

    handoffs.choose(person(), id(begun), "one");

    Answer connected = progress(begun);
    assertThat(connected.at("/state")).isEqualTo("connected");
    assertThat(connected.at("/identity")).isEqualTo("otto · Acme");
    assertThat(connected.json().has("choices")).isFalse();
    String credential = save(begun).expect(201).at("/id");
    assertThat(olga.get("/credentials/" + credential).at("/identity")).isEqualTo("otto · Acme");
    assertThat(issuer.seen()).as("the code was exchanged once").hasSize(1);
  }

  @Test
  void choice_thatWasNotOffered_isRefused_andAnotherIsStillPossible() {
    Answer begun = begun();
    comeBack(begun);

    assertThatThrownBy(() -> handoffs.choose(person(), id(begun), "three"))
        .isInstanceOf(InvalidRequest.class);
    assertThatThrownBy(() -> handoffs.choose(person(), id(begun), "../two"))
        .isInstanceOf(InvalidRequest.class);
    olga.post("/oauth/handoffs/" + begun.at("/id") + "/choice", Map.of("choice", "three"))
        .expect(400);

    assertThat(progress(begun).at("/state")).isEqualTo("choosing");
    handoffs.choose(person(), id(begun), "one");
    assertThat(progress(begun).at("/state")).isEqualTo("connected");
  }

  @Test
  void choice_twice_orWhereNothingIsToBeChosen_isGone() {
    Answer begun = begun();
    assertThatThrownBy(() -> handoffs.choose(person(), id(begun), "one"))
        .isInstanceOf(HandoffRefused.class);
    comeBack(begun);
    handoffs.choose(person(), id(begun), "one");

    assertThatThrownBy(() -> handoffs.choose(person(), id(begun), "one"))
        .isInstanceOf(HandoffRefused.class);
    olga.post("/oauth/handoffs/" + begun.at("/id") + "/choice", Map.of("choice", "one"))
        .expect(410, "handoff_gone");
  }

  @Test
  void choice_bySomebodyElse_isGone() {
    Answer begun = begun();
    comeBack(begun);
    var stranger = TestPrincipals.mia().of(server.people().acme()).signedIn();

    assertThatThrownBy(() -> handoffs.choose(stranger, id(begun), "one"))
        .isInstanceOf(HandoffRefused.class);
    assertThat(progress(begun).at("/state")).isEqualTo("choosing");
  }
}
