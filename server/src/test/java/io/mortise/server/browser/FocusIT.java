package io.mortise.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.mortise.server.browser.Chromium.Look;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The focus returns to where it came from when anything above the page closes. */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SAME_THREAD)
class FocusIT {
  private static TestServer server;
  private static Chromium chromium;
  private static DialectServer service;
  private static Api olga;
  private static String active;

  private Screens screens;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    chromium = Chromium.launch();
    service = DialectServer.start().accepts("fake-token-0001");
    olga = server.api().setUp();
    active = TestCredentials.http(service).named("focused").verified().addBy(olga);
    String revoked = TestCredentials.http(service).named("gone").verified().addBy(olga);
    olga.post("/credentials/" + revoked + "/revoke").expect(200);
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

  @ParameterizedTest
  @ValueSource(
      strings = {"Edit", "Duplicate", "Rotate", "Share", "Revoke credential", "Delete credential"})
  void dialog_ofTheRowMenu_returnsToTheMenuButton(String action) {
    openDialog("focused", action);
    escape();

    assertThat(screens.page().getByRole(AriaRole.DIALOG)).hasCount(0);
    assertThat(screens.button("Actions for focused")).isFocused();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Edit", "Duplicate", "Rotate", "Share", "Revoke credential", "Delete credential"})
  void dialog_leftByCancel_returnsToTheMenuButton(String action) {
    openDialog("focused", action);
    screens.button("Cancel").click();

    assertThat(screens.page().getByRole(AriaRole.DIALOG)).hasCount(0);
    assertThat(screens.button("Actions for focused")).isFocused();
  }

  @Test
  void dialog_thatRestores_returnsToTheMenuButton() {
    openDialog("gone", "Restore");
    screens.page().keyboard().press("Escape");

    assertThat(screens.button("Actions for gone")).isFocused();
  }

  @Test
  void dialog_thatDeletesItsRow_leavesTheFocusInTheContent() {
    TestCredentials.http(service).named("short-lived").verified().addBy(olga);
    screens.page().reload();
    openDialog("short-lived", "Delete credential");
    screens.button("Delete credential").click();
    assertThat(screens.link("short-lived")).hasCount(0);

    assertThat(screens.page().locator("#content:focus, #content :focus")).hasCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "/credentials, Add credential",
    "/credentials, Status",
    "/credentials, Sort: Name, A to Z",
    "/audit, Export",
    "/credentials, Workspace: All workspaces · Acme",
    "/credentials, Olga Owner"
  })
  void overlay_openedByAButton_returnsToIt(String path, String button) {
    screens.go(path);
    screens.buttonLike(button).click();
    screens.settle();
    escape();

    assertThat(screens.buttonLike(button)).isFocused();
  }

  @Test
  void question_aboveAForm_returnsIntoTheForm() {
    openDialog("focused", "Edit");
    screens.field("Notes").fill("Mine.");
    screens.page().keyboard().press("Escape");
    screens.button("Keep editing").click();

    assertThat(screens.field("Notes")).isFocused();
  }

  @Test
  void password_aboveAForm_returnsIntoTheForm() {
    openDialog("focused", "Edit");
    screens.field("Notes").fill("Mine.");
    screens.page().context().clearCookies();
    screens.button("Test connection").click();
    Locator question = screens.dialog("Your session has ended");
    question
        .getByLabel("Password", new Locator.GetByLabelOptions().setExact(true))
        .fill(Api.PASSWORD);
    question
        .getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Sign in").setExact(true))
        .click();
    assertThat(question).hasCount(0);

    assertThat(screens.dialog("Edit focused").locator(":focus")).hasCount(1);
  }

  @Test
  void palette_left_returnsToWhereItWasCalledFrom() {
    screens.field("Search").click();
    screens.page().keyboard().press("Control+k");
    screens
        .page()
        .getByPlaceholder("Find a credential, connector, API key, page or action")
        .waitFor();
    screens.page().keyboard().press("Escape");

    assertThat(screens.field("Search")).isFocused();
  }

  @Test
  void event_ofTheAuditLog_returnsToItsButton() {
    screens.go("/audit?target=" + active);
    var details = screens.buttonLike("Details of event");
    details.click();
    assertThat(screens.dialog("Event")).isVisible();
    screens.page().keyboard().press("Escape");

    assertThat(details).isFocused();
  }

  @Test
  void dialog_openedByAKeyAlone_leavesTheFocusInTheContent() {
    screens.page().keyboard().press("c");
    assertThat(screens.dialog("Add credential")).isVisible();
    screens.page().keyboard().press("Escape");
    screens.page().keyboard().press("Escape");
    assertThat(screens.dialog("Add credential")).hasCount(0);

    assertThat(screens.page().locator("#content:focus, #content :focus")).hasCount(1);
  }

  /** The first Esc may close a list of choices within the dialog. */
  private void escape() {
    screens.page().keyboard().press("Escape");
    screens.settle();
    if (screens.page().getByRole(AriaRole.DIALOG).count() > 0) {
      screens.page().keyboard().press("Escape");
    }
  }

  private void openDialog(String credential, String action) {
    screens.button("Actions for " + credential).click();
    screens.menuItem(action).click();
    screens.page().getByRole(AriaRole.DIALOG).waitFor();
    screens.settle();
  }
}
