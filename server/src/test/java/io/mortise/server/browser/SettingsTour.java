package io.mortise.server.browser;

import static io.mortise.server.browser.Tour.TOO_MANY;
import static io.mortise.server.browser.Tour.clicked;
import static io.mortise.server.browser.Tour.page;
import static io.mortise.server.browser.Tour.told;

import java.util.List;
import java.util.stream.Stream;

/**
 * The stops of the tour at the settings: API keys, service accounts and the account, with their
 * dialogs.
 */
final class SettingsTour {
  private static final String KEYS = "/api/v1/api-keys";
  private static final String ACCOUNTS = "/api/v1/service-accounts";

  private static final String STALE =
      """
      {"code": "fresh_sign_in_required", "status": 403, "title": "Confirm that it is you"}
      """;

  private SettingsTour() {}

  static List<Tour> stops() {
    return Stream.of(keys(), rotation(), serviceAccounts(), account())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Tour> keys() {
    return List.of(
        page("api-keys", "/settings/api-keys", "Orders engine"),
        new Tour(
            "api-keys-empty",
            "/settings/api-keys",
            screens -> screens.answer("GET", KEYS, 200, "{\"items\": []}").go("/settings/api-keys"),
            "No API keys yet"),
        told("api-keys-failed", "/settings/api-keys", KEYS, TOO_MANY, "could not be loaded"),
        clicked("api-key-new", "/settings/api-keys", "Create API key", "Call through the proxy"),
        createdKey(
            "api-key-token",
            201,
            """
            {"id": "key_fake", "name": "Nightly export", "scopes": ["runtime:resolve"],
             "workspaces": null, "token": "mrt_%s"}
            """
                .formatted("fake0000".repeat(6)),
            "Copy the key now"),
        createdKey("fresh-sign-in", 403, STALE, "Confirm your password"),
        new Tour(
            "api-key-new-missing",
            "/settings/api-keys",
            screens -> {
              screens.button("Create API key").first().click();
              screens.checkbox("Call through the proxy runtime:call").uncheck();
              screens.dialog("Create API key").getByText("Create API key").last().click();
            },
            "Select at least one permission."),
        new Tour(
            "api-key-new-day",
            "/settings/api-keys",
            screens -> {
              screens.button("Create API key").first().click();
              screens.combobox("Expires").click();
              screens.option("On a date").click();
            },
            "Last day"),
        keyAction("api-key-edit", "Edit", "A key can only be narrowed"));
  }

  private static List<Tour> rotation() {
    return List.of(
        keyAction("api-key-rotate", "Rotate", "The old token works for"),
        new Tour(
            "api-key-rotated",
            "/settings/api-keys",
            screens -> {
              screens.answer(
                  "POST",
                  KEYS + "/key_fake/rotate",
                  201,
                  """
                  {"id": "key_fake", "name": "Orders engine", "scopes": ["runtime:resolve"],
                   "workspaces": null, "token": "mrt_%s",
                   "oldTokenUntil": "2027-02-03T10:00:00Z"}
                  """
                      .formatted("fake0000".repeat(6)));
              screens.answer(
                  "GET",
                  KEYS,
                  200,
                  """
                  {"items": [{"id": "key_fake", "name": "Orders engine", "prefix": "mrt_fake00",
                    "scopes": ["runtime:resolve"], "workspaces": null, "flows": null,
                    "damaged": false, "expiresAt": null, "uses": 12947,
                    "lastUsedAt": "2026-01-03T10:00:00Z", "oldTokenUntil": "2027-02-01T10:00:00Z",
                    "createdAt": "2026-01-02T10:00:00Z", "version": 3,
                    "createdBy": {"id": "%s", "name": "Olga"}, "serviceAccount": null}]}
                  """
                      .formatted(owner(screens)));
              screens.answer("GET", KEYS + "/key_fake", 200, "{\"id\": \"key_fake\"}");
              screens.go("/settings/api-keys");
              screens.button("Actions for Orders engine").click();
              screens.menuItem("Rotate").click();
              screens.waitFor("ends now.");
              screens.button("Rotate API key").click();
            },
            "The old token works until"),
        keyAction("api-key-revoke", "Revoke API key", "Every program that uses"));
  }

  private static List<Tour> serviceAccounts() {
    String page = "/settings/service-accounts";
    return List.of(
        page("service-accounts", page, "Runs the order flows."),
        new Tour(
            "service-accounts-empty",
            page,
            screens -> screens.answer("GET", ACCOUNTS, 200, "{\"items\": []}").go(page),
            "No service accounts yet"),
        told("service-accounts-failed", page, ACCOUNTS, TOO_MANY, "could not be loaded"),
        told("service-accounts-keys-failed", page, KEYS, TOO_MANY, "The API keys could not be"),
        clicked("service-account-new", page, "Create service account", "It never receives"),
        new Tour(
            "service-account-new-missing",
            page,
            screens -> {
              screens.button("Create service account").first().click();
              screens
                  .dialog("Create service account")
                  .getByText("Create service account")
                  .last()
                  .click();
            },
            "Select where it belongs."),
        accountAction("service-account-edit", "Edit", "It belongs to Default."),
        accountAction("service-account-delete", "Delete service account", "stop at once"),
        accountAction("service-account-key", "Create API key", "Choose a service account"),
        new Tour(
            "api-key-new-owner",
            "/settings/api-keys",
            screens -> {
              screens.button("Create API key").first().click();
              screens.combobox("Belongs to").click();
            },
            "backup (Organization, Administrator)"));
  }

  private static Tour accountAction(String name, String action, String shows) {
    return new Tour(
        name,
        "/settings/service-accounts",
        screens -> {
          screens.button("Actions for orders-engine").click();
          screens.menuItem(action).click();
        },
        shows);
  }

  private static List<Tour> account() {
    String account = "/settings/account";
    return List.of(
        page("account", account, "This browser"),
        changedPassword(
            "account-password-missing", "", "short", 204, "Use at least 12 characters."),
        changedPassword(
            "account-password-wrong",
            "fake-wrong-password",
            "another long fake password",
            403,
            "Wrong current password."),
        changedPassword(
            "account-password-changed",
            "fake-password",
            "another long fake password",
            204,
            "All other sessions have ended"),
        told(
            "account-sessions-failed",
            account,
            "/api/v1/me/sessions",
            TOO_MANY,
            "could not be loaded"),
        clicked("account-end-others", account, "End all other sessions", "to sign in again"));
  }

  private static Tour createdKey(String name, int status, String json, String shows) {
    return new Tour(
        name,
        "/settings/api-keys",
        screens -> {
          screens.answer("POST", KEYS, status, json);
          screens.button("Create API key").first().click();
          screens.field("Name").fill("Nightly export");
          screens.checkbox("Read credentials credentials:read").check();
          screens.dialog("Create API key").getByText("Create API key").last().click();
        },
        shows);
  }

  private static Tour keyAction(String name, String action, String shows) {
    return new Tour(
        name,
        "/settings/api-keys",
        screens -> {
          screens.button("Actions for Orders engine").click();
          screens.menuItem(action).click();
        },
        shows);
  }

  private static String owner(Screens screens) {
    return screens
        .page()
        .evaluate("() => fetch('/api/v1/me').then(a => a.json()).then(me => me.user.id)")
        .toString();
  }

  private static Tour changedPassword(
      String name, String present, String next, int status, String shows) {
    return new Tour(
        name,
        "/settings/account",
        screens -> {
          screens.answer(
              "PUT",
              "/api/v1/me/password",
              status,
              "{\"code\": \"forbidden\", \"status\": 403, \"detail\": \"Wrong.\"}");
          screens.field("Current password").fill(present);
          screens.field("New password").fill(next);
          screens.button("Change password").click();
        },
        shows);
  }
}
