package io.mortise.runtime.oauth;

import static io.mortise.runtime.TestCredentials.CATALOGUE;
import static io.mortise.runtime.TestCredentials.method;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Field;
import io.mortise.runtime.connector.oauth.IssuedValue;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an evil answer or redirect says must never lead a token, a code or a secret anywhere. */
class IssuedValuesTest {
  private static final Map<String, Map<String, String>> GOOD =
      Map.of(
          "salesforce", Map.of("instanceHost", "https://acme.my.salesforce.com"),
          "jira", Map.of("cloudId", "11111111-2222-3333-4444-555555555555"),
          "xero", Map.of("tenantId", "11111111-2222-3333-4444-555555555555"),
          "zoho",
              Map.of(
                  "accountsHost",
                  "https://accounts.zohocloud.ca",
                  "apiHost",
                  "https://www.zohoapis.ca"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          salesforce | instanceHost | https://evil.test
          salesforce | instanceHost | https://acme.my.salesforce.com.evil.test
          salesforce | instanceHost | https://evil.test/.my.salesforce.com
          salesforce | instanceHost | https://evil.test#.my.salesforce.com
          salesforce | instanceHost | https://evil.test?.my.salesforce.com
          salesforce | instanceHost | https://acme.my.salesforce.com@evil.test
          salesforce | instanceHost | https://evil.test\\.my.salesforce.com
          salesforce | instanceHost | https://evilsalesforce.com
          salesforce | instanceHost | https://acme.myxsalesforce.com
          salesforce | instanceHost | https://acme.my.salesforcexcom
          salesforce | instanceHost | https://acmexmy.salesforce.com
          salesforce | instanceHost | https://a.b.c.d.salesforce.com
          salesforce | instanceHost | http://acme.my.salesforce.com
          salesforce | instanceHost | https://acme.my.salesforce.com:8443
          salesforce | instanceHost | https://127.0.0.1
          salesforce | instanceHost | https://[::1]
          salesforce | instanceHost | //acme.my.salesforce.com
          salesforce | instanceHost | acme.my.salesforce.com
          salesforce | instanceHost | javascript:alert(1)
          jira       | cloudId      | ../../../evil
          jira       | cloudId      | 11111111-2222-3333-4444-555555555555/../../other
          jira       | cloudId      | 11111111-2222-3333-4444-555555555555?x=
          jira       | cloudId      | %2e%2e%2f
          jira       | cloudId      | x@evil.test
          xero       | tenantId     | 11111111-2222-3333-4444-555555555555\\r\\nX-Evil: 1
          xero       | tenantId     | not an id
          zoho       | accountsHost | https://evil.test
          zoho       | accountsHost | https://accounts.zoho.com.evil.test
          zoho       | accountsHost | https://accounts.zoho.evil
          zoho       | accountsHost | https://accounts.zohocloud.com
          zoho       | accountsHost | https://accounts.zoho.com@evil.test
          zoho       | accountsHost | https://accounts.zoho.com:444
          zoho       | accountsHost | http://accounts.zoho.com
          zoho       | accountsHost | https://accounts-zoho.com
          zoho       | accountsHost | https://accountsxzoho.com
          zoho       | accountsHost | https://accounts.zohoxcom
          zoho       | accountsHost | https://accounts.zohocloudxca
          zoho       | apiHost      | https://www.zohoapisxcom
          zoho       | apiHost      | https://www.zohoapis.com.evil.test
          zoho       | apiHost      | https://evil.test/www.zohoapis.com
          zoho       | apiHost      | https://wwwxzohoapis.com
          """)
  void value_outsideTheServicesOwnPlaces_isNotTaken(String connector, String field, String evil) {
    var said = new LinkedHashMap<>(GOOD.getOrDefault(connector, Map.of()));
    assertThat(taken(connector, said)).isTrue();

    said.put(field, evil.replace("\\r\\n", "\r\n"));

    assertThat(taken(connector, said)).isFalse();
  }

  @Test
  void values_ofEveryService_areAmongThese() {
    var declared = new ArrayList<String>();
    for (var connector : CATALOGUE.all()) {
      for (var method : connector.methods()) {
        method.fields().stream()
            .filter(Field::ofService)
            .forEach(field -> declared.add(connector.id() + " " + field.name()));
      }
    }

    assertThat(declared)
        .containsExactlyInAnyOrder(
            "salesforce instanceHost",
            "jira cloudId",
            "xero tenantId",
            "zoho accountsHost",
            "zoho apiHost");
  }

  /** Fields of an address that a person enters with the credential, and the app's own host. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          shopify       | shop      | evil.test/
          shopify       | shop      | evil.test#
          shopify       | shop      | acme.evil
          shopify       | shop      | Acme
          salesforce    | loginHost | evil.test
          salesforce    | loginHost | acme.lightning.force.com
          salesforce    | loginHost | loginxsalesforce.com
          salesforce    | loginHost | acmexmy.salesforce.com
          salesforce    | loginHost | login.salesforcexcom
          salesforce    | loginHost | acme.my.salesforce.com.evil.test
          salesforce    | loginHost | login.salesforce.com/evil
          microsoft-365 | tenant    | ../evil
          microsoft-365 | tenant    | common/evil
          microsoft-365 | tenant    | ..
          microsoft-365 | tenant    | common?x
          gitlab        | host      | git.acme.test/evil
          gitlab        | host      | user@git.acme.test
          zoho          | homeHost  | accounts.evil.test
          """)
  void partOfAnAddress_outsideItsForm_isRefused(String connector, String field, String evil) {
    var method = method(connector, "oauth2");
    var errors = method.read(entered(Map.of(field, evil)), Set.of()).errors();

    assertThat(errors).anyMatch(error -> error.pointer().equals("/fields/" + field));
  }

  @Test
  void addresses_ofEveryService_areShapedByTheAppAndTheServiceOnly() {
    var byPeople = new ArrayList<String>();
    for (var connector : CATALOGUE.all()) {
      for (var method : connector.methods()) {
        method
            .oauth()
            .filter(grant -> grant.app() == OAuthGrant.App.REQUIRED)
            .ifPresent(
                grant -> {
                  var names = new ArrayList<>(grant.tokenUrl().fields());
                  names.addAll(grant.authorizeUrl().orElseThrow().fields());
                  grant.revokeUrl().ifPresent(url -> names.addAll(url.fields()));
                  method.fields().stream()
                      .filter(field -> field.origin() == Field.Origin.PERSON)
                      .filter(field -> names.contains(field.name()))
                      .forEach(field -> byPeople.add(connector.id() + " " + field.name()));
                });
      }
    }

    // Its pattern has neither dots nor slashes, and the domain behind it is fixed.
    assertThat(byPeople).containsExactly("shopify shop");
  }

  /** Whether the fields are complete and valid after a service has said this. */
  private static boolean taken(String connector, Map<String, String> said) {
    var method = method(connector, "oauth2");
    var values = new LinkedHashMap<String, Object>();
    said.forEach(
        (field, text) -> source(method, field).of(text).ifPresent(kept -> values.put(field, kept)));
    return values.keySet().equals(said.keySet()) && method.read(entered(values), Set.of()).ok();
  }

  private static IssuedValue source(AuthMethod method, String field) {
    var grant = method.oauth().orElseThrow();
    var chosen = new IssuedValue("", IssuedValue.Form.TEXT);
    return grant
        .dialect()
        .issued()
        .getOrDefault(field, grant.fromCallback().getOrDefault(field, chosen));
  }

  private static Map<String, Object> entered(Map<String, ?> further) {
    var values = new LinkedHashMap<String, Object>(further);
    values.put(OAuthGrant.CLIENT_ID, "fake-client");
    values.put(OAuthGrant.CLIENT_SECRET, "fake-secret");
    return values;
  }
}
