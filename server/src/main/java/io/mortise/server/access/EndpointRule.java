package io.mortise.server.access;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * What a feature asks of the HTTP edge for endpoints of its own. The feature declares each rule as
 * a bean beside the controller, because the edge needs it before a controller is found and names no
 * path of a feature. Whatever is not declared is treated in the stricter way.
 *
 * @param method null for every method
 * @param patterns as controllers' mappings have them
 */
public record EndpointRule(Kind kind, @Nullable HttpMethod method, List<String> patterns) {

  public enum Kind {
    /** The endpoint needs no principal. */
    OPEN,

    /**
     * The principal may come from memory of some seconds: either every use is recorded under its
     * generations, which finds out that it is stale, or the answer tells nothing but the principal.
     */
    REMEMBERED_PRINCIPAL,

    /** {@code Idempotency-Key} is ignored. */
    NEVER_REPEATED,

    /** The body is sent on to a service, so it may have up to 10 MiB. */
    FORWARDED
  }

  public EndpointRule(Kind kind, @Nullable HttpMethod method, String... patterns) {
    this(kind, method, List.of(patterns));
  }

  /** Matches requests for which one of the rules is of this kind. */
  public static RequestMatcher matcher(Kind kind, List<EndpointRule> rules) {
    List<PathPatternRequestMatcher> matchers =
        rules.stream().filter(rule -> rule.kind() == kind).flatMap(EndpointRule::matchers).toList();
    return request -> matchers.stream().anyMatch(matcher -> matcher.matches(request));
  }

  private Stream<PathPatternRequestMatcher> matchers() {
    var builder = PathPatternRequestMatcher.withDefaults();
    return patterns.stream().map(pattern -> builder.matcher(method, pattern));
  }
}
