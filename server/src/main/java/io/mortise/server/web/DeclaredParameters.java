package io.mortise.server.web;

import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.InvalidRequest.FieldProblem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query parameters that an address does not have. They come from the declaration of its
 * method: each {@code @RequestParam}, and the members of a record that is filled from the query. A
 * misspelt filter would otherwise answer with everything. A method that takes all of them as a map
 * takes any: other people's servers send the browser there.
 */
final class DeclaredParameters implements HandlerInterceptor {
  private final Map<HandlerMethod, Set<String>> declared = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && request.getQueryString() != null
        && !takesAny(method)) {
      var known = declared.computeIfAbsent(method, DeclaredParameters::of);
      var unknown =
          request.getParameterMap().keySet().stream()
              .filter(name -> !known.contains(name))
              .map(DeclaredParameters::problem)
              .distinct()
              .toList();
      if (!unknown.isEmpty()) {
        throw new InvalidRequest(unknown);
      }
    }
    return true;
  }

  private static FieldProblem problem(String name) {
    return ProblemAdvice.isName(name)
        ? new FieldProblem("/" + name, name + " is not a query parameter of this address.")
        : new FieldProblem("", "This address does not have all of the query parameters.");
  }

  private static boolean takesAny(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(
            parameter ->
                parameter.hasParameterAnnotation(RequestParam.class)
                    && Map.class.isAssignableFrom(parameter.getParameterType()));
  }

  private static Set<String> of(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .flatMap(DeclaredParameters::names)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> names(MethodParameter parameter) {
    RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
    if (annotation != null) {
      String given = annotation.name();
      return Stream.of(given.isEmpty() ? parameter.getParameter().getName() : given);
    }
    boolean fromQuery =
        parameter.hasParameterAnnotation(ParameterObject.class)
            && parameter.getParameterType().isRecord();
    return fromQuery
        ? Arrays.stream(parameter.getParameterType().getRecordComponents())
            .map(RecordComponent::getName)
        : Stream.empty();
  }
}
