package io.mortise.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** From which browser somebody signs in. */
record Browser(String address, @Nullable String device) {
  static Browser of(HttpServletRequest request) {
    return new Browser(request.getRemoteAddr(), request.getHeader(HttpHeaders.USER_AGENT));
  }
}
