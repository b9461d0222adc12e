package io.mortise.server.web;

import io.mortise.server.kernel.ProblemDocument;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * What the servlet container ends by itself, such as TRACE, ends in a problem as well. Asked for by
 * a caller, the address is none.
 */
@Controller
class ErrorAnswers implements ErrorController {
  private final ProblemWriter problems;

  ErrorAnswers(ProblemWriter problems) {
    this.problems = problems;
  }

  @RequestMapping("/error")
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    problems.write(response, document(status(request)));
  }

  private static int status(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.ERROR
            && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? status
        : HttpServletResponse.SC_NOT_FOUND;
  }

  /** What can be said of a failure of which only the status is known. */
  static ProblemDocument document(int status) {
    return switch (status) {
      case 404 -> ProblemDocument.of(404, "not_found", "There is nothing at this address.");
      // 501 is what servlets say of a method that HTTP has not.
      case 405, 501 ->
          ProblemDocument.of(405, "method_not_allowed", "This address does not take this method.");
      case 505 ->
          ProblemDocument.of(400, "invalid_request", "This server speaks HTTP/1.1 and HTTP/1.0.");
      case 413 -> ProblemDocument.of(413, "too_large", "The request is too large.");
      default ->
          status < 500
              ? ProblemDocument.of(
                  status,
                  "invalid_request",
                  "The address or a header holds what none of this API has.")
              : ProblemDocument.of(
                  status, "internal_error", "Something failed that should not. See the log.");
    };
  }
}
