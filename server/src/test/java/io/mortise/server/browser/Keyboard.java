package io.mortise.server.browser;

import com.microsoft.playwright.Page;

/** Somebody who has no mouse. */
final class Keyboard {
  private static final int AT_MOST = 80;
  private static final String NAME_OF_FOCUSED =
      """
      () => {
        const focused = document.activeElement;
        const label = focused.labels?.[0]?.textContent;
        return (focused.getAttribute('aria-label') ?? label ?? focused.textContent).replace('*', '').trim();
      }
      """;

  private final Page page;

  Keyboard(Page page) {
    this.page = page;
  }

  Keyboard type(String text) {
    page.keyboard().type(text);
    return this;
  }

  Keyboard press(String key) {
    page.keyboard().press(key);
    return this;
  }

  Keyboard tab() {
    return press("Tab");
  }

  /** Presses Tab until the element with this name has the focus; waits for the element first. */
  Keyboard reach(String name) {
    page.getByLabel(name).or(page.getByText(name)).first().waitFor();
    for (int pressed = 0; pressed < AT_MOST; pressed++) {
      if (page.evaluate(NAME_OF_FOCUSED).equals(name)) {
        return this;
      }
      tab();
    }
    throw new AssertionError("Tab does not lead to «" + name + "»");
  }
}
