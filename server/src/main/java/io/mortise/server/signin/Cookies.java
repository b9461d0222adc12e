package io.mortise.server.signin;

import io.mortise.server.settings.Settings;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The cookies of a browser in which somebody signs in. Secure whenever the public address is https.
 */
@Component
class Cookies {
  static final String SESSION = "mortise_session";
  static final String CSRF = "mortise_csrf";
  static final String KNOWN_BROWSER = "mortise_browser";

  private final boolean secure;

  Cookies(Settings settings) {
    this.secure = settings.addresses().secure();
  }

  String session(String token) {
    return cookie(SESSION, token, true).maxAge(Sessions.LIFETIME).build().toString();
  }

  /** Readable by the UI, which repeats it in a header. */
  String csrf(String token) {
    return cookie(CSRF, token, false).maxAge(Sessions.LIFETIME).build().toString();
  }

  /** Stays after signing out. Sent with sign-ins alone. */
  String knownBrowser(String token) {
    return cookie(KNOWN_BROWSER, token, true)
        .path(SessionController.PATH)
        .maxAge(KnownBrowsers.LIFETIME)
        .build()
        .toString();
  }

  String ended() {
    return cookie(SESSION, "", true).maxAge(0).build().toString();
  }

  private ResponseCookie.ResponseCookieBuilder cookie(String name, String value, boolean httpOnly) {
    return ResponseCookie.from(name, value)
        .httpOnly(httpOnly)
        .secure(secure)
        .sameSite("Lax")
        .path("/");
  }
}
