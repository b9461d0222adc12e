package io.mortise.server.signin;

import io.mortise.server.access.EndpointRule;
import io.mortise.server.access.Principal;
import io.mortise.server.access.PrincipalReader;
import io.mortise.server.kernel.Refused;
import io.mortise.server.people.MemberRepository;
import io.mortise.server.settings.Settings;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Reads people at a browser: by the session in a cookie, whose CSRF token is repeated in a header.
 * It comes before other readers, because it also checks from which page a session is opened.
 */
@Component
@Order(1)
@SecurityScheme(
    name = "session",
    type = SecuritySchemeType.APIKEY,
    in = SecuritySchemeIn.COOKIE,
    paramName = Cookies.SESSION)
@SecurityScheme(
    name = "csrf",
    type = SecuritySchemeType.APIKEY,
    in = SecuritySchemeIn.HEADER,
    paramName = SignedInReader.CSRF_HEADER)
class SignedInReader implements PrincipalReader {
  static final String CSRF_HEADER = "X-CSRF-Token";

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  /** Engines show keys only. */
  private static final RequestMatcher ENGINES =
      PathPatternRequestMatcher.withDefaults().matcher("/runtime/**");

  private static final RequestMatcher OPENS_SESSION =
      EndpointRule.matcher(
          EndpointRule.Kind.OPEN, List.of(SetupController.OPEN, SessionController.OPEN));

  private final MemberRepository members;
  private final Sessions sessions;
  private final Cookies cookies;
  private final URI publicUrl;

  SignedInReader(MemberRepository members, Sessions sessions, Cookies cookies, Settings settings) {
    this.members = members;
    this.sessions = sessions;
    this.cookies = cookies;
    this.publicUrl = settings.addresses().publicUrl();
  }

  @Override
  public Optional<Principal> read(HttpServletRequest request, HttpServletResponse response) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null && OPENS_SESSION.matches(request)) {
      requireOwn(origin, request);
    }
    if (request.getHeader(HttpHeaders.AUTHORIZATION) != null || ENGINES.matches(request)) {
      return Optional.empty();
    }
    String token = cookie(request, Cookies.SESSION);
    var live =
        token == null
            ? Optional.<Sessions.Live>empty()
            : sessions.find(token, request.getRemoteAddr());
    if (SAFE.contains(request.getMethod())) {
      giveCsrf(request, response, live);
    } else if (live.isPresent() && !OPENS_SESSION.matches(request)) {
      requireCsrf(request, live.get());
    }
    return live.map(Sessions.Live::principal);
  }

  /**
   * What needs no CSRF token must at least come from a page of ours, where the browser says where
   * it comes from.
   */
  private void requireOwn(String origin, HttpServletRequest request) {
    String own = request.getScheme() + "://" + request.getHeader(HttpHeaders.HOST);
    // The Host header alone proves nothing: any name may be made to lead here (DNS rebinding).
    boolean local = origin.equals(own) && LOOPBACK.contains(request.getServerName());
    if (!local && !origin.equals(publicUrl.toString())) {
      throw Refused.forbidden("This was sent from a page of " + origin + ", not from Mortise.");
    }
  }

  private void giveCsrf(
      HttpServletRequest request, HttpServletResponse response, Optional<Sessions.Live> live) {
    String known = cookie(request, Cookies.CSRF);
    boolean fits =
        known != null && live.map(session -> Sessions.csrfMatches(session, known)).orElse(true);
    if (!fits) {
      String csrf =
          live.map(session -> sessions.renewCsrf(session.principal().session()))
              .orElseGet(Sessions::newCsrf);
      response.addHeader(HttpHeaders.SET_COOKIE, cookies.csrf(csrf));
    }
  }

  private static void requireCsrf(HttpServletRequest request, Sessions.Live live) {
    String header = request.getHeader(CSRF_HEADER);
    if (header == null || !Sessions.csrfMatches(live, header)) {
      throw Refused.forbidden(
          "The X-CSRF-Token header does not repeat the mortise_csrf cookie. Reload the page.");
    }
  }

  private static @Nullable String cookie(HttpServletRequest request, String name) {
    Cookie cookie = WebUtils.getCookie(request, name);
    return cookie == null ? null : cookie.getValue();
  }

  @Override
  public Optional<Principal> reread(Principal stale) {
    return stale instanceof Principal.SignedIn person
        ? Optional.of(reread(person))
        : Optional.empty();
  }

  private Principal reread(Principal.SignedIn person) {
    return members
        .findActive(person.organization(), person.id())
        .map(read -> person.with(read.member(), read.generation()))
        .orElseThrow(Refused::unauthenticated);
  }
}
