package io.mortise.server.web.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * Reads schemas as the code means them: a record's component is required unless it is {@code
 * Nullable}; a nullable one may be null, or is absent where nulls are not written; an enumeration
 * is its {@code wire()} names.
 */
final class RecordSchemas implements ModelConverter {
  static final String REFERENCE = "#/components/schemas/";

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    if (!chain.hasNext()) {
      return null;
    }
    Schema<?> schema = chain.next().resolve(type, context, chain);
    Class<?> kind = Json.mapper().constructType(type.getType()).getRawClass();
    if (schema != null && kind.isEnum()) {
      return named(schema, kind);
    }
    if (schema != null && kind.isRecord()) {
      definition(schema, context).ifPresent(found -> mark(found, kind.getRecordComponents()));
    }
    return schema;
  }

  @SuppressWarnings("unchecked")
  private static Schema<?> named(Schema<?> schema, Class<?> kind) {
    Method wire = ReflectionUtils.findMethod(kind, "wire");
    if (wire != null) {
      wire.setAccessible(true);
      List<Object> names =
          Arrays.stream(kind.getEnumConstants())
              .map(constant -> ReflectionUtils.invokeMethod(wire, constant))
              .toList();
      ((Schema<Object>) schema).setEnum(names);
    }
    return schema;
  }

  private static Optional<Schema<?>> definition(Schema<?> schema, ModelConverterContext context) {
    return schema.get$ref() == null
        ? Optional.of(schema)
        : Optional.ofNullable(
            context.getDefinedModels().get(schema.get$ref().substring(REFERENCE.length())));
  }

  private static void mark(Schema<?> schema, RecordComponent[] components) {
    if (schema.getProperties() == null) {
      return;
    }
    Set<String> required =
        new LinkedHashSet<>(schema.getRequired() == null ? List.of() : schema.getRequired());
    for (RecordComponent component : components) {
      String name = name(component);
      Schema<?> property = schema.getProperties().get(name);
      if (property == null) {
        continue;
      }
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(name);
      } else if (!required.contains(name) && !absentWhenNull(component)) {
        schema.getProperties().put(name, nullable(property));
      }
    }
    schema.setRequired(List.copyOf(required));
  }

  private static String name(RecordComponent component) {
    var named = component.getAccessor().getAnnotation(JsonProperty.class);
    return named == null ? component.getName() : named.value();
  }

  private static boolean absentWhenNull(RecordComponent component) {
    var own = component.getAccessor().getAnnotation(JsonInclude.class);
    var ofRecord = component.getDeclaringRecord().getAnnotation(JsonInclude.class);
    var inclusion = own == null ? ofRecord : own;
    return inclusion != null && inclusion.value() == JsonInclude.Include.NON_NULL;
  }

  private static Schema<?> nullable(Schema<?> property) {
    if (property.get$ref() != null) {
      Schema<?> none = new Schema<>();
      none.addType("null");
      return new Schema<>().oneOf(List.of(property, none));
    }
    if (property.getTypes() != null) {
      property.addType("null");
      allowNull(property);
    }
    return property;
  }

  /** A list of values that came from an annotation cannot be changed, nor asked for null. */
  @SuppressWarnings("unchecked")
  private static void allowNull(Schema<?> property) {
    if (property.getEnum() != null && property.getEnum().stream().allMatch(Objects::nonNull)) {
      var values = new ArrayList<@Nullable Object>(property.getEnum());
      values.add(null);
      ((Schema<@Nullable Object>) property).setEnum(values);
    }
  }
}
