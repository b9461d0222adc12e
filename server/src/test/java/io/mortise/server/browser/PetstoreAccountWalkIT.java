package io.mortise.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.mortise.server.browser.Chromium.Look;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestServer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The README's second walk, click by click: connect an account, see it refresh, break it, mend it.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SAME_THREAD)
class PetstoreAccountWalkIT {
  private static final Logger log = LoggerFactory.getLogger(PetstoreAccountWalkIT.class);
  private static final Duration MINUTE = Duration.ofSeconds(61);

  private TestServer server;
  private Api olga;
  private Chromium chromium;
  private Screens screens;
  private int clicks;

  @BeforeEach
  void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    chromium = Chromium.launch();
    screens = chromium.open(server, Look.WIDE);
    screens.signIn(Api.OWNER_EMAIL);
  }

  @AfterEach
  void end() {
    screens.close();
    chromium.close();
    server.close();
  }

  @Test
  void account_connectedRefreshedBrokenAndAuthorizedAgain_keepsItsId() {
    long began = System.nanoTime();
    connect();
    report("Connected", began);
    String id = olga.get("/credentials?q=petstore").expect(200).at("/items/0/id");
    String first = issuedAt(id);

    click(screens.link("petstore"));
    assertThat(screens.text("Robin Meyer").first()).isVisible();
    assertThat(screens.text("Access token").first()).isVisible();
    server.clock().advance(MINUTE);
    click(screens.button("Test"));
    assertThat(screens.text("Connected as Robin Meyer").first()).isVisible();
    assertThat(issuedAt(id)).isNotEqualTo(first);
    report("Refreshed", began);

    breakIt();
    server.clock().advance(MINUTE);
    click(screens.button("Test"));
    assertThat(screens.button("Re-authorize")).isVisible();
    report("Broken", began);

    authorizeAgain();
    report("Authorized again", began);
    assertThat(olga.get("/credentials/" + id).at("/status")).isEqualTo("active");
    assertThat(screens.complaints()).isEmpty();
  }

  private void connect() {
    click(screens.button("Add credential").first());
    screens.combobox("Service").fill("petstore");
    screens.combobox("Service").press("Enter");
    click(screens.page().getByText("Practice account", new Page.GetByTextOptions().setExact(true)));
    Page start =
        opened(
            screens.link(
                "Open the practice service. Its start page shows an API key and a client secret."));
    click(start.getByLabel("Copy Client secret"));
    assertThat(start.getByText("Copied")).isVisible();
    start.close();
    click(screens.field("Client secret"));
    screens.page().keyboard().press("ControlOrMeta+V");
    Page window = screens.page().waitForPopup(() -> click(screens.button("Authorize")));
    click(window.getByText("Allow", new Page.GetByTextOptions().setExact(true)));
    assertThat(screens.text("Connected as Robin Meyer. Save to keep it.")).isVisible();
    click(screens.button("Save credential"));
    assertThat(screens.row("petstore")).containsText("Active");
    assertThat(screens.page().content()).doesNotContain(server.practiceClientSecret());
  }

  private void breakIt() {
    Page start = screens.secondPage();
    start.navigate("http://localhost:" + server.practicePort() + "/");
    assertThat(start.getByText("1 connection, refreshed once")).isVisible();
    click(
        start.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName("End all access of Robin Meyer")));
    assertThat(start.getByText("All access of Robin Meyer has ended.")).isVisible();
    start.close();
  }

  private void authorizeAgain() {
    click(screens.button("Re-authorize"));
    Page window = screens.page().waitForPopup(() -> click(screens.button("Authorize")));
    click(window.getByText("Allow", new Page.GetByTextOptions().setExact(true)));
    assertThat(screens.text("Connected as Robin Meyer. Save to keep it.")).isVisible();
    click(screens.button("Save"));
    assertThat(screens.text("petstore was authorized again.")).isVisible();
  }

  private Page opened(Locator link) {
    return screens.page().context().waitForPage(() -> click(link));
  }

  private void click(Locator target) {
    target.click();
    clicks++;
  }

  private String issuedAt(String id) {
    return olga.get("/credentials/" + id).expect(200).at("/oauth/tokenIssuedAt");
  }

  private void report(String state, long began) {
    long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
    log.info("{} after {} clicks and {} ms", state, clicks, millis);
  }
}
