package io.mortise.server.practice;

/**
 * Tells forms of the Petstore's own pages from those of other sites: it has no sessions that could
 * carry such a token.
 */
final class PageGuard {
  private static final String FIELD = "page";

  private final String token = RandomText.next();

  /** A hidden field for a form. */
  String field() {
    return "<input type=\"hidden\" name=\"" + FIELD + "\" value=\"" + token + "\">";
  }

  /** Whether the form comes from a page of this process. */
  boolean accepts(Parameters form) {
    return form.find(FIELD).filter(token::equals).isPresent();
  }

  /** What is shown in place of an answer to any other form. */
  static Page outdated(String remedy) {
    return Page.plain("This page is out of date", "The practice service was restarted. " + remedy);
  }
}
