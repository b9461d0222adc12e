package io.mortise.server.credentials.connect;

import io.mortise.server.access.EndpointRule;
import io.mortise.server.credentials.refresh.Handoff;
import io.mortise.server.credentials.refresh.Handoffs;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/**
 * Where a service sends the person back. The page needs neither the app nor a session: the dialog
 * that began the hand-off learns the state by asking.
 */
@RestController
@Hidden
class CallbackController {
  private static final String PATH = "/api/v1/oauth/callback";

  private final Handoffs handoffs;
  private final HandoffCookies cookies;

  CallbackController(Handoffs handoffs, HandoffCookies cookies) {
    this.handoffs = handoffs;
    this.cookies = cookies;
  }

  @Bean
  static EndpointRule callbackIsOpen() {
    return new EndpointRule(EndpointRule.Kind.OPEN, HttpMethod.GET, PATH);
  }

  @GetMapping(PATH)
  void receive(
      @RequestParam MultiValueMap<String, String> answer,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    var handoff =
        handoffs.receive(
            new Handoffs.Callback(
                only(answer, "state"),
                only(answer, "code"),
                only(answer, "error"),
                others(answer),
                id -> cookies.find(request, id)));
    handoff
        .filter(known -> known.state() != Handoff.State.WAITING)
        .ifPresent(known -> response.addHeader(HttpHeaders.SET_COOKIE, cookies.ended(known.id())));
    write(response, page(handoff));
  }

  /** RFC 6749, section 3.1: a parameter is given at most once. */
  private static @Nullable String only(MultiValueMap<String, String> answer, String name) {
    var values = answer.getOrDefault(name, List.of());
    return values.size() == 1 && !values.getFirst().isBlank() ? values.getFirst() : null;
  }

  private static Map<String, String> others(MultiValueMap<String, String> answer) {
    var others = new LinkedHashMap<String, String>();
    for (String name : answer.keySet()) {
      String value = only(answer, name);
      if (value != null) {
        others.put(name, value);
      }
    }
    others.keySet().removeAll(Set.of("state", "code", "error"));
    return others;
  }

  private record Page(int status, String title, String text) {}

  private static Page page(Optional<Handoff> handoff) {
    if (handoff.isEmpty()) {
      return new Page(
          404,
          "This sign-in is not known",
          "It was used before, or begun long ago. Close this window and choose Authorize again in Mortise.");
    }
    Handoff.Failure failure = handoff.get().failure();
    if (failure != null) {
      return new Page(400, "Not connected", failure.detail() + " " + failure.remedy());
    }
    return switch (handoff.get().state()) {
      case CONNECTED, CHOOSING, USED ->
          new Page(200, "Connected", "You can close this window and go on in Mortise.");
      case WAITING, EXCHANGING, FAILED ->
          new Page(
              200,
              "Almost done",
              "The service has not confirmed the account yet. Close this window; Mortise shows how it ends.");
    };
  }

  /** The address of this page holds the code, so nothing may be loaded from anywhere. */
  private static void write(HttpServletResponse response, Page page) throws IOException {
    response.setStatus(page.status());
    response.setContentType("text/html;charset=utf-8");
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    String html =
        """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>%1$s · Mortise</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
        <style>body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem}</style>
        <main><h1>%1$s</h1><p>%2$s</p></main></html>
        """
            .formatted(HtmlUtils.htmlEscape(page.title()), HtmlUtils.htmlEscape(page.text()));
    response.getOutputStream().write(html.getBytes(StandardCharsets.UTF_8));
  }
}
