package io.mortise.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import io.mortise.server.browser.Chromium.Look;
import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Makes the pictures of the documentation, and one of every screen to look at in {@code
 * target/screens}. Off by default; {@code make pictures} runs it.
 */
@Tag("screenshots")
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SAME_THREAD)
class ScreenshotsIT {
  private static final Path SCREENS = Path.of("target/screens");
  private static final Path IMAGES = Path.of("../docs/images");
  private static final Look LAPTOP = new Look(1280, 720, Look.WIDE.scheme());
  private static final Look PHONE = new Look(390, 844, Look.WIDE.scheme());

  /** Each size in both themes. Every stop is pictured in one of them, in turn. */
  private static final List<Look> LOOKS =
      List.of(Look.WIDE, LAPTOP.dark(), PHONE, Look.WIDE.dark(), LAPTOP, PHONE.dark());

  private static final int LARGEST = 250_000;
  private static final int LONGEST = 2_200;

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
      for (Shown shown : DOCUMENTED.values()) {
        try (var screens = chromium.open(server, shown.look()).as(acme.olga())) {
          document(screens, Tour.signedIn(acme), shown);
        }
      }
      var missed = new ArrayList<String>();
      for (Look look : LOOKS) {
        try (var screens = chromium.open(server, look)) {
          picture(screens, inTurn(Tour.signedOut(), look), look, missed);
          screens.as(acme.olga());
          var stops = new ArrayList<>(Tour.signedIn(acme));
          stops.add(Tour.broken());
          picture(screens, inTurn(stops, look), look, missed);
        }
      }
      assertThat(missed).isEmpty();
    }
  }

  private static List<Tour> inTurn(List<Tour> stops, Look look) {
    return IntStream.range(0, stops.size())
        .filter(each -> each % LOOKS.size() == LOOKS.indexOf(look))
        .mapToObj(stops::get)
        .toList();
  }

  private static void document(Screens screens, List<Tour> stops, Shown shown) throws IOException {
    for (Tour stop : stops) {
      if (shown.equals(DOCUMENTED.get(stop.name()))) {
        stop.visit(screens);
        byte[] png = screens.page().screenshot();
        assertThat(png).as(shown.file()).hasSizeLessThan(LARGEST);
        Files.createDirectories(IMAGES);
        Files.write(IMAGES.resolve(shown.file()), png);
      }
    }
  }

  private static void picture(Screens screens, List<Tour> stops, Look look, List<String> missed) {
    for (Tour stop : stops) {
      try {
        stop.visit(screens);
      } catch (PlaywrightException e) {
        missed.add(stop.name() + ": " + e.getMessage());
      }
      String name =
          "%s-%d-%s.png"
              .formatted(stop.name(), look.width(), look.scheme().name().toLowerCase(Locale.ROOT));
      screens
          .page()
          .screenshot(
              new Page.ScreenshotOptions()
                  .setPath(SCREENS.resolve(name))
                  .setFullPage(screens.isShorterThan(LONGEST)));
    }
  }
}
