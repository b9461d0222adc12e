package io.mortise.runtime.connector;

import io.mortise.runtime.auth.AuthScheme;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.credential.Fields;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One way to authenticate at a service: its fields, scheme, hosts and test.
 *
 * @param oauth how access tokens are got, if the method uses them
 */
public record AuthMethod(
    String id,
    MethodType type,
    String name,
    List<Field> fields,
    AuthScheme scheme,
    Optional<OAuthGrant> oauth,
    HostTemplates hosts,
    Optional<ProbeSpec> probe,
    MethodNotes notes) {
  public AuthMethod {
    fields = List.copyOf(fields);
  }

  public Optional<Field> field(String fieldName) {
    return fields.stream().filter(field -> field.name().equals(fieldName)).findFirst();
  }

  /** Names of the fields that hold secrets. */
  public Set<String> secretNames() {
    return fields.stream()
        .filter(Field::secret)
        .map(Field::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * Checks JSON values against the declared fields.
   *
   * @param kept names of secrets that are already set, so that they may be absent or null
   */
  public FieldReading read(Map<String, ?> json, Set<String> kept) {
    return new FieldReader(this, kept).read(json);
  }

  /** The hosts that the secret may be sent to, in the form of {@link HostPattern}. */
  public List<String> destinations(Fields values) {
    return hosts.destinations(values);
  }

  /**
   * Returns what is wrong with an address that needs no field. Addresses that need fields are
   * checked by {@link #read}.
   */
  public Optional<String> addressFlaw() {
    return DestinationCheck.flawWithoutFields(this);
  }

  /** Returns the base address of relative paths, if there is exactly one. */
  public Optional<URI> base(Fields values) {
    return hosts.base(values);
  }

  /** The address that issues tokens for these values, if the method gets its tokens by OAuth. */
  public Optional<URI> tokenEndpoint(Fields values) {
    return oauth.flatMap(grant -> grant.tokenEndpoint(values)).map(URI::create);
  }

  /**
   * Whether a harmless call shows if a credential with these values works. Getting an access token
   * is such a call.
   */
  public boolean testable(Fields values) {
    return oauth.isPresent() || probeable(values);
  }

  /** Whether the service itself can be asked, and not only its token endpoint. */
  public boolean probeable(Fields values) {
    return probe.map(spec -> spec.possible(values)).orElse(false);
  }
}
