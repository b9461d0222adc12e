package io.mortise.server.browser;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Every screen and dialog, and how to get there.
 *
 * @param open what to do once the page stands, to see what the stop is about
 * @param shows text that is there when it stands
 */
record Tour(String name, String path, Consumer<Screens> open, String shows) {
  private static final String CREDENTIALS = "/api/v1/credentials";

  static final String TOO_MANY =
      """
      {"code": "rate_limited", "status": 429, "title": "Too many requests",
       "detail": "Too many requests. Try again in a minute."}
      """;

  static List<Tour> signedIn(LifelikeOrganization acme) {
    return Stream.of(
            lists(),
            FirstStepsTour.stops(),
            adding(),
            dialogs(acme),
            hostile(acme),
            credential(acme),
            others(),
            SettingsTour.stops(),
            OAuthTour.stops(acme),
            frame())
        .flatMap(List::stream)
        .toList();
  }

  static List<Tour> signedOut() {
    String set = "/setup?token=none";
    return List.of(
        page("sign-in", "/sign-in", "Sign in"),
        new Tour(
            "sign-in-wrong",
            "/sign-in",
            screens -> {
              screens.answer("POST", "/api/v1/session", 401, "{\"code\": \"unauthorized\"}");
              screens.field("E-mail").fill("olga@example.test");
              screens.field("Password").fill("fake-password");
              screens.button("Sign in").click();
            },
            "Wrong e-mail or password."),
        page("set-up-done", set, "This server is already set up."),
        new Tour("set-up", set, screens -> fresh(screens).go(set), "Create organization"),
        new Tour(
            "set-up-without-token",
            "/setup",
            screens -> fresh(screens).go("/setup"),
            "Setup token"),
        setUp(
            "set-up-refused",
            400,
            """
            {"code": "invalid_request", "status": 400,
             "errors": [{"pointer": "/password", "detail": "At least 12 characters."}]}
            """,
            "At least 12 characters."),
        setUp(
            "set-up-keep",
            201,
            "{\"auditFingerprint\": \"%s\"}".formatted("0f1e2d3c4b5a6978".repeat(4)),
            "Keep the audit fingerprint"),
        told("unreachable", "/credentials", "/api/v1/me", TOO_MANY, "Mortise does not answer"));
  }

  /** What somebody sees when the code of a page fails. */
  static Tour broken() {
    return new Tour(
        "broken",
        "/credentials",
        screens ->
            screens
                .answer("GET", CREDENTIALS + "/summary", 200, "{\"total\": 1}")
                .go("/credentials"),
        "This page failed");
  }

  private static List<Tour> lists() {
    String list = "/credentials";
    return List.of(
        page("credentials", list, "airtable-events"),
        page("credentials-grid", list + "?view=grid", "airtable-events"),
        page("credentials-by-service", list + "?view=service", "Airtable"),
        page("credentials-filtered", list + "?status=failing", "shop-eu"),
        page("credentials-searched", list + "?q=slack", "acme-prod-slack"),
        page("credentials-none", list + "?q=nothing-of-that-name", "No credentials match"),
        told("credentials-failed", list, CREDENTIALS, TOO_MANY, "could not be loaded"),
        new Tour(
            "credentials-empty",
            list,
            screens ->
                screens
                    .answer(
                        "GET",
                        CREDENTIALS + "/summary",
                        200,
                        "{\"total\": 0, \"byStatus\": {}, \"byConnector\": {}}")
                    .go(list),
            "Add your first credential"),
        clicked("credentials-menu", list, "Actions for acme-ci", "Duplicate"),
        filtered("credentials-status", screens -> screens.button("Status"), "Rotation due"),
        filtered(
            "credentials-sort",
            screens -> screens.button("Sort: Name, A to Z"),
            "Longest unused first"),
        filtered("credentials-connector", screens -> screens.combobox("Connector"), "HubSpot"),
        new Tour(
            "credentials-unfolded",
            list,
            screens -> {
              if (screens.button("Unfold acme-ci").isVisible()) {
                screens.button("Unfold acme-ci").click();
              }
            },
            "Opens release pull requests."),
        new Tour("credentials-selected", list, Tour::selectTwo, "2 selected"),
        new Tour(
            "credentials-revoke-selected",
            list,
            screens -> {
              selectTwo(screens);
              screens.button("Revoke selected").click();
            },
            "Revoke credentials"),
        new Tour(
            "credentials-tested",
            list + "?connector=petstore",
            screens -> {
              screens.checkbox("Select pets").check();
              screens.button("Test selected").click();
            },
            "1 of 1 done"));
  }

  private static List<Tour> adding() {
    String add = "/credentials?dialog=add";
    return List.of(
        page("add", add, "Test connection"),
        new Tour(
            "add-slack",
            add + "&service=slack",
            screens -> {
              screens.field("Notes").fill("Posts order alerts. Owner: Commerce team.");
              screens.choice("Workspace").check();
            },
            "Test connection"),
        page("add-http", add + "&service=http", "Allowed hosts"),
        method("add-http-headers", "Custom headers", "Headers"),
        method("add-http-certificate", "Client certificate", "Private key"),
        new Tour(
            "add-more-options",
            add + "&service=slack",
            screens -> screens.text("More options").click(),
            "Rotation reminder"),
        new Tour(
            "add-missing",
            add + "&service=slack",
            screens -> screens.button("Save credential").click(),
            "This field is required."),
        new Tour("add-test-failed", add + "&service=petstore", Tour::testWrongKey, "Save untested"),
        new Tour(
            "add-leave",
            add + "&service=slack",
            screens -> {
              screens.field("Token").fill("xoxb-fake-not-a-secret");
              screens.page().keyboard().press("Escape");
            },
            "Discard changes?"),
        new Tour(
            "add-duplicates",
            add + "&service=slack",
            screens -> {
              screens.answer(
                  "POST",
                  CREDENTIALS,
                  201,
                  """
                  {"id": "cred_fake", "name": "slack", "secrets": {"token": {"set": true}},
                   "duplicates": [{"id": "cred_fake_2", "name": "acme-prod-slack", "same": ["secret"]}]}
                  """);
              screens.field("Token").fill("xoxb-fake-not-a-secret");
              screens.button("Save credential").click();
            },
            "the same value of"),
        told("add-failed", add, "/api/v1/connectors", TOO_MANY, "could not be opened"));
  }

  private static List<Tour> dialogs(LifelikeOrganization acme) {
    String ci = acme.id("acme-ci");
    String slack = acme.id("acme-prod-slack");
    return List.of(
        dialog("edit", slack, "Edit acme-prod-slack"),
        dialog("edit-pending", acme.id("shop-fr"), "Edit shop-fr"),
        dialog("rotate", slack, "Rotate acme-prod-slack"),
        dialog("rotate-unreadable", acme.id("legacy-invoices"), "Rotate legacy-invoices"),
        dialog("edit-unreadable", acme.id("legacy-invoices"), "Edit legacy-invoices"),
        dialog("rollback", slack, "Roll back acme-prod-slack?"),
        dialog("duplicate", ci, "Duplicate acme-ci"),
        dialog("share", ci, "Share acme-ci"),
        dialog("revoke", ci, "Revoke acme-ci?"),
        dialog("restore", acme.id("gitlab-mirror"), "Restore gitlab-mirror?"),
        dialog("delete", ci, "Delete acme-ci?"),
        new Tour(
            "dialog-delete-in-use",
            "/credentials?dialog=delete&credential=" + ci,
            screens -> {
              screens.answer(
                  "DELETE",
                  CREDENTIALS + "/" + ci,
                  409,
                  """
                  {"code": "credential_in_use", "status": 409, "detail": "It is in use.",
                   "flows": [{"id": "f1", "name": "Nightly release"},
                             {"id": "f2", "name": "Pull request triage"}]}
                  """);
              screens.button("Delete credential").click();
            },
            "These flows will fail"),
        dialog("edit-absent", "cred_none", "could not be opened"));
  }

  /** A name that tries to break what shows it. */
  private static List<Tour> hostile(LifelikeOrganization acme) {
    String id = acme.id("hostile");
    String name = "verylongwithoutanybreak";
    return List.of(
        page("hostile-list", "/credentials?q=verylong", name),
        page("hostile-grid", "/credentials?view=grid&q=verylong", name),
        page("hostile-page", "/credentials/" + id, name),
        page("hostile-audit", "/credentials/" + id + "/audit", "Credential created"),
        dialog("revoke-hostile", id, name),
        dialog("delete-hostile", id, name),
        dialog("edit-hostile", id, name),
        dialog("rotate-hostile", id, name),
        dialog("duplicate-hostile", id, name),
        dialog("share-hostile", id, name));
  }

  private static List<Tour> credential(LifelikeOrganization acme) {
    String slack = "/credentials/" + acme.id("acme-prod-slack");
    String versions = CREDENTIALS + "/" + acme.id("acme-prod-slack") + "/versions";
    return List.of(
        page("credential", slack, "Used by"),
        clicked("credential-menu", slack, "More", "Duplicate"),
        page(
            "credential-unused",
            "/credentials/" + acme.id("shop-fr"),
            "Every use is refused at present."),
        page("credential-revoked", "/credentials/" + acme.id("gitlab-mirror"), "Restore"),
        page("credential-access", slack + "/access", "Finance"),
        new Tour(
            "credential-explained",
            slack + "/access",
            screens -> {
              screens.combobox("Person, service account or API key").click();
              screens.option("Ben").click();
            },
            "Ben may"),
        new Tour(
            "credential-explained-account",
            slack + "/access",
            screens -> {
              screens.combobox("Person, service account or API key").click();
              screens.option("orders-engine").click();
            },
            "orders-engine may use it"),
        clicked(
            "credential-unshare", slack + "/access", "Stop sharing with Finance", "stops working."),
        page("credential-versions", slack + "/versions", "Kept for roll-back"),
        told(
            "credential-tab-failed",
            slack + "/versions",
            versions,
            TOO_MANY,
            "The versions could not be loaded"),
        page("credential-audit", slack + "/audit", "Credential rotated"),
        page("credential-failing", "/credentials/" + acme.id("shop-eu"), "does not accept"),
        page("credential-pending", "/credentials/" + acme.id("shop-fr"), "Enter the secret"),
        page("credential-unreadable", "/credentials/" + acme.id("legacy-invoices"), "root key"),
        clicked("credential-tested", "/credentials/" + acme.id("pets"), "Test", "pets works"),
        page(
            "credential-deleted",
            "/credentials/" + acme.id("old-partner"),
            "old-partner was deleted by Olga"),
        page("credential-absent", "/credentials/cred_none", "Credential not found"));
  }

  private static List<Tour> others() {
    return List.of(
        page("connectors", "/connectors", "Airtable"),
        page("connectors-none", "/connectors?q=nothing-of-that-name", "No services match"),
        page("connector", "/connectors/slack", "Operations"),
        page("connector-http", "/connectors/http", "Custom headers"),
        page("audit", "/audit", "Credential used"),
        page("audit-none", "/audit?from=2001-01-01&to=2001-01-02", "No events"),
        told("audit-failed", "/audit", "/api/v1/audit", TOO_MANY, "could not be loaded"),
        clicked("audit-export", "/audit", "Export", "JSON lines"),
        new Tour(
            "audit-event",
            "/audit?action=credential.used",
            screens -> screens.buttonLike("Details of event").click(),
            "Hash"),
        clicked("audit-verified", "/audit", "Verify chain", "The audit log is intact"),
        new Tour(
            "audit-broken",
            "/audit",
            screens -> {
              screens.answer(
                  "POST",
                  "/api/v1/audit/verify",
                  200,
                  """
                  {"ok": false, "checked": 41, "fromSeq": 1, "toSeq": 57,
                   "problem": {"seq": 42, "reason": "its hash does not follow from the one before"},
                   "head": "%1$s", "fingerprint": "%1$s"}
                  """
                      .formatted("0f1e2d3c4b5a6978".repeat(4)));
              screens.button("Verify chain").click();
            },
            "The audit log was altered"),
        page("nothing-here", "/settings/nothing", "Page not found"));
  }

  private static List<Tour> frame() {
    return List.of(
        new Tour(
            "keys", "/credentials", screens -> screens.page().keyboard().press("?"), "Go to audit"),
        new Tour(
            "palette",
            "/credentials",
            screens -> screens.page().keyboard().press("Control+k"),
            "Slack · Active"),
        new Tour(
            "palette-nothing",
            "/credentials",
            screens -> {
              screens.page().keyboard().press("Control+k");
              screens.waitFor("Slack · Active");
              screens
                  .page()
                  .getByPlaceholder("Find a credential, connector, API key, page or action")
                  .fill("nothing-of-that-name");
            },
            "Nothing found"),
        new Tour("rail", "/credentials", Screens::openRail, "Jump to…"),
        new Tour(
            "person-menu",
            "/credentials",
            screens -> {
              screens.openRail();
              screens.button("Olga Owner").click();
            },
            "Same as system"),
        new Tour(
            "workspace-menu",
            "/credentials",
            screens -> {
              screens.openRail();
              screens.button("Workspace: All workspaces · Acme").click();
            },
            "All workspaces"));
  }

  /** Goes there and waits until it stands. */
  void visit(Screens screens) {
    screens.forgetAnswers();
    screens.go(path).settle();
    open.accept(screens);
    screens.waitFor(shows);
    screens.settle();
  }

  /** A filter of the list; where there is no room for them, they have to be opened. */
  private static Tour filtered(String name, Function<Screens, Locator> filter, String shows) {
    return new Tour(
        name,
        "/credentials",
        screens -> {
          if (screens.button("Filters").isVisible()) {
            screens.button("Filters").click();
          }
          filter.apply(screens).click();
        },
        shows);
  }

  private static void selectTwo(Screens screens) {
    screens.checkbox("Select acme-ci").check();
    screens.checkbox("Select acme-mirror").check();
  }

  private static void testWrongKey(Screens screens) {
    screens.field("Key").fill("pet_fake_wrong");
    screens.button("Test connection").click();
  }

  static Tour page(String name, String path, String shows) {
    return new Tour(name, path, screens -> {}, shows);
  }

  static Tour clicked(String name, String path, String button, String shows) {
    return new Tour(name, path, screens -> screens.button(button).first().click(), shows);
  }

  /** What is told when reading something is refused. */
  static Tour told(String name, String path, String call, String problem, String shows) {
    return new Tour(
        name, path, screens -> screens.answer("GET", call, 429, problem).go(path), shows);
  }

  private static Tour method(String name, String method, String shows) {
    return new Tour(
        name,
        "/credentials?dialog=add&service=http",
        screens -> screens.choice(method).check(),
        shows);
  }

  /** As if nobody had set up the server yet. */
  private static Screens fresh(Screens screens) {
    return screens.answer("GET", "/api/v1/health", 200, "{\"status\": \"up\", \"setUp\": false}");
  }

  private static Tour setUp(String name, int status, String json, String shows) {
    return new Tour(
        name,
        "/setup?token=none",
        screens -> {
          fresh(screens).answer("POST", "/api/v1/setup", status, json).go("/setup?token=none");
          screens.field("Organization").fill("Acme");
          screens.field("Your name").fill("Olga");
          screens.field("E-mail").fill("olga@example.test");
          screens.field("Password").fill("fake-password");
          screens.button("Create organization").click();
        },
        shows);
  }

  private static Tour dialog(String name, String credential, String shows) {
    String dialog = name.split("-")[0];
    return page(
        "dialog-" + name, "/credentials?dialog=" + dialog + "&credential=" + credential, shows);
  }
}
