package io.mortise.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.mortise.server.browser.Chromium.Look;
import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Makes the pictures of the documentation, and one of every screen to look at in {@code
 * target/screens}. Off by default; {@code mvn -pl server -am verify -Dtest.groups=screenshots
 * -Dtest.excludedGroups=none -Dit.test=ScreenshotsIT}.
 */
@Tag("screenshots")
class ScreenshotsIT {
  private static final Path SCREENS = Path.of("target/screens");
  private static final Path IMAGES = Path.of("../docs/images");
  private static final Look NARROW = new Look(390, 844, Look.WIDE.scheme());
  private static final int LARGEST = 250_000;

  /** Which of the screens the documentation shows, and how. */
  private record Shown(Look look, String file) {}

  private static final Map<String, Shown> DOCUMENTED =
      Map.of(
          "credentials", new Shown(Look.WIDE, "credentials.png"),
          "add-slack", new Shown(Look.WIDE, "add.png"),
          "credential", new Shown(Look.WIDE.dark(), "credential-dark.png"),
          "audit-verified", new Shown(Look.WIDE, "audit.png"));

  @Test
  void screens_ofALifelikeOrganization_arePictured() throws IOException {
    try (var server = TestServer.start();
        var chromium = Chromium.launch()) {
      var acme = LifelikeOrganization.in(server);
      for (Look look : List.of(Look.WIDE, Look.WIDE.dark(), NARROW, NARROW.dark())) {
        try (var screens = chromium.open(server, look)) {
          screens.as(acme.olga());
          for (Tour stop : Tour.signedIn(acme)) {
            stop.visit(screens);
            picture(screens, stop, look);
          }
        }
      }
    }
  }

  private static void picture(Screens screens, Tour stop, Look look) throws IOException {
    String name =
        "%s-%d-%s.png"
            .formatted(
                stop.name(), look.width(), look.scheme().name().toLowerCase(java.util.Locale.ROOT));
    byte[] png =
        screens.page().screenshot(new Page.ScreenshotOptions().setPath(SCREENS.resolve(name)));
    Shown shown = DOCUMENTED.get(stop.name());
    if (shown != null && shown.look().equals(look)) {
      assertThat(png).as(name).hasSizeLessThan(LARGEST);
      Files.createDirectories(IMAGES);
      Files.write(IMAGES.resolve(shown.file()), png);
    }
  }
}
