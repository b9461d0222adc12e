package io.mortise.server.web;

import com.github.f4b6a3.uuid.UuidCreator;
import io.mortise.runtime.problem.TypedId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every answer an id and keeps API answers out of caches. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestIds extends OncePerRequestFilter {
  static final String HEADER = "X-Request-Id";

  static String fresh() {
    return TypedId.format("req", UuidCreator.getTimeOrderedEpochFast());
  }

  /** Some errors are the container's own: no filter has seen their request. */
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String given = response.getHeader(HEADER);
    String id = given == null ? fresh() : given;
    response.setHeader(HEADER, id);
    String path = request.getRequestURI();
    if (path.startsWith("/api/") || path.startsWith("/runtime/")) {
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("X-Content-Type-Options", "nosniff");
    }
    MDC.put("request", id);
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.remove("request");
    }
  }
}
