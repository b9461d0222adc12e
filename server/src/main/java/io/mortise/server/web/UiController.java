package io.mortise.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.NoHandlerFoundException;

/**
 * Serves the UI's one page at every address that is not the API's, under a strict content security
 * policy. The only inline styles allowed are those with this answer's nonce.
 */
@Controller
class UiController {
  private static final String PLACEHOLDER = "__CSP_NONCE__";
  private static final int NONCE_BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  private final @Nullable String page;

  UiController() throws IOException {
    var index = new ClassPathResource("ui/index.html");
    this.page = index.exists() ? index.getContentAsString(StandardCharsets.UTF_8) : null;
  }

  @GetMapping({
    "/",
    "/setup",
    "/sign-in",
    "/credentials/**",
    "/connectors/**",
    "/audit/**",
    "/settings/**",
    "/integrations"
  })
  ResponseEntity<String> page() {
    if (page == null) {
      return ResponseEntity.status(503).body("This build has no UI. Run make build.");
    }
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = Base64.getEncoder().encodeToString(bytes);
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .header("Content-Security-Policy", policy(nonce))
        .header("Cache-Control", "no-cache")
        .body(page.replace(PLACEHOLDER, nonce));
  }

  /** A browser gets the page, which says that nothing is there; every other client a problem. */
  @RequestMapping("/{first:(?!(?:api|runtime|hooks|edge|assets)$)[^.]*}/**")
  ResponseEntity<String> unknown(HttpServletRequest request) throws NoHandlerFoundException {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    if (!request.getMethod().equals("GET") || accept == null || !accept.contains("text/html")) {
      throw new NoHandlerFoundException(
          request.getMethod(), request.getRequestURI(), HttpHeaders.EMPTY);
    }
    return page();
  }

  private static String policy(String nonce) {
    return "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-"
        + nonce
        + "'; img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none';"
        + " form-action 'self'; frame-ancestors 'none'";
  }
}
