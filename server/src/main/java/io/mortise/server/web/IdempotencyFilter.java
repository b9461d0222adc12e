package io.mortise.server.web;

import io.mortise.runtime.problem.Problem;
import io.mortise.server.access.EndpointRule;
import io.mortise.server.access.Principal;
import io.mortise.server.kernel.AnswerNotKept;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.WebUtils;

/**
 * Honours {@code Idempotency-Key} on calls that create or change: a replay gets the first answer,
 * without one-time values. Features exempt endpoints by an {@link EndpointRule}.
 */
final class IdempotencyFilter extends OncePerRequestFilter {
  private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);
  private static final String HEADER = "Idempotency-Key";

  private final Idempotency idempotency;
  private final RequestMatcher neverRepeated;
  private final ProblemWriter problems;

  IdempotencyFilter(Idempotency idempotency, RequestMatcher neverRepeated, ProblemWriter problems) {
    this.idempotency = idempotency;
    this.neverRepeated = neverRepeated;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getHeader(HEADER) == null
        || !request.getMethod().equals("POST")
        || !request.getRequestURI().startsWith("/api/v1/")
        || neverRepeated.matches(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Principal principal = principal();
    if (principal == null) {
      chain.doFilter(request, response);
      return;
    }
    String key = request.getHeader(HEADER);
    Optional<Idempotency.Answer> before;
    try {
      before = idempotency.claim(principal, key, content(request));
    } catch (Problem problem) {
      problems.write(response, problem);
      return;
    }
    if (before.isPresent()) {
      replay(request, response, before.get());
    } else {
      answer(principal, key, request, response, chain);
    }
  }

  private void answer(
      Principal principal,
      String key,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    RepeatableAnswers.want(request);
    var caching = new ContentCachingResponseWrapper(response);
    boolean ended = false;
    try {
      chain.doFilter(request, caching);
      ended = true;
    } finally {
      boolean done = ended && HttpStatusCode.valueOf(caching.getStatus()).is2xxSuccessful();
      settle(done, principal, key, request, caching.getStatus());
      caching.copyBodyToResponse();
    }
  }

  /**
   * The answer goes out in any case, because what it says has happened. Where it could not be
   * remembered, a repetition is told that the change was made.
   */
  private void settle(
      boolean done, Principal principal, String key, HttpServletRequest request, int status) {
    try {
      if (isNotKept(request)) {
        settleNotKept(done, principal, key, status);
      } else if (done) {
        idempotency.answered(principal, key, status, RepeatableAnswers.of(request).orElse(null));
      } else {
        idempotency.failed(principal, key);
      }
    } catch (RuntimeException e) {
      log.warn("An answer could not be kept for its repetition: {}", e.getClass().getSimpleName());
    }
  }

  /** A call that failed may have reached a service, unless it was refused here. */
  private void settleNotKept(boolean done, Principal principal, String key, int status) {
    boolean refusedHere = status < 500 || status == HttpStatus.SERVICE_UNAVAILABLE.value();
    if (done || !refusedHere) {
      idempotency.answeredWithoutKeeping(principal, key);
    } else {
      idempotency.nothingSent(principal, key);
    }
  }

  private static boolean isNotKept(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE)
            instanceof HandlerMethod method
        && method.hasMethodAnnotation(AnswerNotKept.class);
  }

  private void replay(
      HttpServletRequest request, HttpServletResponse response, Idempotency.Answer answer)
      throws IOException {
    if (answer.status() == null) {
      problems.write(response, Refused.rateLimited(1));
      return;
    }
    if (answer.status() == Idempotency.NOT_KEPT) {
      problems.write(response, Refused.alreadyAnswered());
      return;
    }
    if (!HttpStatusCode.valueOf(Math.clamp(answer.status(), 100, 999)).is2xxSuccessful()) {
      problems.write(
          response,
          new InvalidRequest(
              "/Idempotency-Key",
              "The answer to the first call with this Idempotency-Key can no longer be read. Look whether the change"
                  + " was made; to make another, take a new key."));
      return;
    }
    response.setStatus(answer.status());
    if (answer.body() != null) {
      response.setContentType("application/json");
      response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static byte[] content(HttpServletRequest request) {
    byte[] target = (request.getRequestURI() + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] body =
        request instanceof BoundedBody.ReadRequest read ? read.body() : bodyWithin(request);
    byte[] content = Arrays.copyOf(target, target.length + body.length);
    System.arraycopy(body, 0, content, target.length, body.length);
    return content;
  }

  /** The security chain wraps the request; the body that was read lies beneath. */
  private static byte[] bodyWithin(HttpServletRequest request) {
    var read = WebUtils.getNativeRequest(request, BoundedBody.ReadRequest.class);
    return read == null ? new byte[0] : read.body();
  }

  private static @Nullable Principal principal() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof Principal principal
        ? principal
        : null;
  }
}
