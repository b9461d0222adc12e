package io.mortise.server.web;

import io.mortise.server.kernel.ProblemDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What Tomcat refuses before any filter of ours sees it, such as an address with a backslash. */
final class ProblemValve extends ErrorReportValve {
  private final JsonMapper json;

  ProblemValve(JsonMapper json) {
    this.json = json;
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    response.setContentType("application/problem+json");
    if (response.getHeader(RequestIds.HEADER) == null) {
      response.setHeader(RequestIds.HEADER, RequestIds.fresh());
    }
    var document = ErrorAnswers.document(status);
    response.setStatus(document.status());
    write(response, document);
  }

  private void write(Response response, ProblemDocument document) {
    try {
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(json.writeValueAsString(document));
        response.finishResponse();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
