package io.mortise.runtime.connector;

import io.mortise.runtime.auth.AuthScheme;
import io.mortise.runtime.credential.Fields;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One way to authenticate at a service: its fields, scheme, hosts and test. */
public record AuthMethod(
    String id,
    MethodType type,
    String name,
    List<Field> fields,
    AuthScheme scheme,
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

  /** Whether there is a harmless call that shows if a credential with these values works. */
  public boolean testable(Fields values) {
    return probe.map(spec -> spec.possible(values)).orElse(false);
  }
}
