package io.mortise.server.web;

import io.mortise.server.access.Principal;
import io.mortise.server.kernel.AnswerNotKept;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.Times;
import io.mortise.server.settings.Settings;
import io.mortise.server.web.connection.BoundedProtocol;
import io.mortise.server.web.connection.ConnectionBounds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.CacheControl;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.MappedInterceptor;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** Strict JSON, callers as controller arguments, and the UI's files. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {
  private final DeclaredParameters parameters = new DeclaredParameters();
  private final DeclaredBody bodies = new DeclaredBody();

  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Principal.class, Principal.SignedIn.class);
  }

  /** A server that dies in such a call does not tell whether it reached the service. */
  @Bean
  MappedInterceptor markingCallsWhoseAnswerIsNotKept(Idempotency idempotency) {
    return new MappedInterceptor(
        new String[] {"/api/v1/**"},
        new HandlerInterceptor() {
          @Override
          public boolean preHandle(
              HttpServletRequest request, HttpServletResponse response, Object handler) {
            if (handler instanceof HandlerMethod method
                && method.hasMethodAnnotation(AnswerNotKept.class)) {
              idempotency.mayChange();
            }
            return true;
          }
        });
  }

  @Bean
  JsonMapperBuilderCustomizer strictJson() {
    return builder ->
        builder
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, WebConfiguration::textsOnly)
            .addModule(
                new SimpleModule()
                    .addDeserializer(Instant.class, new TimeReader())
                    .addDeserializer(String.class, new TextReader()));
  }

  /** A number or a flag is no text. */
  private static void textsOnly(MutableCoercionConfig coercion) {
    coercion
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  /**
   * What engines call is looked up first and among themselves: the common mapping compares an
   * address that holds a name with every other one.
   */
  @Bean
  RequestMappingHandlerMapping runtimeMapping() {
    var mapping =
        new AddressMapping() {
          @Override
          protected boolean isHandler(Class<?> type) {
            var at = AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
            return at != null
                && List.of(at.path()).contains("/runtime/v1")
                && super.isHandler(type);
          }
        };
    mapping.setOrder(-1);
    mapping.setInterceptors(parameters, bodies);
    return mapping;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new PrincipalArgument());
  }

  /** The security chain decides where an encoded slash may stand; a decoded one would be lost. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> encodedSlashes() {
    return factory ->
        factory.addConnectorCustomizers(
            connector -> {
              connector.setEncodedSolidusHandling("passthrough");
              connector.setEncodedReverseSolidusHandling("passthrough");
            });
  }

  /** Bounds what clients hold before they have said who they are. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedConnections(Settings settings) {
    return factory -> {
      factory.setProtocol(BoundedProtocol.class.getName());
      factory.addConnectorCustomizers(
          connector -> {
            if (connector.getProtocolHandler() instanceof BoundedProtocol protocol) {
              protocol.bound(ConnectionBounds.DEFAULT, settings.listening().trustedProxies());
            }
          });
    };
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> forwardedAddresses(Settings settings) {
    var proxies = new ForwardedAddress(settings.listening().trustedProxies());
    return factory -> factory.addEngineValves(new ForwardedValve(proxies));
  }

  /** Inside of Spring Boot's own, which would answer with a page. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat(JsonMapper json) {
    return factory ->
        factory.addContextCustomizers(
            context -> context.getParent().getPipeline().addValve(new ProblemValve(json)));
  }

  /** An export takes as long as it takes; a client that stops reading ends it. */
  @Override
  public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
    configurer.setDefaultTimeout(-1);
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/*.svg", "/*.js")
        .addResourceLocations("classpath:/ui/")
        .setEtagGenerator(PrecompressedFiles::etagOfContent)
        .resourceChain(false)
        .addResolver(new PrecompressedFiles());
    // Names under assets/ carry a hash of their content.
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations("classpath:/ui/assets/")
        .setCacheControl(CacheControl.maxAge(365, TimeUnit.DAYS).cachePublic().immutable())
        .setEtagGenerator(PrecompressedFiles::etagOfName)
        .resourceChain(false)
        .addResolver(new PrecompressedFiles());
  }

  /** In a query too a time is what it is in JSON. */
  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverter(String.class, Instant.class, Times::parse);
  }

  /** Calls only: pages may be opened with anything behind their address. */
  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(parameters).addPathPatterns("/api/**");
    registry.addInterceptor(bodies).addPathPatterns("/api/**");
  }

  @Bean
  WebMvcRegistrations mappings() {
    return new WebMvcRegistrations() {
      @Override
      public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new AddressMapping();
      }
    };
  }

  private static final class PrincipalArgument implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return Principal.class.isAssignableFrom(parameter.getParameterType());
    }

    @Override
    public Object resolveArgument(
        MethodParameter parameter,
        @Nullable ModelAndViewContainer container,
        NativeWebRequest request,
        @Nullable WebDataBinderFactory binder) {
      var authentication = SecurityContextHolder.getContext().getAuthentication();
      if (authentication != null && authentication.getPrincipal() instanceof Principal principal) {
        return parameter.getParameterType() == Principal.SignedIn.class
            ? principal.requireSignedIn()
            : principal;
      }
      throw Refused.unauthenticated();
    }
  }
}
