package io.mortise.server.web;

import io.mortise.server.kernel.AnswerNotKept;
import io.mortise.server.kernel.OneTimeValue;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes the answer to a call with an {@code Idempotency-Key} a second time without its {@linkplain
 * OneTimeValue one-time values}: what a repetition of the call is answered. An answer that is
 * {@linkplain AnswerNotKept not kept} is written once only.
 */
@RestControllerAdvice
final class RepeatableAnswers implements ResponseBodyAdvice<Object> {
  private static final String WANTED = RepeatableAnswers.class.getName() + ".wanted";
  private static final String ANSWER = RepeatableAnswers.class.getName() + ".answer";

  private final JsonMapper withoutOneTimeValues;

  RepeatableAnswers(JsonMapper json) {
    this.withoutOneTimeValues =
        json.rebuild()
            .addModule(
                new SimpleModule()
                    .addSerializer(new NeverWritten())
                    .setSerializerModifier(new OmitOneTimeValues()))
            .build();
  }

  /** Asks for the repeatable answer of a request. */
  static void want(HttpServletRequest request) {
    request.setAttribute(WANTED, true);
  }

  /** The answer as JSON; empty if it had no body. */
  static Optional<String> of(HttpServletRequest request) {
    return Optional.ofNullable((String) request.getAttribute(ANSWER));
  }

  @Override
  public boolean supports(
      MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
    return !returned.hasMethodAnnotation(AnswerNotKept.class);
  }

  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter returned,
      MediaType type,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    if (body != null && request instanceof ServletServerHttpRequest http) {
      var servlet = http.getServletRequest();
      if (servlet.getAttribute(WANTED) != null) {
        servlet.setAttribute(ANSWER, withoutOneTimeValues.writeValueAsString(body));
      }
    }
    return body;
  }

  /** For a value that is no direct property, such as an element of a list. */
  private static final class NeverWritten extends StdSerializer<OneTimeValue> {
    NeverWritten() {
      super(OneTimeValue.class);
    }

    @Override
    public void serialize(OneTimeValue value, JsonGenerator json, SerializationContext context) {
      json.writeNull();
    }
  }

  private static final class OmitOneTimeValues extends ValueSerializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public List<BeanPropertyWriter> changeProperties(
        SerializationConfig config,
        BeanDescription.Supplier bean,
        List<BeanPropertyWriter> properties) {
      return properties.stream()
          .filter(property -> !property.getType().hasRawClass(OneTimeValue.class))
          // Jackson replaces entries of this list.
          .collect(Collectors.toCollection(ArrayList::new));
    }
  }
}
