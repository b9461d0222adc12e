package io.mortise.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.mortise.server.browser.Chromium.Look;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestServer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The first ten minutes: from the printed link to a resolve that is proved, led by the checklist.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SAME_THREAD)
class FirstCredentialIT {
  private TestServer server;
  private Chromium chromium;
  private Screens screens;

  @BeforeEach
  void start() {
    server = TestServer.start();
    chromium = Chromium.launch();
    screens = chromium.open(server, Look.WIDE);
    screens.go("/setup?token=" + TestServer.SETUP_TOKEN);
  }

  @AfterEach
  void end() {
    screens.close();
    chromium.close();
    server.close();
  }

  @Test
  void firstCredential_ledByTheChecklist_isResolvedSeenAndProved() {
    screens.field("Organization").fill("Acme");
    screens.field("Your name").fill("Olga");
    screens.field("E-mail").fill(Api.OWNER_EMAIL);
    screens.field("Password").fill(Api.PASSWORD);
    screens.button("Create organization").click();
    assertThat(screens.group("Audit fingerprint")).containsText(Pattern.compile("[0-9a-f]{64}"));
    screens.button("I have kept it, continue").click();

    addPetstore(server.practiceKey());
    String token = createKey();
    assertThat(screens.text("Waiting for the first request with").first()).isVisible();
    assertThat(resolve(token).at("/fields/key")).isEqualTo(server.practiceKey());
    assertThat(screens.text("The last use on petstore succeeded.").first()).isVisible();
    screens.button("I have copied it").click();

    assertThat(screens.text("Orders engine resolved petstore.")).isVisible();
    screens.button("Verify chain").click();
    assertThat(screens.text("All four steps are done")).isVisible();
    assertThat(checklist()).hasCount(0);
    screens.go("/credentials");
    assertThat(screens.row("petstore")).isVisible();
    assertThat(checklist()).hasCount(0);
    assertThat(screens.page().content()).doesNotContain(token).doesNotContain(server.practiceKey());
    assertThat(screens.complaints()).isEmpty();
  }

  @Test
  void firstCredential_byKeyboardAlone_isResolvedAndProved() {
    var keys = new Keyboard(screens.page());
    assertThat(screens.field("Organization")).isFocused();
    keys.type("Acme").tab().type("Olga").tab().type(Api.OWNER_EMAIL).tab().type(Api.PASSWORD);
    keys.press("Enter");
    keys.reach("I have kept it, continue").press("Enter");
    keys.reach("Try it with the Petstore practice service").press("Enter");
    keys.reach("Key").type(server.practiceKey()).press("Enter");
    assertThat(screens.row("petstore")).containsText("Active");

    keys.reach("Create API key").press("Enter");
    assertThat(screens.field("Name")).isFocused();
    keys.type("Orders engine").press("Enter");
    resolve(token());
    keys.reach("I have copied it").press("Enter");
    assertThat(screens.text("Orders engine resolved petstore.")).isVisible();
    keys.reach("Verify chain").press("Enter");
    assertThat(screens.text("All four steps are done")).isVisible();

    keys.press("g").press("a");
    assertThat(screens.text("Credential used").first()).isVisible();
    assertThat(screens.complaints()).isEmpty();
  }

  @Test
  void practicePage_aClickOnTheKey_selectsAllOfIt() {
    var page = screens.page().context().newPage();
    page.navigate("http://127.0.0.1:" + server.practicePort() + "/");
    page.locator("#key").click();

    assertThat(page.evaluate("getSelection().toString()")).isEqualTo(server.practiceKey());
    page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Copy API key")).click();
    assertThat(page.getByText("Copied")).isVisible();
    assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(server.practiceKey());
  }

  private void addPetstore(String key) {
    screens.button("Try it with the Petstore practice service").click();
    screens.field("Key").fill("pet_fake_wrong");
    screens.button("Save credential").click();
    assertThat(screens.text("The practice service does not know this key.")).isVisible();
    assertThat(screens.text("Take the key from the practice service's start page")).isVisible();

    screens.field("Key").fill(key);
    screens.button("Test connection").click();
    assertThat(screens.text("Connected as Petstore practice account")).isVisible();
    screens.button("Save credential").click();

    assertThat(screens.row("petstore")).containsText("Active");
    assertThat(screens.page().content()).doesNotContain(key);
  }

  private String createKey() {
    screens.button("Create API key").click();
    assertThat(screens.dialog("Create API key").getByLabel("Resolve credentials")).isChecked();
    screens.field("Name").fill("Orders engine");
    screens.dialog("Create API key").getByText("Create API key").last().click();
    return token();
  }

  private String token() {
    return screens.group("API key token").locator("code").textContent();
  }

  private Answer resolve(String token) {
    return server.api().byToken(token).resolve("petstore").expect(200);
  }

  private Locator checklist() {
    return screens.text("Get started");
  }
}
