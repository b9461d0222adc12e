package io.mortise.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.mortise.server.browser.Chromium.Look;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestServer;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The story of the README, from the printed link to the proved record. */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SAME_THREAD)
class FirstCredentialIT {

  @Test
  void firstCredential_addedByThePractice_isResolvedAndOnTheRecord() {
    try (var server = TestServer.start();
        var chromium = Chromium.launch();
        var screens = chromium.open(server, Look.WIDE)) {
      setUp(screens);
      addPetstore(screens, server.practiceKey());
      String token = makeKey(screens);

      var resolved = server.api().byToken(token).resolve("petstore").expect(200);
      assertThat(resolved.at("/fields/key")).isEqualTo(server.practiceKey());

      proveTheRecord(screens);
      assertThat(screens.complaints()).isEmpty();
    }
  }

  private static void setUp(Screens screens) {
    screens.go("/setup?token=" + TestServer.SETUP_TOKEN);
    screens.field("Organization").fill("Acme");
    screens.field("Your name").fill("Olga");
    screens.field("E-mail").fill(Api.OWNER_EMAIL);
    screens.field("Password").fill(Api.PASSWORD);
    screens.button("Create organization").click();

    assertThat(screens.group("Audit fingerprint")).containsText(Pattern.compile("[0-9a-f]{64}"));
    screens.button("I have kept it, go on").click();
  }

  private static void addPetstore(Screens screens, String key) {
    screens.button("Try it with the Petstore practice service").click();
    screens.field("Key").fill("pet_fake_wrong");
    screens.button("Save credential").click();
    assertThat(screens.text("The practice service does not know this key.")).isVisible();
    assertThat(screens.text("Take the key from the practice service's start page")).isVisible();

    screens.field("Key").fill(key);
    screens.choice("Workspace · Default").check();
    screens.button("Test connection").click();
    assertThat(screens.text("Connected as Petstore practice account")).isVisible();
    screens.button("Save credential").click();

    assertThat(screens.row("petstore")).containsText("Active");
    assertThat(screens.page().content()).doesNotContain(key);
  }

  private static String makeKey(Screens screens) {
    screens.link("Settings").click();
    screens.button("Create API key").click();
    screens.field("Name").fill("Orders engine");
    screens
        .page()
        .getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("Resolve credentials"))
        .check();
    screens
        .dialog("Create API key")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Create API key"))
        .click();
    String token = screens.group("API key token").locator("code").textContent();
    screens.button("I have copied it").click();

    assertThat(
            screens
                .page()
                .getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText("Orders engine")))
        .containsText("Resolve credentials");
    assertThat(screens.page().content()).doesNotContain(token);
    return token;
  }

  private static void proveTheRecord(Screens screens) {
    screens.link("Audit").click();
    var use =
        screens
            .page()
            .getByRole(AriaRole.ROW)
            .filter(new Locator.FilterOptions().setHasText("Credential used"));
    assertThat(use).containsText("Orders engine");
    assertThat(use).containsText("petstore");

    screens.button("Verify chain").click();
    assertThat(screens.text("The chain is whole")).isVisible();
  }
}
