package io.mortise.server.credentials.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.runtime.call.CallLimits;
import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.catalogue.Catalogue;
import io.mortise.runtime.credential.Secret;
import io.mortise.runtime.net.Network;
import io.mortise.runtime.net.OutboundPolicy;
import io.mortise.runtime.oauth.IssuedToken;
import io.mortise.runtime.probe.HttpProbe;
import io.mortise.runtime.probe.ProbeEngine;
import io.mortise.server.connectors.Connectors;
import io.mortise.server.credentials.apps.AppSettings;
import io.mortise.server.credentials.apps.OAuthAppId;
import io.mortise.server.credentials.refresh.AccountReader;
import io.mortise.server.credentials.refresh.AccountReader.Incomplete;
import io.mortise.server.credentials.store.SealedDocument;
import io.mortise.server.kernel.OrganizationId;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What services say of an account, by connectors of the catalogue. No service is reached. */
class ConnectedAccountsTest {
  private static final OrganizationId ORGANIZATION = new OrganizationId(new UUID(0, 1));
  private static final String TENANT = "11111111-2222-3333-4444-555555555555";

  private final Connectors connectors = new Connectors(Catalogue.builtIn());
  private final ConnectorCall call =
      new ConnectorCall(
          new OutboundPolicy(List.of(), Set.of(), OptionalInt.empty()),
          CallLimits.standard(),
          new Network(
              host -> new InetAddress[] {InetAddress.getLoopbackAddress()}, Socket::new, null));
  private final AccountReader accounts =
      new ConnectedAccounts(
          connectors, new ProbeEngine(call.ownNetwork(), List.of(new HttpProbe(call))), call);

  @AfterEach
  void close() {
    call.close();
  }

  @Test
  void received_region_shapesTheTokenEndpoint() {
    var handedOff = handedOff("zoho", Map.of("homeHost", "accounts.zoho.com"));

    var received =
        accounts.received(
            handedOff, Map.of("location", "eu", "accounts-server", "https://accounts.zoho.eu"));

    assertThat(handedOff.tokenEndpoint()).isNull();
    assertThat(received.tokenEndpoint()).isEqualTo("https://accounts.zoho.eu/oauth/v2/token");
    assertThat(received.app()).isEqualTo(handedOff.app());
    assertThat(received.fields().text("clientId")).contains("fake-client");
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.test",
    "https://accounts.zoho.com.evil.test",
    "https://accounts.zoho.com@evil.test",
    "http://accounts.zoho.com",
    "accounts.zoho.com",
    "''"
  })
  void received_regionOfSomebodyElse_isRefused(String server) {
    var handedOff = handedOff("zoho", Map.of("homeHost", "accounts.zoho.com"));

    assertThatThrownBy(() -> accounts.received(handedOff, Map.of("accounts-server", server)))
        .isInstanceOf(Incomplete.class);
  }

  @Test
  void received_withoutTheRegion_isRefused() {
    var handedOff = handedOff("zoho", Map.of("homeHost", "accounts.zoho.com"));

    assertThatThrownBy(() -> accounts.received(handedOff, Map.of("location", "eu")))
        .isInstanceOf(Incomplete.class);
  }

  @Test
  void received_parametersThatTheConnectorDoesNotName_changeNothing() {
    var handedOff = handedOff("slack", Map.of());

    assertThat(accounts.received(handedOff, Map.of("accounts-server", "https://evil.test")))
        .isEqualTo(handedOff);
  }

  @Test
  void read_instance_isWhereTheTokenMayGo() {
    var handedOff = handedOff("salesforce", Map.of("loginHost", "login.salesforce.com"));

    var account =
        accounts.read(
            ORGANIZATION, handedOff, token(Map.of("instanceHost", "acme.my.salesforce.com")));

    assertThat(handedOff.hosts()).isEmpty();
    assertThat(account.document().hosts()).containsExactly("acme.my.salesforce.com");
    assertThat(account.document().tokenEndpoint())
        .isEqualTo("https://login.salesforce.com/services/oauth2/token");
    assertThat(account.choices()).isEmpty();
    assertThat(account.identity()).isNull();
  }

  @Test
  void read_withoutTheInstanceOrWithAnother_isRefused() {
    var handedOff = handedOff("salesforce", Map.of("loginHost", "login.salesforce.com"));

    for (var said : List.of(Map.<String, String>of(), Map.of("instanceHost", "evil.test"))) {
      assertThatThrownBy(() -> accounts.read(ORGANIZATION, handedOff, token(said)))
          .isInstanceOf(Incomplete.class);
    }
  }

  @Test
  void chosen_tenant_isInTheDocumentAndNamesTheAccount() {
    var handedOff = handedOff("xero", Map.of());

    var account =
        accounts.chosen(
            ORGANIZATION, handedOff, token(Map.of()), new AccountReader.Choice(TENANT, "Acme Ltd"));

    assertThat(account.document().fields().text("tenantId")).contains(TENANT);
    assertThat(account.identity()).isEqualTo("Acme Ltd");
  }

  @Test
  void chosen_tenantThatTheConnectorDoesNotAllow_isRefused() {
    var handedOff = handedOff("jira", Map.of());
    var evil = new AccountReader.Choice("../../evil", "Evil");

    assertThatThrownBy(() -> accounts.chosen(ORGANIZATION, handedOff, token(Map.of()), evil))
        .isInstanceOf(Incomplete.class);
  }

  private SealedDocument handedOff(String id, Map<String, Object> ofApp) {
    var connector = connectors.get(id);
    var values = new HashMap<String, Object>(ofApp);
    values.put("clientId", "fake-client");
    var app = new AppSettings(new OAuthAppId(new UUID(0, 2)), values);
    return Draft.of(connector, connectors.method(connector, "oauth2"), Map.of(), app).document();
  }

  private static IssuedToken token(Map<String, String> said) {
    return new IssuedToken(Secret.of("fake-token"), null, null, null, said);
  }
}
