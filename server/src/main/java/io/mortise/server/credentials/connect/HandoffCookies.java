package io.mortise.server.credentials.connect;

import io.mortise.runtime.credential.Reveal;
import io.mortise.runtime.credential.Secret;
import io.mortise.server.credentials.refresh.HandoffId;
import io.mortise.server.credentials.refresh.Handoffs;
import io.mortise.server.settings.Settings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * One cookie for each hand-off, so that two tabs can connect two accounts. It is independent of the
 * session, which may end while the person is at the service.
 */
@Component
final class HandoffCookies {
  private static final String NAME = "mortise_handoff_";

  /** Browsers take such a cookie only from https, for exactly this host and all its paths. */
  private static final String HOST_PREFIX = "__Host-";

  private final boolean secure;

  HandoffCookies(Settings settings) {
    this.secure = settings.addresses().secure();
  }

  String begun(HandoffId id, Secret browser) {
    return cookie(id, browser.reveal(Reveal.FOR_OUTBOUND_CALL), Handoffs.LIFETIME);
  }

  String ended(HandoffId id) {
    return cookie(id, "", Duration.ZERO);
  }

  Optional<String> find(HttpServletRequest request, HandoffId id) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(name(id)))
            .map(Cookie::getValue)
            .findFirst();
  }

  private String cookie(HandoffId id, String value, Duration life) {
    return ResponseCookie.from(name(id), value)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Lax")
        .path("/")
        .maxAge(life)
        .build()
        .toString();
  }

  private String name(HandoffId id) {
    return (secure ? HOST_PREFIX : "") + NAME + id;
  }
}
