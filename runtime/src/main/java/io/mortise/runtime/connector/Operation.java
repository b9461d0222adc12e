package io.mortise.runtime.connector;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that a flow or a person can make without knowing the API of the service.
 *
 * @param methods ids of the methods it works with; empty for all
 * @param permissions the permissions that the secret needs, in the service's own words
 */
public record Operation(
    String id,
    String name,
    List<String> methods,
    List<String> permissions,
    boolean readOnly,
    List<Input> input,
    Request request,
    Answer answer) {
  /** One value the operation is called with. */
  public record Input(
      String name,
      String label,
      Field.Kind kind,
      boolean required,
      String help,
      @Nullable String defaultValue) {}

  /**
   * The call itself. A database operation has the method {@code SQL} and its statement as the body.
   *
   * @param path names only inputs that always have a value
   * @param query a parameter whose value is absent is left out
   * @param queryInput an input of the kind {@code map} whose entries are further parameters
   * @param headers a header whose value is absent is left out
   */
  public record Request(
      String method,
      InputTemplate path,
      Map<String, InputTemplate> query,
      @Nullable String queryInput,
      Map<String, InputTemplate> headers,
      Body body) {
    public Request {
      query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
  }

  /**
   * The body to send.
   *
   * @param content an {@link InputTemplate}, a number, a truth value, or maps and lists of these;
   *     null for none. A text that is nothing but {@code {input}} becomes the input's own JSON
   *     value; members whose value is absent are left out
   */
  public record Body(BodyType type, @Nullable Object content) {}

  /** How the body is written. */
  public enum BodyType {
    JSON,
    FORM,
    TEXT
  }

  /**
   * Describes how the answer is read.
   *
   * @param success matches the answer of a successful operation
   * @param message the place of the explanation in a refusal; empty for the default places
   * @param output the place of the result in an answer without pages; empty text for the whole
   *     answer
   */
  public record Answer(
      AnswerMatch success, Optional<String> message, String output, Optional<Paging> paging) {}

  public Operation {
    methods = List.copyOf(methods);
    permissions = List.copyOf(permissions);
    input = List.copyOf(input);
  }

  /** Whether a method can be used for it. */
  public boolean worksWith(String methodId) {
    return methods.isEmpty() || methods.contains(methodId);
  }

  /** Whether it is an HTTP call; otherwise it is a statement for a database. */
  public boolean isHttp() {
    return !request.method().equals("SQL");
  }
}
