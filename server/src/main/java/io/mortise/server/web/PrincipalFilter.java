package io.mortise.server.web;

import io.mortise.runtime.problem.Problem;
import io.mortise.server.access.Principal;
import io.mortise.server.apikeys.ApiKeys;
import io.mortise.server.kernel.Refused;
import io.mortise.server.settings.Settings;
import io.mortise.server.signin.Cookies;
import io.mortise.server.signin.Sessions;
import io.mortise.server.web.connection.ClientConnection;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who calls: by an API key, or by a session whose CSRF token is repeated in a header.
 * Under {@code /runtime} only keys count; what a key is may come from memory of some seconds there,
 * because every use is recorded under its generations.
 */
final class PrincipalFilter extends OncePerRequestFilter {
  private static final String BEARER = "Bearer ";
  private static final String CSRF_HEADER = "X-CSRF-Token";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
  private static final Set<String> UNSIGNED = Set.of("/api/v1/setup", "/api/v1/session");

  private final ApiKeys keys;
  private final Sessions sessions;
  private final Cookies cookies;
  private final Settings settings;
  private final ProblemWriter problems;

  PrincipalFilter(
      ApiKeys keys, Sessions sessions, Cookies cookies, Settings settings, ProblemWriter problems) {
    this.keys = keys;
    this.sessions = sessions;
    this.cookies = cookies;
    this.settings = settings;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = path(request);
    return !path.startsWith("/api/v1/") && !path.startsWith("/runtime/v1/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      checkOrigin(request);
      principal(request, response).ifPresent(PrincipalFilter::authenticate);
    } catch (Problem problem) {
      problems.write(response, problem);
      return;
    } catch (RuntimeException failure) {
      problems.write(response, failure);
      return;
    }
    chain.doFilter(request, response);
  }

  private Optional<Principal> principal(HttpServletRequest request, HttpServletResponse response) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    String address = request.getRemoteAddr();
    if (authorization != null) {
      return byKey(request, authorization, address);
    }
    if (path(request).startsWith("/runtime/")) {
      return Optional.empty();
    }
    return bySession(request, response, address);
  }

  private Optional<Principal> byKey(
      HttpServletRequest request, String authorization, String address) {
    String token =
        authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
            ? authorization.substring(BEARER.length()).strip()
            : "";
    if (!ApiKeys.looksLikeOne(token)) {
      throw Refused.unauthenticated();
    }
    String path = path(request);
    // An outcome is not recorded under generations, so nothing would find out that a key is stale.
    boolean onTheRecord = path.startsWith("/runtime/v1/") && !path.endsWith("/outcome");
    var principal = onTheRecord ? keys.remembered(token, address) : keys.current(token, address);
    return Optional.of(principal.orElseThrow(Refused::unauthenticated));
  }

  private Optional<Principal> bySession(
      HttpServletRequest request, HttpServletResponse response, String address) {
    String token = cookie(request, Cookies.SESSION);
    var live = token == null ? Optional.<Sessions.Live>empty() : sessions.find(token, address);
    boolean safe = SAFE.contains(request.getMethod());
    if (safe) {
      giveCsrf(request, response, live);
    } else if (live.isPresent() && !opensSession(request)) {
      checkCsrf(request, live.get());
    }
    return live.map(Sessions.Live::principal);
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

  private static void checkCsrf(HttpServletRequest request, Sessions.Live live) {
    String header = request.getHeader(CSRF_HEADER);
    if (header == null || !Sessions.csrfMatches(live, header)) {
      throw Refused.forbidden(
          "The X-CSRF-Token header does not repeat the mortise_csrf cookie. Reload the page.");
    }
  }

  /**
   * What needs no CSRF token must at least come from a page of ours, where the browser says where
   * it comes from.
   */
  private void checkOrigin(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null || SAFE.contains(request.getMethod()) || !opensSession(request)) {
      return;
    }
    String own = request.getScheme() + "://" + request.getHeader(HttpHeaders.HOST);
    // The Host header alone proves nothing: any name may be made to lead here (DNS rebinding).
    boolean local = origin.equals(own) && LOOPBACK.contains(request.getServerName());
    if (!local && !origin.equals(settings.addresses().publicUrl().toString())) {
      throw Refused.forbidden("This was sent from a page of " + origin + ", not from Mortise.");
    }
  }

  /** Decoded and normalised, as the controllers see it. */
  private static String path(HttpServletRequest request) {
    String rest = request.getPathInfo();
    return rest == null ? request.getServletPath() : request.getServletPath() + rest;
  }

  private static boolean opensSession(HttpServletRequest request) {
    return request.getMethod().equals("POST") && UNSIGNED.contains(path(request));
  }

  private static @Nullable String cookie(HttpServletRequest request, String name) {
    return request.getCookies() == null
        ? null
        : Arrays.stream(request.getCookies())
            .filter(cookie -> cookie.getName().equals(name))
            .map(Cookie::getValue)
            .findFirst()
            .orElse(null);
  }

  private static void authenticate(Principal principal) {
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        new PreAuthenticatedAuthenticationToken(principal, null, AuthorityUtils.NO_AUTHORITIES));
    SecurityContextHolder.setContext(context);
    ClientConnection.current().ifPresent(ClientConnection::authenticated);
  }
}
