package io.mortise.server.browser;

import static io.mortise.server.browser.Tour.TOO_MANY;
import static io.mortise.server.browser.Tour.page;
import static io.mortise.server.browser.Tour.told;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The stops of the tour at OAuth: the apps, connecting an account, and a connected account. */
final class OAuthTour {
  private static final String APPS = "/api/v1/oauth/apps";
  private static final String PAGE = "/settings/oauth-apps";
  private static final String HANDOFFS = "/api/v1/oauth/handoffs";
  private static final String ADD = "/credentials?dialog=add&service=http&method=oauth2";

  /** One that is well, one whose secret ends soon, and one that the service refuses. */
  private static final String THREE_APPS =
      """
      {"items": [%s, %s, %s], "next": null}
      """
          .formatted(
              app("app_1", "Acme orders", 0, "ok", secret(1, "null")),
              app(
                  "app_2",
                  "Acme reports",
                  12,
                  "secret_expiring",
                  secret(1, "\"2026-01-20T10:00:00Z\"")
                      + ","
                      + secret(2, "\"2027-02-03T10:00:00Z\"")),
              app("app_3", "Acme archive", 1000, "refused", secret(1, "null")));

  private static final String ONE_APP =
      "{\"items\": [%s], \"next\": null}"
          .formatted(app("app_1", "Acme orders", 3, "ok", secret(1, "null")));

  private OAuthTour() {}

  static List<Tour> stops(LifelikeOrganization acme) {
    return Stream.of(apps(), appDialogs(), connecting(), connected(acme))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Tour> apps() {
    return List.of(
        page("oauth-apps-empty", PAGE, "No OAuth apps yet"),
        told("oauth-apps-failed", PAGE, APPS, TOO_MANY, "could not be loaded"),
        withApps("oauth-apps", screens -> {}, "The service refuses the client"),
        withApps(
            "oauth-app-menu",
            screens -> screens.button("Actions for Acme reports").click(),
            "Remove secret"),
        new Tour(
            "credentials-of-app",
            "/credentials",
            screens -> screens.answer("GET", APPS, 200, THREE_APPS).go("/credentials?app=app_1"),
            "OAuth app: Acme orders"));
  }

  private static List<Tour> appDialogs() {
    return List.of(
        withApps(
            "oauth-app-new",
            screens -> screens.button("Add OAuth app").first().click(),
            "Register exactly this address"),
        withApps(
            "oauth-app-new-missing",
            screens -> {
              screens.button("Add OAuth app").first().click();
              screens.combobox("Service").fill("http");
              screens.combobox("Service").press("Enter");
              screens.dialog("Add OAuth app").getByText("Add OAuth app").last().click();
            },
            "Enter a name."),
        action("oauth-app-edit", "Acme orders", "Edit", "An app of HTTP Request"),
        withApps(
            "oauth-app-again",
            screens -> {
              screens.answer(
                  "PATCH",
                  APPS + "/app_1",
                  200,
                  """
                  {"id": "app_1", "name": "Acme orders", "mustConnectAgain":
                    [{"id": "cred_fake", "name": "acme-prod-orders"}, {"id": "cred_fake_2"}]}
                  """);
              screens.button("Actions for Acme orders").click();
              screens.menuItem("Edit").click();
              screens.field("Client ID").fill("another");
              screens.field("Client secret").fill("fake-secret");
              screens.button("Save OAuth app").click();
            },
            "must be authorized again"),
        withApps(
            "oauth-app-edit-client",
            screens -> {
              screens.button("Actions for Acme reports").click();
              screens.menuItem("Edit").click();
              screens.field("Client ID").fill("another");
              screens.button("Save OAuth app").click();
            },
            "Enter it again"),
        action("oauth-app-add-secret", "Acme orders", "Add secret", "stays as a fallback"),
        action("oauth-app-remove-secret", "Acme reports", "Remove secret", "Mortise destroys it"),
        action("oauth-app-delete", "Acme orders", "Delete OAuth app", "This cannot be undone."),
        action("oauth-app-delete-in-use", "Acme reports", "Delete OAuth app", "use it."));
  }

  private static List<Tour> connecting() {
    return List.of(
        adding("add-oauth", screens -> {}, "Belongs to the organization"),
        adding(
            "add-oauth-app-over",
            screens -> screens.button("Add OAuth app").click(),
            "Register exactly this address at the service first."),
        handOff("add-oauth-waiting", "{\"state\": \"waiting\"}", "Waiting for you"),
        handOff(
            "add-oauth-connected",
            """
            {"state": "connected", "identity": "mia@acme.test", "grantedScopes": ["read"]}
            """,
            "Connected as mia@acme.test"),
        handOff(
            "add-oauth-choosing",
            """
            {"state": "choosing", "choices": [{"id": "1", "name": "Acme Europe"},
                                              {"id": "2", "name": "Acme America"}]}
            """,
            "Select what Mortise uses"));
  }

  private static List<Tour> connected(LifelikeOrganization acme) {
    String id = acme.id("acme-prod-slack");
    return List.of(
        account("credential-oauth", id, "", screens -> {}, "Granted permissions"),
        account(
            "credential-oauth-failing",
            id,
            """
            , lastError: 'The service answered 500.', missingScopes: ['files.write'],
            refreshable: false, tokenExpiresAt: at(-5), nextRefreshAt: null
            """,
            screens -> {},
            "The last refresh failed"),
        account(
            "dialog-reauthorize-another",
            id,
            "",
            screens -> {
              handsOff(
                  screens,
                  """
                  {"state": "connected", "identity": "tom@acme.test", "sameAccount": false}
                  """);
              screens.go("/credentials/" + id + "?dialog=reauthorize&credential=" + id);
              screens.button("Authorize").click();
            },
            "This is another account than before."));
  }

  private static Tour withApps(String name, Consumer<Screens> open, String shows) {
    return new Tour(
        name,
        PAGE,
        screens -> {
          screens.answer("GET", APPS, 200, THREE_APPS).go(PAGE);
          open.accept(screens);
        },
        shows);
  }

  private static Tour action(String name, String app, String action, String shows) {
    return withApps(
        name,
        screens -> {
          screens.button("Actions for " + app).click();
          screens.menuItem(action).click();
        },
        shows);
  }

  private static Tour adding(String name, Consumer<Screens> open, String shows) {
    return new Tour(
        name,
        ADD,
        screens -> {
          screens.answer("GET", APPS, 200, ONE_APP).go(ADD);
          open.accept(screens);
        },
        shows);
  }

  private static Tour handOff(String name, String progress, String shows) {
    return adding(
        name,
        screens -> {
          handsOff(screens, progress);
          enter(screens, "Allowed hosts", "api.example.com");
          enter(screens, "Scopes", "read write");
          screens.button("Authorize").click();
        },
        shows);
  }

  private static void enter(Screens screens, String list, String value) {
    screens.combobox(list).first().fill(value);
    screens.combobox(list).first().press("Enter");
  }

  private static void handsOff(Screens screens, String progress) {
    screens.answer(
        "POST",
        HANDOFFS,
        201,
        """
        {"id": "oah_fake", "authorizationUrl": "about:blank", "redirectUri": "about:blank",
         "expiresAt": "2027-02-03T10:00:00Z"}
        """);
    screens.answer("GET", HANDOFFS + "/oah_fake", 200, progress);
    screens.answer("DELETE", HANDOFFS + "/oah_fake", 204, "");
  }

  /** A credential as if it were a connected account. */
  private static Tour account(
      String name, String id, String more, Consumer<Screens> open, String shows) {
    String path = "/credentials/" + id;
    return new Tour(
        name,
        path,
        screens -> {
          var read = "/api/v1" + path;
          screens.answer("GET", read, 200, connected(screens, read, more));
          screens.go(path);
          open.accept(screens);
        },
        shows);
  }

  private static String connected(Screens screens, String read, String more) {
    return (String)
        screens
            .page()
            .evaluate(
                """
                async () => {
                  const at = minutes => new Date(Date.now() + minutes * 60000).toISOString();
                  const credential = await (await fetch('%s')).json();
                  return JSON.stringify({...credential, type: 'oauth2', identity: 'mia@acme.test',
                    oauth: {app: {id: 'app_1', name: 'Acme orders'},
                      grantedScopes: ['files.read', 'offline_access'], missingScopes: [],
                      tokenIssuedAt: at(-18), tokenExpiresAt: at(42), nextRefreshAt: at(41),
                      refreshable: true, lastError: null%s}});
                }
                """
                    .formatted(read, more));
  }

  private static String app(String id, String name, int usedBy, String health, String secrets) {
    return """
    {"id": "%s", "name": "%s", "connector": "http", "workspace": null,
     "clientId": "acme-client-7f3a", "authentication": "basic",
     "fields": {"authorizeUrl": "https://login.example.com/authorize",
                "tokenUrl": "https://login.example.com/token"},
     "redirectUri": "https://mortise.example.com/api/v1/oauth/callback", "usedBy": %d,
     "secrets": [%s], "health": "%s", "refusedAt": "2026-01-03T10:00:00Z", "managed": true,
     "createdAt": "2026-01-02T10:00:00Z", "version": 3}
    """
        .formatted(id, name, usedBy, secrets, health);
  }

  private static String secret(int number, String expiresAt) {
    return """
    {"number": %d, "setAt": "2026-01-0%dT10:00:00Z", "expiresAt": %s}
    """
        .formatted(number, number + 1, expiresAt);
  }
}
