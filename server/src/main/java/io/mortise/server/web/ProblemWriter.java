package io.mortise.server.web;

import io.mortise.runtime.problem.Problem;
import io.mortise.server.kernel.ProblemDocument;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers with a problem from where no controller has been reached yet. */
@Component
class ProblemWriter {
  /** RFC 6750 §3; browsers ask nobody for a bearer token. */
  static final String CHALLENGE = "Bearer";

  private final JsonMapper json;

  ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  void write(HttpServletResponse response, Problem problem) throws IOException {
    write(response, ProblemDocument.of(problem));
  }

  /** Any failure: what it says on the wire is decided in one place. */
  void write(HttpServletResponse response, RuntimeException failure) throws IOException {
    write(response, Failures.document(failure));
  }

  void write(HttpServletResponse response, ProblemDocument document) throws IOException {
    response.setStatus(document.status());
    response.setContentType("application/problem+json");
    if (document.status() == HttpServletResponse.SC_UNAUTHORIZED) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
    }
    Object wait = document.members().get("retryAfterSeconds");
    if (wait != null) {
      response.setHeader("Retry-After", wait.toString());
    }
    response.getOutputStream().write(json.writeValueAsBytes(document));
  }
}
