package io.mortise.runtime.connector;

import java.util.List;
import java.util.Optional;

/**
 * A service as described by its connector's file.
 *
 * @param accepts ids of connectors whose credentials this one accepts as well
 */
public record Connector(
    String id,
    String name,
    Category category,
    Presentation presentation,
    List<AuthMethod> methods,
    List<Operation> operations,
    List<String> accepts,
    Source source) {
  public Connector {
    methods = List.copyOf(methods);
    operations = List.copyOf(operations);
    accepts = List.copyOf(accepts);
  }

  public Optional<AuthMethod> method(String methodId) {
    for (var method : methods) {
      if (method.id().equals(methodId)) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }
}
