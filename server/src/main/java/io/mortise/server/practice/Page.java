package io.mortise.server.practice;

import java.io.IOException;
import org.springframework.web.util.HtmlUtils;

/**
 * A page of the Petstore. It loads nothing from anywhere and cannot be framed.
 *
 * @param content HTML
 * @param policy what its content security policy permits beside its style
 */
record Page(String title, String content, String policy) {
  private static final String STYLE =
      """
      body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem}
      h1{margin:0 0 .5rem;font-size:1.7rem;line-height:1.2;text-wrap:balance}h2{margin:2rem 0 .25rem;font-size:1.15rem}p{margin:.5rem 0}
      code{background:color-mix(in srgb,currentColor 10%,transparent);padding:.15rem .4rem;border-radius:.3rem;
      overflow-wrap:anywhere;-webkit-box-decoration-break:clone;box-decoration-break:clone}.all{user-select:all;cursor:pointer}
      button{font:inherit;padding:.35rem .9rem;border-radius:.4rem;cursor:pointer;color:inherit;
      border:1px solid color-mix(in srgb,currentColor 35%,transparent);background:transparent}
      button:hover{background:color-mix(in srgb,currentColor 8%,transparent)}
      button.main{background:#2e7d6b;border-color:#2e7d6b;color:#fff}button.main:hover{background:#256657}
      :focus-visible{outline:2px solid #2e9d86;outline-offset:2px}
      .row{display:grid;grid-template-columns:7rem 1fr auto;gap:.25rem .75rem;align-items:center;padding:.5rem 0;
      border-top:1px solid color-mix(in srgb,currentColor 15%,transparent)}.row.two{grid-template-columns:1fr auto}
      .row form{margin:0}.row .soft{display:block}
      @media (max-width:32rem){.row{grid-template-columns:1fr auto}.row .name{grid-column:1/-1}}
      .soft{color:color-mix(in srgb,currentColor 70%,transparent);font-size:.9rem}
      .notice{border-left:4px solid #2e7d6b;padding:.25rem .75rem;background:color-mix(in srgb,#2e7d6b 12%,transparent)}
      fieldset{border:0;padding:0;margin:1.25rem 0}legend{padding:0;font-weight:600}
      label.person{display:flex;gap:.6rem;align-items:center;padding:.4rem 0;cursor:pointer}
      .actions{display:flex;gap:.75rem;margin:1.5rem 0}
      """;

  static Page plain(String title, String text) {
    return new Page(
        title,
        "<h1>%s</h1><p>%s</p>".formatted(escaped(title), escaped(text)),
        "form-action 'none'");
  }

  static String escaped(String text) {
    return HtmlUtils.htmlEscape(text);
  }

  void send(Exchange exchange, int status) throws IOException {
    exchange
        .with(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; "
                + policy)
        .with("Referrer-Policy", "no-referrer")
        .with("Cache-Control", "no-store")
        .html(
            status,
            """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>%s · Petstore</title>
            <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
            <style>%s</style></head><body><main>%s</main></body></html>
            """
                .formatted(escaped(title), STYLE, content));
  }
}
