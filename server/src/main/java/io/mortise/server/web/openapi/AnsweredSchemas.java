package io.mortise.server.web.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Answers write their nulls, so in what is never sent by a caller a member that may be null is
 * there all the same.
 */
final class AnsweredSchemas implements OpenApiCustomizer {
  @Override
  public void customise(OpenAPI document) {
    Map<String, Schema> schemas = document.getComponents().getSchemas();
    Set<String> sent = new HashSet<>();
    operations(document)
        .filter(operation -> operation.getRequestBody() != null)
        .flatMap(operation -> operation.getRequestBody().getContent().values().stream())
        .forEach(content -> follow(content.getSchema(), schemas, sent));
    schemas.forEach(
        (name, schema) -> {
          if (!sent.contains(name)) {
            requireNullable(schema);
          }
        });
  }

  static Stream<Operation> operations(OpenAPI document) {
    return document.getPaths().values().stream().flatMap(path -> path.readOperations().stream());
  }

  private static void follow(
      @Nullable Schema<?> schema, Map<String, Schema> schemas, Set<String> seen) {
    if (schema == null) {
      return;
    }
    if (schema.get$ref() != null) {
      String name = schema.get$ref().substring(RecordSchemas.REFERENCE.length());
      if (seen.add(name)) {
        follow(schemas.get(name), schemas, seen);
      }
    }
    follow(schema.getItems(), schemas, seen);
    if (schema.getProperties() != null) {
      schema.getProperties().values().forEach(property -> follow(property, schemas, seen));
    }
  }

  private static void requireNullable(Schema<?> schema) {
    if (schema.getProperties() == null) {
      return;
    }
    Set<String> required =
        new TreeSet<>(schema.getRequired() == null ? List.of() : schema.getRequired());
    schema
        .getProperties()
        .forEach(
            (name, property) -> {
              if (mayBeNull(property)) {
                required.add(name);
              }
            });
    schema.setRequired(List.copyOf(required));
  }

  private static boolean mayBeNull(Schema<?> property) {
    return hasNull(property)
        || (property.getOneOf() != null
            && property.getOneOf().stream().anyMatch(AnsweredSchemas::hasNull));
  }

  private static boolean hasNull(Schema<?> schema) {
    return schema.getTypes() != null && schema.getTypes().contains("null");
  }
}
