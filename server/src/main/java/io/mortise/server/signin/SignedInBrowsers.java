package io.mortise.server.signin;

import io.mortise.server.access.Principal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Hands a browser the cookies of its session, and knows it again by them. */
@Component
final class SignedInBrowsers {
  private final Sessions sessions;
  private final KnownBrowsers known;
  private final Cookies cookies;

  SignedInBrowsers(Sessions sessions, KnownBrowsers known, Cookies cookies) {
    this.sessions = sessions;
    this.known = known;
    this.cookies = cookies;
  }

  /** Also makes the browser known, if it is not {@code knownBrowser} already. */
  <T> ResponseEntity<T> signedIn(
      Sessions.Started started,
      Principal.SignedIn principal,
      @Nullable String knownBrowser,
      HttpStatus status,
      T body) {
    String token = knownBrowser;
    if (token == null) {
      token = known.remember(principal.organization(), principal.user());
    } else {
      known.used(token);
    }
    return ResponseEntity.status(status)
        .header(HttpHeaders.SET_COOKIE, cookies.session(started.token()))
        .header(HttpHeaders.SET_COOKIE, cookies.csrf(started.csrf()))
        .header(HttpHeaders.SET_COOKIE, cookies.knownBrowser(token))
        .body(body);
  }

  /** The token by which this browser is known for an e-mail; null if it is not. */
  @Nullable String known(HttpServletRequest request, String email) {
    var cookie = WebUtils.getCookie(request, Cookies.KNOWN_BROWSER);
    return cookie != null && known.knows(cookie.getValue(), email) ? cookie.getValue() : null;
  }

  ResponseEntity<Void> signedOut() {
    return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, cookies.ended()).build();
  }

  /** Who has just signed in. */
  Principal.SignedIn principal(Sessions.Started started, HttpServletRequest request) {
    return sessions.find(started.token(), request.getRemoteAddr()).orElseThrow().principal();
  }

  /** The session that this browser had before and no longer knows. */
  Optional<Principal.SignedIn> before(HttpServletRequest request) {
    return Optional.ofNullable(WebUtils.getCookie(request, Cookies.SESSION))
        .flatMap(cookie -> sessions.find(cookie.getValue(), request.getRemoteAddr()))
        .map(Sessions.Live::principal);
  }
}
