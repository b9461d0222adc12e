package io.mortise.server.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.mortise.server.testing.TestServer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser of this machine: the first Chromium on the path, else the one Playwright fetched. */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final List<String> ARGUMENTS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  /** How a window looks: its size, and the person's taste. */
  record Look(int width, int height, ColorScheme scheme) {
    static final Look WIDE = new Look(1440, 900, ColorScheme.LIGHT);
    static final Look NARROW = new Look(360, 800, ColorScheme.LIGHT);

    Look dark() {
      return new Look(width, height, ColorScheme.DARK);
    }
  }

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  static Chromium launch() {
    var installed = installed();
    var options =
        new Playwright.CreateOptions()
            .setEnv(
                installed.isPresent() ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") : Map.of());
    var playwright = Playwright.create(options);
    var launch = new BrowserType.LaunchOptions().setHeadless(true).setArgs(ARGUMENTS);
    installed.ifPresent(launch::setExecutablePath);
    return new Chromium(playwright, playwright.chromium().launch(launch));
  }

  /** A fresh person's window: no cookies, motion switched off. */
  Screens open(TestServer server, Look look) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL(server.uri().toString())
                .setViewportSize(look.width(), look.height())
                .setColorScheme(look.scheme())
                .setReducedMotion(ReducedMotion.REDUCE)
                .setPermissions(List.of("clipboard-read", "clipboard-write"))
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin"));
    return new Screens(context);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  private static Optional<Path> installed() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
