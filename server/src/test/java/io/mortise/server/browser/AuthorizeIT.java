package io.mortise.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.mortise.server.browser.Chromium.Look;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestServer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A person connects an account in a real browser: the window, the service's page, and the way back.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SAME_THREAD)
class AuthorizeIT {
  private TestServer server;
  private DialectServer service;
  private Api olga;
  private Chromium chromium;
  private Screens screens;

  @BeforeEach
  void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    service = DialectServer.start().speaks(AgreeingService::serve);
    chromium = Chromium.launch();
    screens = chromium.open(server, Look.WIDE);
    screens.signIn(Api.OWNER_EMAIL);
  }

  @AfterEach
  void end() {
    screens.close();
    chromium.close();
    service.close();
    server.close();
  }

  @Test
  void account_agreedInTheWindow_isConnectedWithoutFurtherClicksAndResolves() {
    fill();
    Page window = screens.page().waitForPopup(() -> screens.button("Authorize").click());
    window.getByText("Agree").click();

    assertThat(screens.text("Account connected. Save to keep it.")).isVisible();
    assertThat(window.isClosed()).isTrue();
    screens.button("Save credential").click();

    assertThat(screens.row("petshop")).isVisible();
    assertThat(olga.withKey("runtime:resolve").resolve(id()).at("/fields/accessToken"))
        .isEqualTo("fake-access");
    assertThat(screens.page().content()).doesNotContain("fake-access").doesNotContain("fake-code");
    assertThat(screens.complaints()).isEmpty();
  }

  @Test
  void account_denied_saysSoAndKeepsWhatWasTyped() {
    fill();
    Page window = screens.page().waitForPopup(() -> screens.button("Authorize").click());
    window.getByText("Refuse").click();

    assertThat(screens.text("The service was told not to agree.")).isVisible();
    assertThat(screens.field("Client ID")).hasValue("acme");
    assertThat(screens.button("Authorize again")).isEnabled();
  }

  @Test
  void needsReauthorization_isCuredUnderTheSameId() {
    fill();
    Page window = screens.page().waitForPopup(() -> screens.button("Authorize").click());
    window.getByText("Agree").click();
    screens.button("Save credential").click();
    assertThat(screens.row("petshop")).isVisible();
    String id = id();
    server.jdbc().sql("update credential set reauthorize_since = now()").update();

    screens.go("/credentials/" + id);
    screens.button("Re-authorize").click();
    Page again = screens.page().waitForPopup(() -> screens.button("Authorize").click());
    again.getByText("Agree").click();
    assertThat(screens.text("Account connected. Save to keep it.")).isVisible();
    screens.button("Save").click();

    assertThat(screens.text("petshop was authorized again.")).isVisible();
    assertThat(olga.get("/credentials/" + id).at("/status")).isEqualTo("active");
    assertThat(screens.complaints()).isEmpty();
  }

  private void fill() {
    screens.go("/credentials?dialog=add&service=http&method=oauth2");
    screens.field("Name").fill("petshop");
    screens.field("Authorization address").fill(service.url("/authorize"));
    screens.field("Token address").fill(service.url("/token"));
    screens.field("Client ID").fill("acme");
    screens.field("Client secret").fill("fake-client-secret");
    screens.field("Allowed hosts").first().fill(service.host());
    screens.field("Allowed hosts").first().press("Enter");
  }

  private String id() {
    return olga.get("/credentials?q=petshop").expect(200).at("/items/0/id");
  }
}
