package io.mortise.server.credentials.runtime;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.BinarySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.List;
import java.util.Locale;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The proxy in the document. It takes what a service takes and answers what the service answers, so
 * nothing of it can be read from its controller.
 */
@Component
@Order(0)
final class ProxyDocument implements OpenApiCustomizer {
  private static final String PATH = "/runtime/v1/proxy/{ref}/{path}";

  private static final List<HttpMethod> WITH_BODY =
      List.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);
  private static final List<HttpMethod> WITHOUT_BODY =
      List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  @Override
  public void customise(OpenAPI document) {
    var info = document.getInfo();
    info.setDescription(
        info.getDescription()
            + " /runtime/v1/proxy/{credential}/{path} takes any method and sends the call on with the"
            + " credential applied.");
    document.getPaths().addPathItem(PATH, item());
  }

  private static PathItem item() {
    var item =
        new PathItem()
            .addParametersItem(parameter("ref", "The credential's cred_… id or its name."))
            .addParametersItem(
                parameter("path", "Below the service's base address; may hold slashes."));
    WITHOUT_BODY.forEach(method -> item.operation(method, operation(method)));
    WITH_BODY.forEach(method -> item.operation(method, operation(method).requestBody(body())));
    return item;
  }

  private static Operation operation(HttpMethod method) {
    return new Operation()
        .operationId("proxy." + method.name().toLowerCase(Locale.ROOT))
        .addTagsItem("proxy")
        .summary("Sends a " + method + " to the service with the credential applied")
        .description(
            "The query and the headers go along, but for Authorization, Cookie, Host, Range, If-Range,"
                + " Accept-Charset, Accept-Encoding and those of the connection. A parameter of the"
                + " query or a header that the credential sets replaces the caller's. Needs the scope"
                + " runtime:call.")
        .addSecurityItem(new SecurityRequirement().addList("apiKey"))
        .responses(new ApiResponses().addApiResponse("2XX", answered()));
  }

  private static Parameter parameter(String name, String description) {
    return new PathParameter().name(name).description(description).schema(new StringSchema());
  }

  private static RequestBody body() {
    return new RequestBody().description("As the service takes it.").content(anything());
  }

  private static ApiResponse answered() {
    return new ApiResponse()
        .description(
            "The service's own answer, whatever its status. Secrets are masked, and Mortise-Masked"
                + " says in how many places. Of its headers, those that describe content, caching,"
                + " paging and limits are passed on.")
        .content(anything());
  }

  private static Content anything() {
    return new Content().addMediaType("*/*", new MediaType().schema(new BinarySchema()));
  }
}
