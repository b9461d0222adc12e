package io.mortise.server.accounts;

import io.mortise.server.kernel.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Hands a browser the cookies of its session, and knows it again by them. */
@Component
final class SignedInBrowsers {
  private final Sessions sessions;
  private final Cookies cookies;

  SignedInBrowsers(Sessions sessions, Cookies cookies) {
    this.sessions = sessions;
    this.cookies = cookies;
  }

  <T> ResponseEntity<T> signedIn(Sessions.Started started, HttpStatus status, T body) {
    return ResponseEntity.status(status)
        .header(HttpHeaders.SET_COOKIE, cookies.session(started.token()))
        .header(HttpHeaders.SET_COOKIE, cookies.csrf(started.csrf()))
        .body(body);
  }

  ResponseEntity<Void> signedOut() {
    return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, cookies.ended()).build();
  }

  /** Who has just signed in. */
  Caller caller(Sessions.Started started, HttpServletRequest request) {
    return sessions.find(started.token(), request.getRemoteAddr()).orElseThrow().caller();
  }

  /** The session that this browser had before and no longer knows. */
  Optional<Caller> before(HttpServletRequest request) {
    return Optional.ofNullable(WebUtils.getCookie(request, Cookies.SESSION))
        .flatMap(cookie -> sessions.find(cookie.getValue(), request.getRemoteAddr()))
        .map(Sessions.Live::caller);
  }
}
