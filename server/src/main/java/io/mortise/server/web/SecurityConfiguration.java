package io.mortise.server.web;

import io.mortise.server.access.EndpointRule;
import io.mortise.server.access.EndpointRule.Kind;
import io.mortise.server.access.PrincipalReader;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Refused;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.stereotype.Component;

/**
 * The security chains. Sessions and CSRF are ours ({@link PrincipalReader}), so Spring's are off;
 * whatever no {@link EndpointRule} declares as open needs a principal.
 */
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration {

  /** Engines: a key and nothing else, and no filter that a key has no use for. */
  @Bean
  @Order(1)
  SecurityFilterChain runtimeChain(HttpSecurity http, PrincipalFilter callers, Edge edge) {
    return lean(http.securityMatcher("/runtime/**"), callers, edge)
        .headers(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .build();
  }

  /** People, their scripts and the UI. */
  @Bean
  @Order(2)
  SecurityFilterChain peopleChain(
      HttpSecurity http, PrincipalFilter callers, Edge edge, List<EndpointRule> rules) {
    var neverRepeated = EndpointRule.matcher(Kind.NEVER_REPEATED, rules);
    return lean(http, callers, edge)
        .headers(
            headers ->
                headers
                    .cacheControl(cache -> cache.disable())
                    .frameOptions(frame -> frame.deny())
                    .referrerPolicy(Customizer.withDefaults()))
        .addFilterAfter(
            new IdempotencyFilter(edge.idempotency(), neverRepeated, edge.problems()),
            BoundedBody.class)
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(EndpointRule.matcher(Kind.OPEN, rules))
                    .permitAll()
                    .requestMatchers(HttpMethod.GET, "/api/openapi.json")
                    .permitAll()
                    .requestMatchers("/api/**")
                    .authenticated()
                    .anyRequest()
                    .permitAll())
        .build();
  }

  /**
   * Strict for people's addresses. Engines name credentials as people call them, and a service's
   * own paths may hold an encoded slash or percent sign, as GitLab's project paths do.
   */
  @Bean
  HttpFirewall firewall() {
    return new StrictHttpFirewall() {
      private final StrictHttpFirewall proxied = proxied();

      {
        headersAsTomcatTakesThem(this);
      }

      @Override
      public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        String uri = request.getRequestURI();
        boolean escaped = uri.indexOf(';') < 0 && uri.indexOf('\\') < 0;
        return escaped && uri.startsWith("/runtime/v1/")
            ? proxied.getFirewalledRequest(request)
            : super.getFirewalledRequest(request);
      }
    };
  }

  /** An address that no page or call of ours has. */
  @Bean
  RequestRejectedHandler rejected(ProblemWriter problems) {
    return (request, response, rejected) ->
        problems.write(
            response,
            new InvalidRequest("", "The address or a header holds what none of this API has."));
  }

  /** Tomcat has refused control characters in them already; a second look costs every request. */
  private static void headersAsTomcatTakesThem(StrictHttpFirewall firewall) {
    firewall.setAllowedHeaderNames(name -> true);
    firewall.setAllowedHeaderValues(value -> true);
  }

  private static StrictHttpFirewall proxied() {
    var firewall = new StrictHttpFirewall();
    headersAsTomcatTakesThem(firewall);
    firewall.setAllowUrlEncodedSlash(true);
    firewall.setAllowUrlEncodedPercent(true);
    // Names of credentials may hold both. Unescaped ones never get here: the strict firewall has
    // them.
    firewall.setAllowSemicolon(true);
    firewall.setAllowBackSlash(true);
    return firewall;
  }

  @Bean
  PrincipalFilter callerFilter(List<PrincipalReader> readers, ProblemWriter problems) {
    return new PrincipalFilter(readers, problems);
  }

  @Bean
  BoundedBody boundedBody(ProblemWriter problems, List<EndpointRule> rules) {
    return new BoundedBody(problems, EndpointRule.matcher(Kind.FORWARDED, rules));
  }

  @Bean
  FilterRegistrationBean<BoundedBody> boundedBodyOnlyInChains(BoundedBody bodies) {
    var registration = new FilterRegistrationBean<>(bodies);
    registration.setEnabled(false);
    return registration;
  }

  /** The filter belongs to the chains, not to the servlet container as well. */
  @Bean
  FilterRegistrationBean<PrincipalFilter> callerFilterOnlyInChains(PrincipalFilter callers) {
    var registration = new FilterRegistrationBean<>(callers);
    registration.setEnabled(false);
    return registration;
  }

  private static HttpSecurity lean(HttpSecurity http, PrincipalFilter callers, Edge edge) {
    return http.csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .servletApi(AbstractHttpConfigurer::disable)
        .sessionManagement(AbstractHttpConfigurer::disable)
        .securityContext(
            context -> context.securityContextRepository(new NullSecurityContextRepository()))
        .addFilterBefore(callers, AuthorizationFilter.class)
        .addFilterAfter(edge.bodies(), AuthorizationFilter.class)
        .exceptionHandling(
            failures ->
                failures
                    .authenticationEntryPoint(
                        (request, response, failure) ->
                            edge.problems().write(response, Refused.unauthenticated()))
                    .accessDeniedHandler(
                        (request, response, failure) ->
                            edge.problems()
                                .write(response, Refused.forbidden("You may not do this."))));
  }

  /** What the chain needs beside who calls. */
  @Component
  record Edge(ProblemWriter problems, Idempotency idempotency, BoundedBody bodies) {}
}
