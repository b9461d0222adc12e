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

/** One way to authenticate at a service: what it asks for, applies, may reach and how to test. */
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
   * @param kept names of secrets that are set already and so may be absent or null
   */
  public FieldReading read(Map<String, ?> json, Set<String> kept) {
    return new FieldReader(this, kept).read(json);
  }

  /** The hosts that the secret may be sent to, in the form of {@link HostPattern}. */
  public List<String> destinations(Fields values) {
    return hosts.destinations(values);
  }

  /**
   * What is wrong with an address that is known without any field; addresses that are made of
   * fields are checked when {@link #read} has the fields.
   */
  public Optional<String> addressFlaw() {
    return DestinationCheck.flawWithoutFields(this);
  }

  /** The address that relative paths are taken from, where there is exactly one. */
  public Optional<URI> base(Fields values) {
    return hosts.base(values);
  }

  /** Whether there is a harmless call that tells if a credential with these values works. */
  public boolean testable(Fields values) {
    return probe.map(spec -> spec.possible(values)).orElse(false);
  }
}
