package io.mortise.runtime.connector;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something a flow can ask of a service.
 *
 * @param methods ids of the methods it works with; empty for all
 * @param permissions what the secret must be allowed at the service, in the service's own words
 */
public record Operation(
    String id,
    String name,
    List<String> methods,
    List<String> permissions,
    boolean readOnly,
    List<Input> input,
    Request request) {
  /** One value the operation is called with. */
  public record Input(
      String name,
      String label,
      Field.Kind kind,
      boolean required,
      String help,
      @Nullable String defaultValue) {}

  /**
   * The call itself; texts may hold {@code {input}} placeholders. A database operation has the
   * method {@code SQL} and its statement as the body.
   *
   * @param body text, or maps and lists of texts; empty text for none
   */
  public record Request(
      String method, String path, Map<String, String> query, BodyType bodyType, Object body) {
    public Request {
      query = Map.copyOf(query);
    }
  }

  /** How the body is written. */
  public enum BodyType {
    JSON,
    FORM,
    TEXT
  }

  public Operation {
    methods = List.copyOf(methods);
    permissions = List.copyOf(permissions);
    input = List.copyOf(input);
  }
}
