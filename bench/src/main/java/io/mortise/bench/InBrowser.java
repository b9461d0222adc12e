package io.mortise.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How long a person waits at the list of credentials: from the key, the click or the turn of the
 * wheel to the second frame drawn after the answer. Searching holds back 200 ms for the next key,
 * which is included. A second figure tells after how long anything on the screen changed.
 */
final class InBrowser implements AutoCloseable {
  private static final int TIMES = 7;

  /** From the person's input to the first frame that shows a change, in milliseconds. */
  private static final String WATCH_FIRST_CHANGE =
      """
      () => {
        let began;
        window.firstChange = undefined;
        const start = event => { began ??= event.timeStamp; };
        for (const kind of ['pointerdown', 'input']) addEventListener(kind, start, {capture: true, once: true});
        const watching = new MutationObserver(() => {
          if (began === undefined) return;
          watching.disconnect();
          requestAnimationFrame(() => setTimeout(() => { window.firstChange = performance.now() - began; }));
        });
        watching.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
      }
      """;

  private final Playwright playwright;
  private final Browser browser;
  private final Page page;
  private final List<Double> firstChanges = new ArrayList<>();

  InBrowser() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    var launch =
        new BrowserType.LaunchOptions()
            .setHeadless(true)
            .setExecutablePath(installed())
            .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking"));
    browser = playwright.chromium().launch(launch);
    page = browser.newPage();
    page.setDefaultTimeout(60_000);
    page.setViewportSize(1440, 900);
  }

  /** Signs in and measures; titles and figures are handed to the consumer. */
  void measure(BiConsumer<String, String> line) {
    page.navigate("http://localhost:" + BenchServer.PORT + "/sign-in");
    page.getByLabel("E-mail").fill("bench@example.test");
    page.getByRole(AriaRole.TEXTBOX, exactly("Password")).fill("a long fake password");
    waits(() -> page.getByRole(AriaRole.BUTTON, named("Sign in")).click(), any());
    settle();
    // An organization of this size has done its first steps.
    var hide = page.getByRole(AriaRole.BUTTON, exactly("Hide"));
    if (hide.isVisible()) {
      hide.click();
    }
    line.accept("list opened", median(() -> waits(page::reload, any())));
    line.accept("search typed", searches());
    line.accept("filter chosen", filters("Bearer", "type=bearer"));
    line.accept("sorted by last used", sorts());
    line.accept("next page scrolled to", scrolls());
  }

  private String searches() {
    var search = page.getByRole(AriaRole.SEARCHBOX);
    var numbers = List.of(7_777, 123_456, 654_321, 999_999, 31_415, 271_828, 500_001).iterator();
    return median(
        () -> {
          String word = "key " + numbers.next();
          search.fill("");
          settle();
          return waits(() -> search.fill(word), asking("q=key"));
        });
  }

  private String filters(String choice, String asked) {
    page.getByRole(AriaRole.SEARCHBOX).fill("");
    settle();
    return median(
        () -> {
          open();
          return waits(
              () -> page.getByRole(AriaRole.BUTTON, exactly(choice)).click(), asking(asked));
        });
  }

  private void open() {
    page.navigate("http://localhost:" + BenchServer.PORT + "/credentials");
    settle();
  }

  private String sorts() {
    return median(
        () -> {
          open();
          return waits(
              () ->
                  page.getByRole(AriaRole.COLUMNHEADER, named("Last used"))
                      .getByRole(AriaRole.BUTTON)
                      .click(),
              asking("astUsedAt"));
        });
  }

  private String scrolls() {
    open();
    return median(() -> waits(() -> page.mouse().wheel(0, 2_600), asking("cursor=")));
  }

  private double waits(Runnable action, Predicate<Response> answer) {
    long began = System.nanoTime();
    page.evaluate(WATCH_FIRST_CHANGE);
    page.waitForResponse(answer, action);
    page.evaluate("() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))");
    double waited = (System.nanoTime() - began) / 1e6;
    if (page.evaluate("() => window.firstChange ?? null") instanceof Number millis) {
      firstChanges.add(millis.doubleValue());
    }
    return waited;
  }

  private void settle() {
    page.waitForLoadState(LoadState.NETWORKIDLE);
  }

  private static Predicate<Response> any() {
    return asking("");
  }

  private static Predicate<Response> asking(String part) {
    return answer -> answer.url().contains("/api/v1/credentials?") && answer.url().contains(part);
  }

  private String median(DoubleSupplier once) {
    firstChanges.clear();
    var times = new ArrayList<Double>();
    for (int i = 0; i < TIMES; i++) {
      times.add(once.getAsDouble());
    }
    firstChanges.sort(null);
    return summary(times)
        + (firstChanges.isEmpty() ? "" : "; something visible changes: " + summary(firstChanges));
  }

  private static String summary(List<Double> times) {
    times.sort(null);
    return String.format(
        Locale.ROOT,
        "median %.0f ms, slowest %.0f ms of %d",
        times.get(times.size() / 2),
        times.getLast(),
        times.size());
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Page.GetByRoleOptions exactly(String name) {
    return named(name).setExact(true);
  }

  private static Path installed() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(
            folder -> Stream.of("chromium", "google-chrome").map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No Chromium on the path; run .ci/browser"));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
