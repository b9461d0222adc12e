package io.mortise.server.web;

import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.InvalidRequest.FieldProblem;
import io.mortise.server.kernel.ProblemDocument;
import io.mortise.server.web.TextReader.UnpairedSurrogate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Turns every failure of a controller into a problem document. Never echoes a value that was sent.
 */
@RestControllerAdvice
class ProblemAdvice {
  /** A name that looks like none may be a secret in the wrong place, so it is not repeated. */
  private static final Pattern MEMBER_NAME = Pattern.compile("[A-Za-z0-9]{1,30}");

  /** Whether a member or a parameter may be named in an answer. */
  static boolean isName(String text) {
    return MEMBER_NAME.matcher(text).matches();
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> unreadable(HttpMessageNotReadableException failure) {
    return answer(ProblemDocument.of(new InvalidRequest(List.of(unreadableAt(failure)))));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> mismatch(MethodArgumentTypeMismatchException failure) {
    return answer(ProblemDocument.of(new InvalidRequest(List.of(otherKind(failure.getName())))));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> unbound(BindException failure) {
    var wrong = failure.getFieldErrors().stream().map(FieldError::getField).distinct();
    return answer(
        ProblemDocument.of(new InvalidRequest(wrong.map(ProblemAdvice::otherKind).toList())));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> noSuchMethod(HttpRequestMethodNotSupportedException failure) {
    var document =
        ProblemDocument.of(
            405, "method_not_allowed", "This address does not take " + failure.getMethod() + ".");
    return builder(document).headers(failure.getHeaders()).body(document);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> otherMediaType(HttpMediaTypeNotSupportedException failure) {
    return answer(
        ProblemDocument.of(
            415, "invalid_request", "Send JSON, with Content-Type: application/json."));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> otherAnswer(HttpMediaTypeNotAcceptableException failure) {
    return answer(
        ProblemDocument.of(
            406, "invalid_request", "This address does not answer in a form that Accept names."));
  }

  @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
  ResponseEntity<ProblemDocument> noSuchAddress() {
    return answer(ProblemDocument.of(404, "not_found", "There is nothing at this address."));
  }

  @ExceptionHandler
  @Nullable ResponseEntity<ProblemDocument> other(RuntimeException failure) {
    if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
      return null; // a browser that has gone on to another page hears nothing any more
    }
    return answer(Failures.document(failure));
  }

  private static ResponseEntity<ProblemDocument> answer(ProblemDocument document) {
    var builder = builder(document);
    Object wait = document.members().get("retryAfterSeconds");
    if (wait != null) {
      builder.header(HttpHeaders.RETRY_AFTER, wait.toString());
    }
    if (document.status() == HttpStatus.UNAUTHORIZED.value()) {
      builder.header(HttpHeaders.WWW_AUTHENTICATE, ProblemWriter.CHALLENGE);
    }
    return builder.body(document);
  }

  private static ResponseEntity.BodyBuilder builder(ProblemDocument document) {
    return ResponseEntity.status(document.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
  }

  private static FieldProblem unreadableAt(HttpMessageNotReadableException failure) {
    return switch (failure.getCause()) {
      case UnrecognizedPropertyException unknown ->
          new FieldProblem(pointer(unknown), "The request has a member that it should not have.");
      case UnpairedSurrogate unpaired ->
          new FieldProblem(
              pointer(unpaired), "The text holds half of a surrogate pair (\\ud800 to \\udfff).");
      case JacksonException wrong when !wrong.getPath().isEmpty() ->
          new FieldProblem(pointer(wrong), pointer(wrong) + " is not of the right kind.");
      case null, default -> new FieldProblem("", "The body is missing or is not JSON.");
    };
  }

  private static FieldProblem otherKind(String parameter) {
    return new FieldProblem("/" + parameter, parameter + " is not of the right kind.");
  }

  /** JSON Pointer (RFC 6901) of where reading stopped. */
  private static String pointer(JacksonException failure) {
    return failure.getPath().stream()
        .map(
            step ->
                step.getPropertyName() == null
                    ? Integer.toString(step.getIndex())
                    : step.getPropertyName())
        .map(step -> MEMBER_NAME.matcher(step).matches() ? step : "?")
        .map(step -> "/" + step)
        .collect(Collectors.joining());
  }
}
