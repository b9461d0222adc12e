package io.mortise.server.testing;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/**
 * The authorizations of the server, in memory. One whose refresh token is shown a second time is
 * revoked with all its tokens (RFC 9700, section 4.14.2).
 */
final class Authorizations implements OAuth2AuthorizationService {
  private final OAuth2AuthorizationService stored = new InMemoryOAuth2AuthorizationService();
  private final Map<String, OAuth2Authorization> known = new ConcurrentHashMap<>();

  /** The id of the authorization to which a refresh token belongs or has belonged. */
  private final Map<String, String> families = new ConcurrentHashMap<>();

  private final Set<String> shown = ConcurrentHashMap.newKeySet();
  private final AtomicInteger reused = new AtomicInteger();

  @Override
  public void save(OAuth2Authorization authorization) {
    stored.save(authorization);
    known.put(authorization.getId(), authorization);
    var refreshToken = authorization.getRefreshToken();
    if (refreshToken != null) {
      families.put(refreshToken.getToken().getTokenValue(), authorization.getId());
    }
  }

  @Override
  public void remove(OAuth2Authorization authorization) {
    known.remove(authorization.getId());
    stored.remove(authorization);
  }

  @Override
  public @Nullable OAuth2Authorization findById(String id) {
    return stored.findById(id);
  }

  @Override
  public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
    boolean again = OAuth2TokenType.REFRESH_TOKEN.equals(type) && !shown.add(token);
    var family = families.get(token);
    if (again && family != null) {
      reused.incrementAndGet();
      var authorization = known.get(family);
      if (authorization != null) {
        remove(authorization);
      }
    }
    return again ? null : stored.findByToken(token, type);
  }

  boolean accepts(String accessToken) {
    var found = stored.findByToken(accessToken, OAuth2TokenType.ACCESS_TOKEN);
    return found != null && found.getAccessToken().isActive();
  }

  void revokeAll() {
    known.values().forEach(this::remove);
  }

  int reused() {
    return reused.get();
  }
}
