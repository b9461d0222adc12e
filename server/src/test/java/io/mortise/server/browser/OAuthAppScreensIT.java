package io.mortise.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.mortise.server.browser.Chromium.Look;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestServer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A person adds an OAuth app, connects an account with it, and changes the app. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SAME_THREAD)
class OAuthAppScreensIT {
  private static final String SECRET = "fake-client-secret-0001";

  private TestServer server;
  private Api olga;
  private DialectServer service;
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
  void app_addedUsedAndChanged_namesTheAccountsThatMustBeAuthorizedAgain() {
    addApp();
    connect();

    screens.link("petshop").click();
    assertThat(screens.text("Access token").first()).isVisible();
    assertThat(screens.page().getByRole(AriaRole.PROGRESSBAR)).isVisible();
    screens.link("Acme app").click();
    assertThat(screens.link("1 credential")).isVisible();
    changeClient();

    assertThat(screens.text("These accounts must be authorized again")).isVisible();
    screens.link("petshop").click();
    assertThat(screens.heading("petshop")).isVisible();
    assertThat(screens.page().content()).doesNotContain(SECRET).doesNotContain("fake-access");
    assertThat(screens.complaints()).isEmpty();
  }

  @Test
  void app_inUse_isNotDeletedAndLeadsToItsCredentials() {
    addApp();
    connect();
    screens.go("/settings/oauth-apps");
    act("Delete OAuth app");

    assertThat(screens.button("Delete OAuth app")).isDisabled();
    screens.link("Show these credentials").click();
    assertThat(screens.row("petshop")).isVisible();
    screens.button("Remove the filter OAuth app: Acme app").click();
    assertThat(screens.text("OAuth app: Acme app")).isHidden();
  }

  private void addApp() {
    screens.go("/settings/oauth-apps");
    screens.button("Add OAuth app").first().click();
    Locator dialog = screens.dialog("Add OAuth app");
    screens.combobox("Service").fill("http");
    screens.combobox("Service").press("Enter");
    dialog.getByLabel("Name").fill("Acme app");
    screens.combobox("Belongs to").click();
    screens.page().getByRole(AriaRole.OPTION).first().click();
    dialog.getByLabel("Authorization address").fill(service.url("/authorize"));
    dialog.getByLabel("Token address").fill(service.url("/token"));
    dialog.getByLabel("Client ID").fill("acme");
    screens.field("Client secret").fill(SECRET);
    dialog.getByText("Add OAuth app").last().click();
    assertThat(screens.text("Acme app added")).isVisible();
  }

  private void connect() {
    screens.go("/credentials?dialog=add&service=http&method=oauth2");
    assertThat(screens.combobox("Client").first()).hasValue("Acme app");
    assertThat(screens.field("Client secret")).isHidden();
    screens.field("Name").fill("petshop");
    screens.field("Allowed hosts").first().fill(service.host());
    screens.field("Allowed hosts").first().press("Enter");
    Page window = screens.page().waitForPopup(() -> screens.button("Authorize").click());
    window.getByText("Agree").click();
    assertThat(screens.text("Account connected. Save to keep it.")).isVisible();
    screens.button("Save credential").click();
    assertThat(screens.row("petshop")).isVisible();
    String id = olga.get("/credentials?q=petshop").expect(200).at("/items/0/id");
    assertThat(olga.get("/credentials/" + id).at("/oauth/app/name")).isEqualTo("Acme app");
  }

  private void changeClient() {
    act("Edit");
    screens.field("Client ID").fill("acme-2");
    screens.button("Save OAuth app").click();
    assertThat(screens.text("Enter it again")).isVisible();
    screens.field("Client secret").fill(SECRET);
    screens.button("Save OAuth app").click();
  }

  private void act(String action) {
    screens.button("Actions for Acme app").click();
    screens.menuItem(action).click();
  }
}
