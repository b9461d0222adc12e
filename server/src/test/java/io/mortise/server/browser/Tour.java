package io.mortise.server.browser;

import java.util.List;
import java.util.function.Consumer;

/**
 * Every screen and dialog, and how to get there.
 *
 * @param open what to do once the page stands, to see what the stop is about
 * @param shows text that is there when it stands
 */
record Tour(String name, String path, Consumer<Screens> open, String shows) {

  static List<Tour> signedIn(LifelikeOrganization acme) {
    String slack = "/credentials/" + acme.id("acme-prod-slack");
    String failing = "/credentials/" + acme.id("shop-eu");
    return List.of(
        page("credentials", "/credentials", "airtable-events"),
        page("credentials-grid", "/credentials?view=grid", "airtable-events"),
        page("credentials-by-service", "/credentials?view=service", "Airtable"),
        page("credentials-filtered", "/credentials?status=failing", "shop-eu"),
        page("credentials-none", "/credentials?q=nothing-of-that-name", "No credential fits"),
        new Tour(
            "credentials-menu",
            "/credentials",
            screens -> screens.button("Actions for acme-ci").first().click(),
            "Duplicate"),
        page("add", "/credentials?dialog=add", "Test connection"),
        new Tour(
            "add-slack",
            "/credentials?dialog=add&service=slack",
            screens -> {
              screens.field("Notes").fill("Posts order alerts. Owner: Commerce team.");
              screens.choice("Workspace").check();
            },
            "Test connection"),
        page("add-http", "/credentials?dialog=add&service=http", "Allowed hosts"),
        dialog("edit", acme.id("acme-prod-slack"), "Edit acme-prod-slack"),
        dialog("edit-pending", acme.id("shop-fr"), "Edit shop-fr"),
        dialog("rotate", acme.id("acme-prod-slack"), "Rotate acme-prod-slack"),
        dialog("rollback", acme.id("acme-prod-slack"), "Roll back acme-prod-slack?"),
        dialog("duplicate", acme.id("acme-ci"), "Duplicate acme-ci"),
        dialog("share", acme.id("acme-ci"), "Share acme-ci"),
        dialog("revoke", acme.id("acme-ci"), "Revoke acme-ci?"),
        dialog("restore", acme.id("gitlab-mirror"), "Restore gitlab-mirror?"),
        dialog("delete", acme.id("acme-ci"), "Delete acme-ci?"),
        page("credential", slack, "Configuration"),
        page("credential-usage", slack + "/usage", "Uses in the last 30 days"),
        page("credential-flows", slack + "/flows", "No flow uses it"),
        page("credential-access", slack + "/access", "Finance"),
        page("credential-versions", slack + "/versions", "Kept for roll-back"),
        page("credential-audit", slack + "/audit", "credential.rotated"),
        page("credential-failing", failing, "does not accept"),
        page("credential-unreadable", "/credentials/" + acme.id("legacy-invoices"), "root key"),
        page("credential-absent", "/credentials/cred_none", "No such credential"),
        page("connectors", "/connectors", "Airtable"),
        page("connector", "/connectors/slack", "Operations"),
        page("audit", "/audit", "credential.used"),
        new Tour(
            "audit-event",
            "/audit?action=credential.used",
            screens -> screens.buttonLike("Details of event").click(),
            "Hash"),
        new Tour(
            "audit-verified",
            "/audit",
            screens -> screens.button("Verify chain").click(),
            "The chain is whole"),
        page("api-keys", "/settings/api-keys", "Orders engine"),
        new Tour(
            "api-key-new",
            "/settings/api-keys",
            screens -> screens.button("Create API key").click(),
            "Call through the proxy"),
        new Tour(
            "keys", "/credentials", screens -> screens.page().keyboard().press("?"), "Go to audit"),
        new Tour(
            "palette",
            "/credentials",
            screens -> screens.page().keyboard().press("Control+k"),
            "GitHub · Active"),
        page("nothing-here", "/settings/nothing", "Nothing here"));
  }

  static List<Tour> signedOut() {
    return List.of(
        page("sign-in", "/sign-in", "Sign in"),
        page("set-up", "/setup?token=none", "Set up Mortise"));
  }

  /** Goes there and waits until it stands. */
  void visit(Screens screens) {
    screens.go(path).settle();
    open.accept(screens);
    screens.waitFor(shows);
    screens.settle();
  }

  private static Tour page(String name, String path, String shows) {
    return new Tour(name, path, screens -> {}, shows);
  }

  private static Tour dialog(String name, String credential, String shows) {
    String dialog = name.split("-")[0];
    return page(
        "dialog-" + name, "/credentials?dialog=" + dialog + "&credential=" + credential, shows);
  }
}
