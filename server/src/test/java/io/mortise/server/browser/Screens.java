package io.mortise.server.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.LoadState;
import io.mortise.server.testing.Api;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One window, read as a person does: by roles and labels. It notes what a page must never do. */
final class Screens implements AutoCloseable {
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  Screens(BrowserContext context) {
    this.context = context;
    context.setDefaultTimeout(15_000);
    this.page = watched(context.newPage());
  }

  /** Another tab of the same person. */
  Page secondPage() {
    return watched(context.newPage());
  }

  Page page() {
    return page;
  }

  /** Errors on the console, breaches of the content security policy, requests to somebody else. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Types address and password, as a person does. */
  Screens signIn(String email) {
    page.navigate("/sign-in");
    field("E-mail").fill(email);
    field("Password").fill(Api.PASSWORD);
    button("Sign in").click();
    heading("Credentials").waitFor();
    return this;
  }

  /** Takes over a session: signing in often from one address is refused, and rightly. */
  Screens as(Api person) {
    forgetAnswers();
    context.addCookies(
        Stream.of("mortise_session", "mortise_csrf")
            .map(name -> new Cookie(name, person.cookie(name)).setDomain("localhost").setPath("/"))
            .toList());
    go("/credentials");
    heading("Credentials").waitFor();
    return this;
  }

  /** Answers such a call in the server's place, until {@link #forgetAnswers}. */
  Screens answer(String method, String path, int status, String json) {
    page.route(
        url -> URI.create(url).getPath().equals(path),
        route -> {
          if (route.request().method().equals(method)) {
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(status)
                    .setContentType("application/json")
                    .setBody(json));
          } else {
            route.fallback();
          }
        });
    return this;
  }

  /** Shows the checklist of the first run, which the organization has done. */
  Screens withFirstSteps() {
    page.route(
        url -> URI.create(url).getPath().equals("/api/v1/me"),
        route -> {
          var answer = route.fetch();
          String me = answer.text().replace("\"firstSteps\":false", "\"firstSteps\":true");
          route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(me));
        });
    return this;
  }

  void forgetAnswers() {
    page.unrouteAll();
  }

  /** The rail; where there is no room for it, it has to be opened. */
  void openRail() {
    if (button("Open menu").isVisible()) {
      button("Open menu").click();
      dialog("Mortise").waitFor();
    }
  }

  Screens go(String path) {
    page.navigate(path);
    return this;
  }

  /** Waits until nothing is asked of the server and no picture moves any more, but what waits. */
  void settle() {
    page.waitForLoadState(LoadState.NETWORKIDLE);
    page.evaluate(
        """
        () => Promise.all([
          document.fonts.ready,
          ...document.getAnimations()
            .filter(a => a.effect.getComputedTiming().iterations !== Infinity)
            .map(a => a.finished.catch(() => {}))])
        """);
  }

  Locator button(String name) {
    return role(AriaRole.BUTTON, name);
  }

  /** The first button whose name begins so. */
  Locator buttonLike(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first();
  }

  /** One of a few, drawn as a pill. */
  Locator choice(String name) {
    return page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator link(String name) {
    return role(AriaRole.LINK, name);
  }

  Locator tab(String name) {
    return role(AriaRole.TAB, name);
  }

  Locator menuItem(String name) {
    return role(AriaRole.MENUITEM, name);
  }

  Locator checkbox(String name) {
    return role(AriaRole.CHECKBOX, name);
  }

  /** An input that offers choices. */
  Locator combobox(String name) {
    return role(AriaRole.COMBOBOX, name).or(role(AriaRole.TEXTBOX, name));
  }

  /** What is told at once, because it went wrong. */
  Locator alert() {
    return page.getByRole(AriaRole.ALERT);
  }

  Locator option(String name) {
    return role(AriaRole.OPTION, name);
  }

  Locator heading(String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1));
  }

  Locator dialog(String name) {
    return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName(name));
  }

  Locator group(String name) {
    return role(AriaRole.GROUP, name);
  }

  /** Whether all of the page goes into one picture; a dialog is as high as the window. */
  boolean isShorterThan(int pixels) {
    return (boolean)
        page.evaluate(
            "pixels => !document.querySelector('[role=dialog]') && document.documentElement.scrollHeight < pixels",
            pixels);
  }

  /** Whether the page can be scrolled far beyond the last thing that is seen on it. */
  boolean scrollsIntoNothing() {
    return (boolean)
        page.evaluate(
            """
            () => {
              const clipped = each => {
                const {clip, clipPath} = getComputedStyle(each);
                return clip !== 'auto' || clipPath !== 'none';
              };
              const all = [...document.querySelectorAll('main, main *')];
              const unseen = all.filter(clipped);
              const shown = all
                .filter(each => !unseen.some(hidden => hidden.contains(each)))
                .map(each => each.getBoundingClientRect().bottom + window.scrollY);
              const end = Math.max(window.innerHeight, ...shown);
              return document.scrollingElement.scrollHeight > end + 60;
            }
            """);
  }

  boolean scrollsTwice() {
    return (Boolean)
        page.evaluate(
            "() => [...document.querySelectorAll('.mantine-Modal-content[data-full-screen]')]"
                + ".some(dialog => dialog.scrollHeight > dialog.clientHeight)");
  }

  boolean scrollsSideways() {
    return (boolean)
        page.evaluate(
            "() => document.documentElement.scrollWidth > document.documentElement.clientWidth");
  }

  Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true))
        .or(role(AriaRole.TEXTBOX, label));
  }

  Locator text(String text) {
    return page.getByText(text);
  }

  /** Waits until somebody can read this somewhere. */
  void waitFor(String text) {
    text(text).filter(new Locator.FilterOptions().setVisible(true)).first().waitFor();
  }

  /** The row, or the card, of the credential with that name. */
  Locator row(String credential) {
    return page.getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHas(link(credential)));
  }

  private Locator role(AriaRole role, String name) {
    return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Page watched(Page opened) {
    opened.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !isRefusal(message.text())) {
            complaints.add("console: " + message.text());
          }
        });
    opened.onPageError(error -> complaints.add("error: " + error));
    Predicate<String> ours =
        url ->
            url.startsWith("http://localhost:")
                || url.startsWith("data:")
                || url.startsWith("blob:");
    opened.onRequest(
        request -> {
          if (!ours.test(request.url())) {
            complaints.add("request: " + request.url());
          }
        });
    return opened;
  }

  /** A refused call is told by the browser, too; what the page makes of it is tested elsewhere. */
  private static boolean isRefusal(String text) {
    return text.startsWith("Failed to load resource: the server responded with a status of 4");
  }

  @Override
  public void close() {
    context.close();
  }
}
