package io.mortise.server.kernel;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.mortise.runtime.problem.Problem;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** A problem on the wire (RFC 9457), with its code and typed members. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemDocument(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @JsonAnyGetter Map<String, Object> members) {

  public static ProblemDocument of(Problem problem) {
    return new ProblemDocument(
        "about:blank",
        title(problem.status()),
        problem.status(),
        problem.detail(),
        problem.code(),
        problem.members());
  }

  public static ProblemDocument of(int status, String code, String detail) {
    return new ProblemDocument("about:blank", title(status), status, detail, code, Map.of());
  }

  private static String title(int status) {
    HttpStatus known = HttpStatus.resolve(status);
    return known == null ? "Problem" : known.getReasonPhrase();
  }
}
