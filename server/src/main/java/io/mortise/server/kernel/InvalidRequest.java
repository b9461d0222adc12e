package io.mortise.server.kernel;

import io.mortise.runtime.problem.Problem;
import java.util.List;
import java.util.Map;

/** A request that cannot be understood or is not allowed as it stands; points at what is wrong. */
public final class InvalidRequest extends Problem {
  private final List<FieldProblem> errors;

  /**
   * @param pointer JSON Pointer (RFC 6901) into the request
   * @param detail what is wrong and what would be right
   */
  public record FieldProblem(String pointer, String detail) {}

  public InvalidRequest(List<FieldProblem> errors) {
    super("invalid_request", 400, sentence(errors));
    this.errors = List.copyOf(errors);
  }

  public InvalidRequest(String pointer, String detail) {
    this(List.of(new FieldProblem(pointer, detail)));
  }

  @Override
  public Map<String, Object> members() {
    return Map.of("errors", errors);
  }

  private static String sentence(List<FieldProblem> errors) {
    return errors.size() == 1
        ? errors.getFirst().detail()
        : errors.size() + " things in the request are not right; see errors.";
  }
}
