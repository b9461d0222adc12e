package io.mortise.server.web;

import io.mortise.server.kernel.InvalidRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.WebUtils;

/**
 * Refuses a body where an address takes none: what somebody asks for there would be ignored in
 * silence. An empty object says nothing, and many clients send it with each {@code POST}.
 */
final class DeclaredBody implements HandlerInterceptor {
  private static final Set<String> NOTHING = Set.of("", "{}");

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    var sent = WebUtils.getNativeRequest(request, BoundedBody.ReadRequest.class);
    if (sent != null && handler instanceof HandlerMethod method && !takesBody(method)) {
      String text = new String(sent.body(), StandardCharsets.UTF_8);
      if (!NOTHING.contains(text.replaceAll("\\s", ""))) {
        throw new InvalidRequest("", "This address takes no body. Leave it out.");
      }
    }
    return true;
  }

  private static boolean takesBody(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class));
  }
}
