package io.mortise.server.testing;

import jakarta.servlet.http.HttpServlet;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Spring Authorization Server on loopback: an OAuth server that was not written here. It wants
 * PKCE, asks for consent, issues a new refresh token with each access token, and revokes a whole
 * authorization when a refresh token comes a second time.
 */
public final class AuthorizationServer implements AutoCloseable {
  public static final String USER = "otto";
  public static final String PASSWORD = "fake password of otto";

  /** A person agrees; its secret is sent as basic. */
  public static final String ACCOUNT = "account";

  /** A person agrees; it has no secret, and gets no refresh token. */
  public static final String PUBLIC = "public";

  /** A person agrees, but it is registered with a redirect address that is not Mortise's. */
  public static final String ELSEWHERE = "elsewhere";

  /** Acts for itself; its secret is sent as basic. */
  public static final String BASIC = "basic";

  /** Acts for itself; its secret is sent in the body. */
  public static final String POST = "post";

  /** Acts for itself; it signs with a private key. */
  public static final String SIGNED = "private_key_jwt";

  private static final KeyPair KEY = key();

  /** Of the redirect address of a loopback host, any port is accepted (RFC 8252, section 7.3). */
  private static final String REDIRECT = "http://127.0.0.1:1/api/v1/oauth/callback";

  private static final String OTHER_REDIRECT = "http://127.0.0.1:1/elsewhere";

  private static final List<String> SCOPES = List.of("read", "write");

  private final AnnotationConfigServletWebServerApplicationContext context;
  private final DialectServer keys = DialectServer.start().answers(200, publicKeys());
  private final Authorizations authorizations = new Authorizations();
  private final TokenEndpointFilter filter = new TokenEndpointFilter();

  private AuthorizationServer(Duration life) {
    context = new AnnotationConfigServletWebServerApplicationContext();
    context.registerBean(OAuth2AuthorizationService.class, () -> authorizations);
    context.registerBean(TokenEndpointFilter.class, () -> filter);
    context.registerBean(RegisteredClientRepository.class, () -> clients(life, keys.url("/keys")));
    context.register(Wiring.class);
    context.refresh();
  }

  /** With access tokens that live that long. */
  public static AuthorizationServer start(Duration life) {
    return new AuthorizationServer(life);
  }

  /** Not a configuration by annotation, or the server under test would find it. */
  @EnableWebSecurity
  static class Wiring {
    @Bean
    TomcatServletWebServerFactory tomcat() {
      var tomcat = new TomcatServletWebServerFactory(0);
      tomcat.setAddress(InetAddress.getLoopbackAddress());
      return tomcat;
    }

    /** Everything is answered by filters; they need a servlet behind them. */
    @Bean
    ServletRegistrationBean<HttpServlet> nothing() {
      return new ServletRegistrationBean<>(new HttpServlet() {}, "/");
    }

    @Bean
    FilterRegistrationBean<TokenEndpointFilter> tokenEndpoint(TokenEndpointFilter filter) {
      var registration = new FilterRegistrationBean<>(filter);
      registration.addUrlPatterns("/oauth2/token");
      registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
      return registration;
    }

    @Bean
    DelegatingFilterProxyRegistrationBean security() {
      return new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
    }

    @Bean
    SecurityFilterChain chain(HttpSecurity http) {
      return http.oauth2AuthorizationServer(Customizer.withDefaults())
          .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .formLogin(Customizer.withDefaults())
          .build();
    }

    @Bean
    AuthorizationServerSettings settings() {
      return AuthorizationServerSettings.builder().build();
    }

    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          User.withUsername(USER).password("{noop}" + PASSWORD).roles("USER").build());
    }
  }

  private static RegisteredClientRepository clients(Duration life, String keys) {
    return new InMemoryRegisteredClientRepository(
        client(ACCOUNT, life, ClientAuthenticationMethod.CLIENT_SECRET_BASIC, agreed(REDIRECT)),
        client(PUBLIC, life, ClientAuthenticationMethod.NONE, agreed(REDIRECT)),
        client(
            ELSEWHERE,
            life,
            ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
            agreed(OTHER_REDIRECT)),
        client(BASIC, life, ClientAuthenticationMethod.CLIENT_SECRET_BASIC, itself()),
        client(POST, life, ClientAuthenticationMethod.CLIENT_SECRET_POST, itself()),
        client(
            SIGNED, life, ClientAuthenticationMethod.PRIVATE_KEY_JWT, itself().andThen(by(keys))));
  }

  private static Consumer<RegisteredClient.Builder> agreed(String redirect) {
    return client ->
        client
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
            .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
            .redirectUri(redirect);
  }

  private static Consumer<RegisteredClient.Builder> itself() {
    return client -> client.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS);
  }

  private static Consumer<RegisteredClient.Builder> by(String keys) {
    return client ->
        client.clientSettings(
            ClientSettings.builder()
                .jwkSetUrl(keys)
                .tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.RS256)
                .build());
  }

  private static KeyPair key() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2_048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As RFC 7517 writes them. */
  private static String publicKeys() {
    var key = (RSAPublicKey) KEY.getPublic();
    return """
        {"keys":[{"kty":"RSA","use":"sig","kid":"fake-key","n":"%s","e":"%s"}]}
        """
        .formatted(number(key.getModulus()), number(key.getPublicExponent()));
  }

  private static String number(BigInteger value) {
    byte[] bytes = value.toByteArray();
    int sign = bytes[0] == 0 ? 1 : 0;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOfRange(bytes, sign, bytes.length));
  }

  /** The private key of {@link #SIGNED}. */
  public static String privateKey() {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(KEY.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static RegisteredClient client(
      String id,
      Duration life,
      ClientAuthenticationMethod authentication,
      Consumer<RegisteredClient.Builder> grants) {
    var client =
        RegisteredClient.withId(UUID.randomUUID().toString())
            .clientId(id)
            .clientAuthenticationMethod(authentication)
            .scopes(scopes -> scopes.addAll(SCOPES))
            .clientSettings(
                ClientSettings.builder()
                    .requireProofKey(true)
                    .requireAuthorizationConsent(true)
                    .build())
            .tokenSettings(
                TokenSettings.builder()
                    .accessTokenFormat(OAuth2TokenFormat.REFERENCE)
                    .accessTokenTimeToLive(life)
                    .reuseRefreshTokens(false)
                    .build());
    if (authentication != ClientAuthenticationMethod.NONE) {
      client.clientSecret("{noop}" + secret(id));
    }
    grants.accept(client);
    return client.build();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + context.getWebServer().getPort() + path;
  }

  /** A person at its pages, in a browser of their own. */
  public Visitor visitor() {
    return new Visitor(this);
  }

  /** What a client is registered with; each has one of its own. */
  public static String secret(String client) {
    return "fake-client-secret-of-" + client;
  }

  /** The fields of an account there. */
  public TestCredentials account(DialectServer service) {
    return TestCredentials.account(url("/oauth2/authorize"), url("/oauth2/token"), service)
        .field("clientId", ACCOUNT)
        .field("clientSecret", secret(ACCOUNT))
        .field("scopes", SCOPES);
  }

  /** The fields of a client there that acts for itself. */
  public TestCredentials client(String id, DialectServer service) {
    return TestCredentials.client(url("/oauth2/token"), service)
        .field("clientId", id)
        .field("clientSecret", secret(id))
        .field("authentication", id)
        .field("scopes", List.of("read"));
  }

  /** How often each refresh token came, in the order in which they came first. */
  public List<Integer> refreshes() {
    return filter.refreshes();
  }

  /** How many requests the token endpoint got. */
  public int requests() {
    return filter.requests();
  }

  /** Whether it still accepts an access token. */
  public boolean accepts(String accessToken) {
    return authorizations.accepts(accessToken);
  }

  /** As a person does who withdraws their consent at the service. */
  public void revokeAll() {
    authorizations.revokeAll();
  }

  /** How many authorizations ended because a refresh token came a second time. */
  public int reused() {
    return authorizations.reused();
  }

  /** Lets each answer of the token endpoint be late by so much. */
  public AuthorizationServer late(Supplier<Duration> delay) {
    filter.late(delay);
    return this;
  }

  /** As its metadata names it. */
  public String issuer() {
    return url("");
  }

  @Override
  public void close() {
    keys.close();
    context.close();
  }
}
