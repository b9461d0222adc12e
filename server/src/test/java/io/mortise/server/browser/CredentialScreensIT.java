package io.mortise.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.browser.Chromium.Look;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people do with credentials, as they see it; each test has credentials of its own. */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SAME_THREAD)
class CredentialScreensIT {
  private static TestServer server;
  private static Chromium chromium;
  private static DialectServer service;
  private static Api olga;

  private Screens screens;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    chromium = Chromium.launch();
    service = DialectServer.start().accepts("fake-token-0001");
    olga = server.api().setUp();
    server.people().add("Mia", server.people().defaultWorkspace(), WorkspaceRole.EDITOR);
  }

  @AfterAll
  static void stop() {
    service.close();
    chromium.close();
    server.close();
  }

  @BeforeEach
  void open() {
    screens = chromium.open(server, Look.WIDE);
    screens.as(olga);
  }

  @AfterEach
  void close() {
    assertThat(screens.complaints()).isEmpty();
    screens.close();
  }

  @Test
  void add_serviceSearchedByAnyName_savesAndKeepsNothingInThePage() {
    screens.button("Add credential").click();
    screens.combobox("Service").fill("rest api");
    screens.option("HTTP Request").click();
    screens.field("Name").fill("warehouse");
    screens.field("Token").fill("fake-token-0001");
    screens.combobox("Allowed hosts").fill(service.host());
    screens.combobox("Allowed hosts").press("Enter");
    screens.field("Test address").fill(service.url("/test"));
    screens.button("Save credential").click();

    assertThat(screens.row("warehouse")).containsText("Active");
    assertThat(screens.page().content()).doesNotContain("fake-token-0001");
  }

  @Test
  void add_everyMethodOfHttp_showsItsFieldsOnly() {
    screens.go("/credentials?dialog=add&service=http");
    screens.choice("API key").check();
    assertThat(screens.field("Key")).isVisible();
    assertThat(screens.field("Prefix")).isVisible();

    screens.choice("User name and password").check();
    assertThat(screens.field("User name")).isVisible();
    assertThat(screens.field("Key")).hasCount(0);

    screens.choice("Custom headers").check();
    assertThat(screens.field("Headers: name")).isVisible();

    screens.choice("Client certificate").check();
    assertThat(screens.field("Private key")).isVisible();
    assertThat(screens.field("Headers: name")).hasCount(0);
  }

  @Test
  void add_testFails_isSavedUntestedOnPurposeOnly() {
    screens.go("/credentials?dialog=add&service=petstore");
    screens.field("Name").fill("wrong-pets");
    screens.field("Key").fill("pet_fake_wrong");
    assertThat(screens.button("Save untested")).hasCount(0);

    screens.button("Test connection").click();
    assertThat(screens.alert()).containsText("does not know this key");
    screens.button("Save untested").click();

    assertThat(screens.row("wrong-pets")).isVisible();
  }

  @Test
  void add_missingFields_areNamedWhereTheyAre() {
    screens.go("/credentials?dialog=add&service=slack");
    screens.button("Save credential").click();

    assertThat(screens.text("This field is required.")).hasCount(1);
  }

  @Test
  void form_escapeAfterTyping_asksBeforeItDropsIt() {
    screens.go("/credentials?dialog=add&service=slack");
    screens.field("Token").fill("xoxb-fake-token");
    screens.page().keyboard().press("Escape");
    assertThat(screens.dialog("Discard changes?")).isVisible();

    screens.page().keyboard().press("Escape");
    assertThat(screens.dialog("Discard changes?")).hasCount(0);
    assertThat(screens.field("Token")).hasValue("xoxb-fake-token");

    screens.page().keyboard().press("Escape");
    screens.button("Discard changes").click();
    assertThat(screens.dialog("Add credential")).hasCount(0);
    assertThat(screens.page().content()).doesNotContain("xoxb-fake-token");
  }

  @Test
  void list_searchedFilteredAndSorted_hasItInTheAddress() {
    add("zebra-alpha");
    add("zebra-beta");
    screens.go("/credentials");
    screens.field("Search").fill("zebra");
    assertThat(screens.row("zebra-beta")).isVisible();
    assertThat(screens.page()).hasURL(Pattern.compile("q=zebra"));

    screens.button("Workspace").click();
    assertThat(screens.text("No credentials match")).isVisible();
    screens.button("Workspace").click();
    screens.button("Name").click();
    assertThat(screens.page()).hasURL(Pattern.compile("sort=-name"));

    screens.page().reload();
    assertThat(screens.page().getByRole(AriaRole.ROW).nth(1)).containsText("zebra-beta");

    screens.button("By service").click();
    assertThat(screens.page()).hasURL(Pattern.compile("view=service"));
    screens.button("Grid").click();
    assertThat(screens.page().getByRole(AriaRole.ARTICLE)).hasCount(2);
  }

  @Test
  void list_rowUnfolded_showsItsNotes() {
    TestCredentials.http(service).named("noted").with("notes", "Ask Commerce first.").addBy(olga);
    screens.page().reload();
    screens.button("Unfold noted").click();

    assertThat(screens.text("Ask Commerce first.")).isVisible();
  }

  @Test
  void list_severalSelected_areTestedAndRevokedTogether() {
    add("bulk-one");
    add("bulk-two");
    screens.go("/credentials?q=bulk-");
    screens.checkbox("Select all shown").check();
    screens.button("Test selected").click();
    assertThat(screens.text("2 of 2 done").first()).isVisible();
    screens.button("Close").last().click();

    screens.button("Revoke selected").click();
    screens.button("Revoke credentials").click();
    assertThat(screens.text("2 of 2 done").first()).isVisible();
    screens.button("Close").last().click();
    assertThat(screens.row("bulk-one")).containsText("Revoked");
    assertThat(screens.row("bulk-two")).containsText("Revoked");
  }

  @Test
  void edit_twoPagesAtOnce_secondIsToldAndKeepsWhatItTyped() {
    String id = add("contested");
    screens.go("/credentials?dialog=edit&credential=" + id);
    screens.field("Notes").fill("Mine.");
    try (var other = chromium.open(server, Look.WIDE)) {
      other.as(olga).go("/credentials?dialog=edit&credential=" + id);
      other.field("Notes").fill("Theirs.");
      other.field("Name").fill("contested-renamed");
      other.button("Save credential").click();
      assertThat(other.dialog("Edit contested")).hasCount(0);
    }
    screens.button("Save credential").click();
    assertThat(screens.text("You saved this credential in another window")).isVisible();

    screens.choice("You: Mine.").check();
    screens.button("Use selected values").click();
    assertThat(screens.field("Name")).hasValue("contested-renamed");
    assertThat(screens.field("Notes")).hasValue("Mine.");
    screens.button("Save credential").click();

    assertThat(screens.text("contested-renamed saved")).isVisible();
    assertThat(olga.get("/credentials/" + id).expect(200).at("/notes")).isEqualTo("Mine.");
  }

  @Test
  void rotate_newSecret_canBeRolledBack() {
    String id = add("rotated");
    screens.go("/credentials/" + id);
    screens.button("Rotate").click();
    screens.field("Token").fill("fake-token-wrong");
    screens.dialog("Rotate rotated").getByRole(AriaRole.BUTTON, named("Rotate")).click();
    assertThat(screens.alert()).isVisible();
    screens.button("Rotate untested").click();
    assertThat(screens.text("rotated rotated")).isVisible();
    assertThat(screens.page().content()).doesNotContain("fake-token-wrong");

    screens.tab("Versions").click();
    assertThat(screens.text("Kept for roll-back")).isVisible();
    screens.button("Roll back").first().click();
    screens.dialog("Roll back rotated?").getByRole(AriaRole.BUTTON, named("Roll back")).click();
    assertThat(screens.text("rotated rolled back")).isVisible();
  }

  @Test
  void revoke_thenRestore_byTheOneButtonThatCures() {
    screens.go("/credentials/" + add("revoked"));
    menu("Revoke credential");
    screens.button("Revoke credential").click();
    assertThat(screens.text("Revoked by Olga.")).isVisible();

    screens.button("Restore").first().click();
    screens.dialog("Restore revoked?").getByRole(AriaRole.BUTTON, named("Restore")).click();
    assertThat(screens.text("Revoked by Olga.")).hasCount(0);
  }

  @Test
  void duplicate_withoutSecret_waitsUntilItIsEntered() {
    screens.go("/credentials/" + add("original"));
    menu("Duplicate");
    screens.field("Name").fill("copied");
    screens.button("Duplicate").click();
    assertThat(screens.heading("copied")).isVisible();
    assertThat(screens.text("No secret has been entered yet.")).isVisible();

    screens.button("Enter the secret").click();
    screens.field("Token").fill("fake-token-0001");
    screens.button("Save credential").click();
    screens.button("Done").click();
    assertThat(screens.text("No secret has been entered yet.")).hasCount(0);
  }

  @Test
  void delete_confirmed_leavesTheList() {
    screens.go("/credentials/" + add("doomed"));
    menu("Delete credential");
    screens.button("Delete credential").click();

    assertThat(screens.heading("Credentials")).isVisible();
    assertThat(screens.text("doomed deleted")).isVisible();
    assertThat(screens.link("doomed")).hasCount(0);
  }

  @Test
  void share_withAPerson_isExplainedAndTakenBack() {
    screens.go("/credentials/" + add("shared-out") + "/access");
    screens.button("Share").click();
    screens.combobox("Person, service account or workspace").fill("Mia");
    screens.option("Mia (Mia@example.test)").click();
    screens.dialog("Share shared-out").getByRole(AriaRole.BUTTON, named("Share")).click();
    assertThat(
            screens
                .page()
                .getByRole(
                    AriaRole.CELL, new Page.GetByRoleOptions().setName("Mia").setExact(true)))
        .isVisible();

    screens.combobox("Person, service account or API key").click();
    screens.option("Mia").click();
    assertThat(screens.text("Mia may use it")).isVisible();

    screens.button("Stop sharing with Mia").click();
    screens
        .dialog("Stop sharing with Mia?")
        .getByRole(AriaRole.BUTTON, named("Stop sharing"))
        .click();
    assertThat(screens.text("No shares beyond the scope.")).isVisible();
    assertThat(screens.text("Mia may not use it")).isVisible();
  }

  @Test
  void test_ofASavedOne_saysWhatTheServiceSaid() {
    screens.go("/credentials/" + add("tested"));
    screens.button("Test").click();

    assertThat(screens.text("tested works")).isVisible();
  }

  @Test
  void apiKey_longAfterSignIn_asksForThePasswordFirst() {
    server.at(Duration.ofMinutes(16), this::makeKeyAfterThePassword);
  }

  private void makeKeyAfterThePassword() {
    screens.go("/settings/api-keys");
    screens.button("Create API key").first().click();
    screens.field("Name").fill("Fresh");
    screens.checkbox("Read credentials credentials:read").check();
    screens.dialog("Create API key").getByRole(AriaRole.BUTTON, named("Create API key")).click();
    screens
        .dialog("Confirm your password")
        .getByLabel("Password", new Locator.GetByLabelOptions().setExact(true))
        .fill(Api.PASSWORD);
    screens.button("Continue").click();
    assertThat(screens.text("It is shown only once.")).isVisible();
    screens.button("I have copied it").click();

    screens.button("Actions for Fresh").click();
    screens.menuItem("Revoke API key").click();
    screens.dialog("Revoke Fresh?").getByRole(AriaRole.BUTTON, named("Revoke API key")).click();
    assertThat(screens.button("Actions for Fresh")).hasCount(0);
  }

  @Test
  void audit_eventOpenedAndRecordExported_showsTheUse() throws IOException {
    String id = add("used-once");
    olga.withKey("runtime:resolve").resolve(id).expect(200);
    screens.go("/audit?target=" + id + "&action=credential.used");
    screens.buttonLike("Details of event").click();
    assertThat(screens.dialog("Event")).containsText("credential.used");
    assertThat(screens.dialog("Event")).containsText("127.0.0.1");
    screens.page().keyboard().press("Escape");

    screens.button("Export").click();
    Download export = screens.page().waitForDownload(() -> screens.menuItem("JSON lines").click());
    assertThat(Files.readString(export.path()))
        .contains("used-once")
        .doesNotContain("fake-token-0001");
  }

  @Test
  void keys_pressed_goWhereTheyShould() {
    var keyboard = screens.page().keyboard();
    keyboard.press("c");
    assertThat(screens.dialog("Add credential")).isVisible();
    keyboard.press("Escape");
    keyboard.press("Escape");
    assertThat(screens.dialog("Add credential")).hasCount(0);

    keyboard.press("/");
    assertThat(screens.field("Search")).isFocused();
    keyboard.press("Escape");
    keyboard.type("ga");
    assertThat(screens.heading("Audit")).isVisible();
    keyboard.press("?");
    assertThat(screens.dialog("Keyboard shortcuts")).isVisible();
    keyboard.press("Escape");
    assertThat(screens.dialog("Keyboard shortcuts")).hasCount(0);

    keyboard.press("Control+k");
    screens
        .page()
        .getByPlaceholder("Find a credential, connector, API key, page or action")
        .fill("connectors");
    keyboard.press("Enter");
    assertThat(screens.heading("Connectors")).isVisible();
  }

  @Test
  void connectors_searched_leadToTheirPageAndToAForm() {
    screens.go("/connectors");
    screens.field("Search services").fill("postgres");
    screens
        .page()
        .getByRole(AriaRole.LINK)
        .filter(new Locator.FilterOptions().setHasText("PostgreSQL"))
        .click();
    assertThat(screens.heading("PostgreSQL")).isVisible();

    screens.button("Add credential").click();
    assertThat(screens.field("Database")).isVisible();
    assertThat(screens.field("Authority's certificate")).isVisible();
  }

  @Test
  void signOut_leavesNothingToGoBackTo() {
    try (var hers = chromium.open(server, Look.WIDE)) {
      hers.signIn(Api.OWNER_EMAIL);
      hers.button("Olga Owner").click();
      hers.menuItem("Sign out").click();
      assertThat(hers.button("Sign in")).isVisible();

      hers.go("/credentials");
      assertThat(hers.button("Sign in")).isVisible();
    }
  }

  private static String add(String name) {
    return TestCredentials.http(service).named(name).verified().addBy(olga);
  }

  private void menu(String action) {
    screens.button("More").click();
    screens.menuItem(action).click();
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }
}
