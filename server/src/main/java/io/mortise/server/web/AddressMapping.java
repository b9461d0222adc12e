package io.mortise.server.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * An address is what its most specific pattern says, whatever the method: {@code
 * /credentials/summary} is never a credential with the id "summary". So 405 and {@code Allow} name
 * the methods of that pattern alone.
 */
class AddressMapping extends RequestMappingHandlerMapping {

  @Override
  protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request)
      throws Exception {
    HandlerMethod found = super.lookupHandlerMethod(path, request);
    if (found == null
        || !(request.getAttribute(BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern)
        || pattern.indexOf('{') < 0) {
      return found;
    }
    Set<RequestMappingInfo> mappings = getHandlerMethods().keySet();
    PathPattern most = mostSpecific(mappings, request).orElse(null);
    return most == null || most.getPatternString().equals(pattern)
        ? found
        : handleNoMatch(mappings, path, request);
  }

  @Override
  protected @Nullable HandlerMethod handleNoMatch(
      Set<RequestMappingInfo> mappings, String path, HttpServletRequest request)
      throws ServletException {
    var most = mostSpecific(mappings, request);
    if (most.isEmpty()) {
      return super.handleNoMatch(mappings, path, request);
    }
    var ofAddress =
        mappings.stream()
            .filter(mapping -> most.get().equals(best(mapping, request).orElse(null)))
            .collect(Collectors.toSet());
    return super.handleNoMatch(ofAddress, path, request);
  }

  private static Optional<PathPattern> mostSpecific(
      Collection<RequestMappingInfo> mappings, HttpServletRequest request) {
    return mappings.stream()
        .flatMap(mapping -> best(mapping, request).stream())
        .min(PathPattern.SPECIFICITY_COMPARATOR);
  }

  /** The pattern by which a mapping takes this path, whatever else it asks for. */
  private static Optional<PathPattern> best(
      RequestMappingInfo mapping, HttpServletRequest request) {
    PathPatternsRequestCondition paths = mapping.getPathPatternsCondition();
    PathPatternsRequestCondition matching =
        paths == null ? null : paths.getMatchingCondition(request);
    return matching == null
        ? Optional.empty()
        : List.copyOf(matching.getPatterns()).stream().findFirst();
  }
}
