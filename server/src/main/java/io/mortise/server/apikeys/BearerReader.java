package io.mortise.server.apikeys;

import io.mortise.server.access.EndpointRule;
import io.mortise.server.access.EndpointRule.Kind;
import io.mortise.server.access.Principal;
import io.mortise.server.access.PrincipalReader;
import io.mortise.server.kernel.BearerToken;
import io.mortise.server.kernel.Refused;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/** Reads principals that show an API key in the {@code Authorization} header. */
@Component
@SecurityScheme(
    name = "apiKey",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    bearerFormat = "mrt_…")
class BearerReader implements PrincipalReader {
  private static final String BEARER = "Bearer ";

  private final ApiKeys keys;
  private final RequestMatcher remembered;

  BearerReader(ApiKeys keys, List<EndpointRule> rules) {
    this.keys = keys;
    this.remembered = EndpointRule.matcher(Kind.REMEMBERED_PRINCIPAL, rules);
  }

  @Override
  public Optional<Principal> read(HttpServletRequest request, HttpServletResponse response) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization == null) {
      return Optional.empty();
    }
    String token =
        authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
            ? authorization.substring(BEARER.length()).strip()
            : "";
    if (!token.startsWith(BearerToken.API_KEY_PREFIX)) {
      throw Refused.unauthenticated();
    }
    String address = request.getRemoteAddr();
    var principal =
        remembered.matches(request)
            ? keys.remembered(token, address)
            : keys.current(token, address);
    return Optional.of(principal.orElseThrow(Refused::unauthenticated));
  }

  @Override
  public Optional<Principal> reread(Principal stale) {
    return stale instanceof Principal.ByKey byKey
        ? Optional.of(keys.reread(byKey))
        : Optional.empty();
  }
}
