package io.mortise.server.web.openapi;

import io.mortise.server.kernel.ProblemDocument;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.customizers.ParameterCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The OpenAPI document at {@code /api/openapi.json}: what holds for every call, said once. The rest
 * is read from the controllers; {@link RecordSchemas} reads the records.
 */
@Configuration(proxyBeanMethods = false)
class ApiDocument {
  private static final String PROBLEM = "Problem";

  static {
    // Its members stand beside the others on the wire, which the record cannot say.
    SpringDocUtils.getConfig().replaceWithSchema(ProblemDocument.class, reference(PROBLEM));
  }

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Mortise")
                .version("1")
                .description(
                    "/api/v1 is for people and their scripts and never answers with a secret;"
                        + " /runtime/v1 is for engines."))
        .servers(List.of(new Server().url("/")))
        .addSecurityItem(new SecurityRequirement().addList("session").addList("csrf"))
        .addSecurityItem(new SecurityRequirement().addList("apiKey"));
  }

  @Bean
  RecordSchemas recordSchemas() {
    return new RecordSchemas();
  }

  @Bean
  AnsweredSchemas answeredSchemas() {
    return new AnsweredSchemas();
  }

  /** Every call may end in a problem. Comes after the calls that features add. */
  @Bean
  OpenApiCustomizer problems() {
    return document -> {
      document.getComponents().addSchemas(PROBLEM, problem());
      var answer =
          new ApiResponse()
              .description("A problem (RFC 9457)")
              .content(
                  new Content()
                      .addMediaType(
                          "application/problem+json", new MediaType().schema(reference(PROBLEM))));
      AnsweredSchemas.operations(document)
          .forEach(operation -> operation.getResponses().addApiResponse("default", answer));
    };
  }

  /** {@code credential.add} for {@code CredentialController.add}: stable, and nothing to keep. */
  @Bean
  OperationCustomizer operationNames() {
    return (operation, method) -> {
      String controller = method.getBeanType().getSimpleName().replace("Controller", "");
      String feature = Character.toLowerCase(controller.charAt(0)) + controller.substring(1);
      operation.setTags(List.of(feature));
      operation.setOperationId(feature + "." + method.getMethod().getName());
      return operation;
    };
  }

  /** A parameter that is not given is absent, never null. */
  @Bean
  ParameterCustomizer parametersWithoutNull() {
    return (parameter, method) -> {
      if (parameter != null && parameter.getSchema().getTypes() != null) {
        parameter.getSchema().getTypes().remove("null");
      }
      return parameter;
    };
  }

  /** Further members belong to the code: which fields, which test, which flows. */
  private static Schema<?> problem() {
    var schema = new ObjectSchema();
    schema.addProperty("type", new StringSchema());
    schema.addProperty("title", new StringSchema());
    schema.addProperty("status", new IntegerSchema());
    schema.addProperty("detail", new StringSchema());
    schema.addProperty("code", new StringSchema());
    schema.addProperty("errors", list(fieldProblem()));
    schema.addProperty("test", reference("TestResult"));
    schema.addProperty("flows", list(reference("Named")));
    schema.addProperty("engines", list(reference("EngineUse")));
    schema.addProperty("retryAfterSeconds", new IntegerSchema());
    schema.addProperty("version", new IntegerSchema().format("int64"));
    schema.required(List.of("type", "title", "status", "detail", "code"));
    return schema;
  }

  private static Schema<?> fieldProblem() {
    var schema = new ObjectSchema();
    schema.addProperty("pointer", new StringSchema());
    schema.addProperty("detail", new StringSchema());
    schema.required(List.of("pointer", "detail"));
    return schema;
  }

  private static Schema<?> list(Schema<?> items) {
    return new ArraySchema().items(items);
  }

  private static Schema<?> reference(String name) {
    return new Schema<>().$ref("#/components/schemas/" + name);
  }
}
