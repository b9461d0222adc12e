package io.mortise.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import io.mortise.server.browser.Chromium.Look;
import io.mortise.server.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every screen and dialog, light and dark, wide and narrow: no violation that axe finds, nothing on
 * the console, nothing against the content security policy, no request to somebody else, nothing
 * wider than a narrow window.
 */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SAME_THREAD)
class EveryScreenIT {
  /** Menus and lists of choices stand in a layer of their own, above the page and its landmarks. */
  private static final String OUTSIDE_LANDMARKS = "region";

  private static TestServer server;
  private static LifelikeOrganization acme;
  private static Chromium chromium;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    acme = LifelikeOrganization.in(server);
    chromium = Chromium.launch();
  }

  @AfterAll
  static void stop() {
    chromium.close();
    server.close();
  }

  static Stream<Look> looks() {
    return Stream.of(Look.WIDE, Look.NARROW.dark());
  }

  static Stream<Look> otherLooks() {
    return Stream.of(Look.WIDE.dark(), Look.NARROW);
  }

  @ParameterizedTest
  @MethodSource("looks")
  void screens_inThisLook_pass(Look look) {
    pass(look);
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("otherLooks")
  void screens_inTheOtherLooks_pass(Look look) {
    pass(look);
  }

  private static void pass(Look look) {
    var faults = new ArrayList<String>();
    try (var screens = chromium.open(server, look)) {
      visit(Tour.signedOut(), screens, faults);
      screens.as(acme.olga());
      visit(Tour.signedIn(acme), screens, faults);
      faults.addAll(screens.complaints());
    }

    assertThat(faults).isEmpty();
  }

  private static void visit(List<Tour> stops, Screens screens, List<String> faults) {
    for (Tour stop : stops) {
      stop.visit(screens);
      for (var violation :
          new AxeBuilder(screens.page())
              .setLegacyMode(true)
              .disableRules(List.of(OUTSIDE_LANDMARKS))
              .analyze()
              .getViolations()) {
        faults.add(
            stop.name()
                + ": "
                + violation.getId()
                + " "
                + violation.getNodes().stream().map(node -> node.getHtml()).limit(2).toList());
      }
      if (screens.scrollsIntoNothing()) {
        faults.add(stop.name() + ": scrolls beyond its end");
      }
      if (screens.scrollsTwice()) {
        faults.add(stop.name() + ": a dialog of the size of the screen scrolls, and its form too");
      }
      if (screens.scrollsSideways()) {
        faults.add(stop.name() + ": is wider than the window");
      }
    }
  }
}
