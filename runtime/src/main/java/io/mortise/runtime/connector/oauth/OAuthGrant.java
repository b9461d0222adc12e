package io.mortise.runtime.connector.oauth;

import io.mortise.runtime.auth.Template;
import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a method gets its access tokens (RFC 6749). The method's fields have fixed names for what the
 * token endpoint is sent: {@value #CLIENT_ID}, {@value #CLIENT_SECRET}, {@value #SCOPES}, {@value
 * #AUTHENTICATION} and {@value #AUDIENCE}.
 *
 * @param tokenUrl the address of the token endpoint, filled from public fields
 * @param authorizeUrl where a person agrees, filled likewise; empty where nobody has to
 * @param revokeUrl where a token is revoked (RFC 7009), filled likewise; empty where the service
 *     has no such endpoint
 * @param app whether the client comes from an OAuth app of the organization or a workspace
 * @param scopes that people can choose from; empty where they are entered
 * @param fromCallback by field: the parameter of the redirect that holds its value
 * @param choice of what the account is used for, where the service asks for one
 * @param knownDeaths sentences that say what ends an account's tokens although nobody revoked them
 */
public record OAuthGrant(
    Type type,
    Template tokenUrl,
    Optional<Template> authorizeUrl,
    Optional<Template> revokeUrl,
    App app,
    List<Scope> scopes,
    Consent consent,
    TokenDialect dialect,
    Map<String, IssuedValue> fromCallback,
    Optional<AccountChoice> choice,
    List<String> knownDeaths) {
  public static final String CLIENT_ID = "clientId";
  public static final String CLIENT_SECRET = "clientSecret";
  public static final String PRIVATE_KEY = "privateKey";
  public static final String KEY_ID = "keyId";

  /** Whose metadata name the addresses (RFC 8414), and who signs what it says (RFC 9207). */
  public static final String ISSUER = "issuer";

  public static final String SCOPES = "scopes";
  public static final String AUTHENTICATION = "authentication";
  public static final String AUDIENCE = "audience";

  /** The field by which a scheme puts the access token on a request. Nobody enters it. */
  public static final String ACCESS_TOKEN = "accessToken";

  private static final Set<String> SENT_TO_TOKEN_ENDPOINT = Set.of(CLIENT_SECRET, PRIVATE_KEY);

  public OAuthGrant {
    scopes = List.copyOf(scopes);
    fromCallback = Map.copyOf(fromCallback);
    knownDeaths = List.copyOf(knownDeaths);
  }

  /** The grants that are supported. */
  public enum Type {
    /** RFC 6749, section 4.1: a person agrees in a browser. */
    AUTHORIZATION_CODE,
    /** RFC 6749, section 4.4: the client acts for itself. */
    CLIENT_CREDENTIALS;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether the client comes from an OAuth app. */
  public enum App {
    /** The client is always entered with the credential. */
    NONE,
    /** Either from an app, or entered with the credential. */
    OPTIONAL,
    /** Always from an app. */
    REQUIRED;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether a secret field goes to the token endpoint only. */
  public static boolean isSentToTokenEndpoint(String field) {
    return SENT_TO_TOKEN_ENDPOINT.contains(field);
  }

  /** Returns the address of the token endpoint; empty if a field that it needs is absent. */
  public Optional<String> tokenEndpoint(Fields fields) {
    return tokenUrl.fill(fields);
  }

  /** Whether a person has to agree in a browser before there is a token. */
  public boolean needsPerson() {
    return type == Type.AUTHORIZATION_CODE;
  }

  /** Returns where a person agrees; empty if nobody has to, or a field that it needs is absent. */
  public Optional<String> authorizationEndpoint(Fields fields) {
    return authorizeUrl.flatMap(template -> template.fill(fields));
  }

  /** Wipes the secrets that only the token endpoint gets. */
  public static void closeClient(Fields sealed) {
    SENT_TO_TOKEN_ENDPOINT.forEach(name -> sealed.secret(name).ifPresent(Secret::close));
  }

  /**
   * Returns the fields for a call to the service: with the access token, and without the secrets
   * that only the token endpoint gets.
   */
  public static Fields withToken(Fields sealed, Secret accessToken) {
    var values = new LinkedHashMap<String, FieldValue>(sealed.asMap());
    values.keySet().removeIf(OAuthGrant::isSentToTokenEndpoint);
    values.put(ACCESS_TOKEN, new FieldValue.Hidden(accessToken));
    return new Fields(values);
  }
}
