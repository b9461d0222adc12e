package io.mortise.server.web;

import io.mortise.server.accounts.ApiKeys;
import io.mortise.server.accounts.Cookies;
import io.mortise.server.accounts.Idempotency;
import io.mortise.server.accounts.Sessions;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.Settings;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * The security chain. Sessions and CSRF are ours ({@link CallerFilter}), so Spring's are off; what is not listed as
 * open needs a caller.
 */
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration {

  @Bean
  SecurityFilterChain securityFilterChain(
      HttpSecurity http, ApiKeys keys, Sessions sessions, Cookies cookies, Settings settings, Edge edge) {
    var callers = new CallerFilter(keys, sessions, cookies, settings, edge.problems());
    return http.csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .anonymous(Customizer.withDefaults())
        .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(headers -> headers.cacheControl(cache -> cache.disable())
            .frameOptions(frame -> frame.deny())
            .referrerPolicy(Customizer.withDefaults()))
        .addFilterBefore(callers, AuthorizationFilter.class)
        .addFilterBefore(new IdempotencyFilter(edge.idempotency(), edge.problems()), AuthorizationFilter.class)
        .authorizeHttpRequests(requests -> requests
            .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll()
            .requestMatchers(HttpMethod.GET, "/api/v1/health", "/api/openapi.json").permitAll()
            .requestMatchers(HttpMethod.POST, "/api/v1/setup", "/api/v1/session").permitAll()
            .requestMatchers("/api/**", "/runtime/**").authenticated()
            .anyRequest().permitAll())
        .exceptionHandling(failures -> failures
            .authenticationEntryPoint(
                (request, response, failure) -> edge.problems().write(request, response, Refused.unauthenticated()))
            .accessDeniedHandler(
                (request, response, failure) ->
                    edge.problems().write(request, response, Refused.forbidden("You may not do this."))))
        .build();
  }

  /** What the chain needs beside who calls. */
  @org.springframework.stereotype.Component
  record Edge(ProblemWriter problems, Idempotency idempotency) {}
}
