package io.mortise.server.connectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Category;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.connector.Field;
import io.mortise.runtime.connector.MethodType;
import io.mortise.runtime.connector.OAuthAppForm;
import io.mortise.runtime.connector.Operation;
import io.mortise.runtime.connector.Source;
import io.mortise.runtime.connector.VisibleWhen;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.server.access.Principal;
import io.mortise.server.kernel.Page;
import io.mortise.server.kernel.Paging;
import io.mortise.server.kernel.Refused;
import io.mortise.server.settings.Settings;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue over HTTP. */
@RestController
@RequestMapping("/api/v1/connectors")
class ConnectorController {
  private final Connectors connectors;
  private final Settings settings;

  ConnectorController(Connectors connectors, Settings settings) {
    this.connectors = connectors;
    this.settings = settings;
  }

  @GetMapping
  Page<ConnectorView> list(
      Principal principal,
      @RequestParam @Nullable String q,
      @RequestParam @Nullable String category,
      @RequestParam @Nullable String method,
      @ParameterObject Paging paging) {
    return paging.of(
        connectors.catalogue().search(q, category, method).stream().map(this::view).toList(),
        ConnectorView::id);
  }

  @GetMapping("/{id}")
  ConnectorView get(Principal principal, @PathVariable String id) {
    return connectors
        .catalogue()
        .find(id)
        .map(this::view)
        .orElseThrow(() -> Refused.notFound("The connector"));
  }

  /** A connector as the wire has it. */
  record ConnectorView(
      String id,
      String name,
      @Schema(implementation = Category.class) String category,
      @Nullable String icon,
      @Nullable String colour,
      List<String> searchWords,
      String guide,
      List<String> hosts,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String statusPage,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String approval,
      @Schema(implementation = Source.class) String source,
      List<String> accepts,
      List<MethodView> methods,
      List<OperationView> operations,
      boolean probe) {}

  record MethodView(
      String id,
      @Schema(implementation = MethodType.class) String type,
      String name,
      List<FieldView> fields,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String guide,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String revokeUrl,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OAuthView oauth,
      boolean probe) {}

  /**
   * How a method gets its tokens.
   *
   * @param scopes that people can choose from; empty where they are entered
   * @param app whether the client comes from an OAuth app
   * @param appFields what such an app is asked for beside its client
   * @param revokes whether the service can be asked to end an authorization
   * @param knownDeaths sentences that say what ends an account although nobody revoked it; the
   *     guide of the method ends with them
   * @param redirectUri to register at the service, exactly so; absent where nobody is sent there
   */
  record OAuthView(
      @Schema(implementation = OAuthGrant.Type.class) String grant,
      List<ScopeView> scopes,
      @Schema(implementation = OAuthGrant.App.class) String app,
      List<FieldView> appFields,
      boolean revokes,
      List<String> knownDeaths,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable URI redirectUri) {}

  record ScopeView(String name, String meaning, @JsonProperty("default") boolean byDefault) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FieldView(
      String name,
      String label,
      @Schema(implementation = Field.Kind.class) String kind,
      boolean secret,
      boolean required,
      boolean shapesTransport,
      String help,
      @Nullable String pattern,
      @Nullable String expected,
      @Nullable List<String> choices,
      @JsonProperty("default") @Nullable String defaultValue,
      @Nullable VisibleWhen visibleWhen) {}

  record OperationView(
      String id,
      String name,
      List<InputView> input,
      List<String> methods,
      List<String> permissions,
      boolean readOnly) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record InputView(
      String name,
      String label,
      @Schema(implementation = Field.Kind.class) String kind,
      boolean required,
      String help,
      @JsonProperty("default") @Nullable String defaultValue) {}

  private ConnectorView view(Connector connector) {
    var shown = connector.presentation();
    return new ConnectorView(
        connector.id(),
        connector.name(),
        connector.category().wire(),
        shown.icon(),
        shown.colour(),
        shown.searchWords(),
        shown.guide(),
        connector.methods().stream()
            .flatMap(method -> method.hosts().shown().stream())
            .distinct()
            .toList(),
        shown.statusPage(),
        shown.approval(),
        connector.source().wire(),
        connector.accepts(),
        connector.methods().stream().map(this::view).toList(),
        connector.operations().stream().map(ConnectorController::view).toList(),
        connector.methods().stream().anyMatch(method -> method.probe().isPresent()));
  }

  private MethodView view(AuthMethod method) {
    return new MethodView(
        method.id(),
        method.type().wire(),
        method.name(),
        method.fields().stream()
            .filter(field -> !field.ofService() && !onlyOfApp(method, field))
            .map(ConnectorController::view)
            .toList(),
        method.notes().guide(),
        method.notes().revokeUrl(),
        method.oauth().map(grant -> view(method, grant)).orElse(null),
        method.oauth().isPresent() || method.probe().isPresent());
  }

  /** What nobody enters with a credential, because it always comes from an app. */
  private static boolean onlyOfApp(AuthMethod method, Field field) {
    return field.ofApp()
        && method.oauth().filter(grant -> grant.app() == OAuthGrant.App.REQUIRED).isPresent();
  }

  private OAuthView view(AuthMethod method, OAuthGrant grant) {
    return new OAuthView(
        grant.type().wire(),
        grant.scopes().stream()
            .map(scope -> new ScopeView(scope.name(), scope.meaning(), scope.byDefault()))
            .toList(),
        grant.app().wire(),
        method.fields().stream()
            .filter(field -> field.ofApp() && !OAuthAppForm.isOfClient(field.name()))
            .map(ConnectorController::view)
            .toList(),
        grant.needsPerson()
            && (grant.revokeUrl().isPresent() || method.field(OAuthGrant.ISSUER).isPresent()),
        grant.knownDeaths(),
        grant.needsPerson() ? settings.addresses().oauthRedirect() : null);
  }

  private static FieldView view(Field field) {
    return new FieldView(
        field.name(),
        field.label(),
        field.kind().wire(),
        field.secret(),
        field.required(),
        field.shapesTransport(),
        field.help(),
        field.pattern(),
        field.expected(),
        field.choices().isEmpty() ? null : field.choices(),
        field.defaultValue(),
        field.visibleWhen());
  }

  private static OperationView view(Operation operation) {
    return new OperationView(
        operation.id(),
        operation.name(),
        operation.input().stream().map(ConnectorController::view).toList(),
        operation.methods(),
        operation.permissions(),
        operation.readOnly());
  }

  private static InputView view(Operation.Input input) {
    return new InputView(
        input.name(),
        input.label(),
        input.kind().wire(),
        input.required(),
        input.help(),
        input.defaultValue());
  }
}
