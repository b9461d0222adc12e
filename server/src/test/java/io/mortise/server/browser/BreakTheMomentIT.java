package io.mortise.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.mortise.server.browser.Chromium.Look;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
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

/**
 * What people do in the wrong moment: afterwards nothing typed is lost, nothing cancelled has
 * happened unsaid, and the message is where the eyes are.
 */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SAME_THREAD)
class BreakTheMomentIT {
  private static final String CREDENTIALS = "**/api/v1/credentials";
  private static final String SAVE = "Save credential";

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
    TestCredentials.http(service).named("first").addBy(olga);
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
    screens.close();
  }

  @Test
  void cancel_whileTheCallHangs_savesNothing() {
    Deque<Route> held = hold();
    fill("never-sent");
    screens.button(SAVE).click();
    screens.waitFor("Saving.");
    cancelSaving();
    held.forEach(Route::abort);

    assertThat(screens.text("Cancelled")).isVisible();
    assertThat(screens.dialog("Add credential")).hasCount(0);
    assertThat(named("never-sent")).isZero();
  }

  @Test
  void cancel_afterTheServerHadBegun_isToldAndUndone() {
    screens
        .page()
        .route(
            CREDENTIALS,
            route -> {
              if (route.request().method().equals("POST")) {
                // The server has saved it; the answer never arrives.
                route.fetch();
              } else {
                route.fallback();
              }
            });
    fill("begun");
    screens.button(SAVE).click();
    screens.waitFor("Saving.");
    cancelSaving();

    assertThat(screens.text("begun was saved before you cancelled.")).isVisible();
    assertThat(screens.row("begun")).isVisible();
    screens.button("Delete credential").click();
    assertThat(screens.text("begun deleted")).isVisible();
    assertThat(named("begun")).isZero();
  }

  @Test
  void offline_thenBack_keepsWhatWasTypedAndSavesIt() {
    fill("offline");
    screens.page().context().setOffline(true);
    screens.button(SAVE).click();
    assertThat(screens.alert().first()).containsText("The server cannot be reached");
    assertThat(screens.alert().first()).isInViewport();
    assertThat(screens.field("Token")).hasValue("fake-token-0001");
    assertThat(named("offline")).isZero();

    screens.page().context().setOffline(false);
    screens.button(SAVE).click();
    assertThat(screens.row("offline")).isVisible();
    assertThat(named("offline")).isOne();
  }

  @Test
  void session_endsOverAFullForm_goesOnAfterThePassword() {
    fill("signed-out");
    screens.page().context().clearCookies();
    screens.button(SAVE).click();
    Locator question = screens.dialog("Your session has ended");
    question.getByLabel("Password", exactly()).fill(Api.PASSWORD);
    question.getByRole(AriaRole.BUTTON, called("Sign in")).click();

    assertThat(screens.row("signed-out")).isVisible();
    assertThat(named("signed-out")).isOne();
  }

  @Test
  void save_clickedTwice_savesOnce() {
    fill("clicked-twice");
    screens.button(SAVE).dblclick();

    assertThat(screens.row("clicked-twice")).isVisible();
    assertThat(named("clicked-twice")).isOne();
  }

  @Test
  void back_inTheMiddle_asksAndKeepsTheFilters() {
    screens.go("/credentials?scope=workspace");
    screens.button("Add credential").first().click();
    screens.combobox("Service").fill("slack");
    screens.option("Slack").click();
    screens.field("Token").fill("xoxb-fake-token");
    screens.page().goBack();
    screens.button("Keep editing").click();
    assertThat(screens.field("Token")).hasValue("xoxb-fake-token");

    screens.page().goBack();
    screens.button("Discard changes").click();
    assertThat(screens.dialog("Add credential")).hasCount(0);
    assertThat(screens.page()).hasURL(Pattern.compile("/credentials\\?scope=workspace$"));
  }

  @Test
  void reload_inTheMiddle_asksAndOpensTheSameFormAgain() {
    screens.go("/credentials?dialog=add&service=slack");
    // A browser asks only somebody who has used the page, so the keys are real ones.
    screens.field("Token").pressSequentially("xoxb-fake-token");
    var asked = new ArrayDeque<String>();
    screens
        .page()
        .onDialog(
            dialog -> {
              asked.add(dialog.type());
              dialog.accept();
            });
    screens.page().reload();

    assertThat(asked).containsExactly("beforeunload");
    assertThat(screens.field("Token")).hasValue("");
  }

  @ParameterizedTest
  @CsvSource({
    "/credentials, Search",
    "/connectors, Search services",
    "/credentials?dialog=add, Service",
    "/audit, Who",
    "/audit, Target"
  })
  void search_typedAtFiveAndTwelveKeysASecond_losesNoLetter(String path, String field) {
    for (int millis : new int[] {200, 83}) {
      screens.go(path);
      var input = screens.combobox(field).or(screens.field(field)).first();
      input.click();
      input.pressSequentially("petstore", new Locator.PressSequentiallyOptions().setDelay(millis));

      assertThat(input).hasValue("petstore");
      screens.settle();
      assertThat(input).hasValue("petstore");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 83})
  void palette_typedAtThisPace_losesNoLetter(int millis) {
    screens.page().keyboard().press("Control+k");
    var input =
        screens.page().getByPlaceholder("Find a credential, connector, API key, page or action");
    input.pressSequentially("petstore", new Locator.PressSequentiallyOptions().setDelay(millis));

    assertThat(input).hasValue("petstore");
    screens.settle();
    assertThat(input).hasValue("petstore");
  }

  @Test
  void paste_withSpacesAndNewlines_savesTheTokenAlone() {
    screens.go("/credentials?dialog=add&service=github");
    screens.page().evaluate("text => navigator.clipboard.writeText(text)", "  ghp_fake0123\n");
    screens.field("Token").click();
    screens.page().keyboard().press("Control+v");

    assertThat(screens.field("Token")).hasValue("ghp_fake0123");
  }

  @Test
  void paste_ofALineIntoSearch_finds() {
    TestCredentials.http(service).named("pasted-target").addBy(olga);
    screens.go("/credentials");
    screens.page().evaluate("text => navigator.clipboard.writeText(text)", " pasted-target \n");
    screens.field("Search").click();
    screens.page().keyboard().press("Control+v");

    assertThat(screens.row("pasted-target")).isVisible();
  }

  @Test
  void error_outsideTheWindow_isLedToAndSummedUpInView() {
    screens.page().setViewportSize(1280, 720);
    screens.go("/credentials?dialog=add&service=postgresql");
    screens.field("Notes").scrollIntoViewIfNeeded();
    screens.button(SAVE).click();

    assertThat(screens.alert().first()).isInViewport();
    assertThat(screens.alert().first()).containsText("your attention");
    assertThat(screens.field("Host")).isFocused();
    assertThat(screens.field("Host")).isInViewport();
  }

  /** Keeps calls that would add a credential from reaching the server. */
  private Deque<Route> hold() {
    var held = new ArrayDeque<Route>();
    screens
        .page()
        .route(
            CREDENTIALS,
            route -> {
              if (route.request().method().equals("POST")) {
                held.add(route);
              } else {
                route.fallback();
              }
            });
    return held;
  }

  private void fill(String name) {
    screens.go("/credentials?dialog=add&service=http");
    screens.field("Name").fill(name);
    screens.field("Token").fill("fake-token-0001");
    screens.combobox("Allowed hosts").fill(service.host());
    screens.combobox("Allowed hosts").press("Enter");
    screens.field("Test address").fill(service.url("/test"));
  }

  private void cancelSaving() {
    screens.button("Cancel").click();
    screens.button("Cancel saving").click();
  }

  private static int named(String name) {
    return olga.get("/credentials?q=" + name).expect(200).items().size();
  }

  private static Locator.GetByLabelOptions exactly() {
    return new Locator.GetByLabelOptions().setExact(true);
  }

  private static Locator.GetByRoleOptions called(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }
}
