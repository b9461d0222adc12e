package io.mortise.server.web;

import io.mortise.runtime.problem.Problem;
import io.mortise.server.access.Principal;
import io.mortise.server.access.PrincipalReader;
import io.mortise.server.web.connection.ClientConnection;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who calls: by the first reader of principals that finds a proof of its kind. */
final class PrincipalFilter extends OncePerRequestFilter {
  private final List<PrincipalReader> readers;
  private final ProblemWriter problems;

  PrincipalFilter(List<PrincipalReader> readers, ProblemWriter problems) {
    this.readers = readers;
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
    return readers.stream().flatMap(reader -> reader.read(request, response).stream()).findFirst();
  }

  /** Decoded and normalised, as the controllers see it. */
  private static String path(HttpServletRequest request) {
    String rest = request.getPathInfo();
    return rest == null ? request.getServletPath() : request.getServletPath() + rest;
  }

  private static void authenticate(Principal principal) {
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        new PreAuthenticatedAuthenticationToken(principal, null, AuthorityUtils.NO_AUTHORITIES));
    SecurityContextHolder.setContext(context);
    ClientConnection.current().ifPresent(ClientConnection::authenticated);
  }
}
