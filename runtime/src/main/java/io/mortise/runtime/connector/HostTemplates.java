package io.mortise.runtime.connector;

import io.mortise.runtime.auth.Template;
import io.mortise.runtime.credential.Fields;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hosts and addresses to which a method's secret may be sent.
 *
 * @param hosts filled from public fields
 * @param listField a list field that names the hosts instead
 * @param addresses fields that hold addresses, which must lie on those hosts; the first is the
 *     base, of the others the origin is, in that order
 * @param base the address that relative paths are taken from
 */
public record HostTemplates(
    List<Template> hosts,
    @Nullable String listField,
    List<String> addresses,
    Optional<Template> base) {
  public HostTemplates {
    hosts = List.copyOf(hosts);
    addresses = List.copyOf(addresses);
  }

  /** Returns the hosts as people see them, with unfilled templates. */
  public List<String> shown() {
    return hosts.stream().map(Template::toString).toList();
  }

  List<String> destinations(Fields fields) {
    if (listField != null) {
      return fields.lines(listField).stream().map(HostTemplates::canonical).toList();
    }
    var result = new ArrayList<String>(hosts.size());
    for (var template : hosts) {
      template.fill(fields).ifPresent(result::add);
    }
    return List.copyOf(result);
  }

  private static String canonical(String host) {
    return HostPattern.find(host).map(HostPattern::toString).orElse(host);
  }

  Optional<URI> base(Fields fields) {
    if (base.isPresent()) {
      return base.get().fill(fields).map(URI::create);
    }
    for (int i = 0; i < addresses.size(); i++) {
      var address = fields.text(addresses.get(i));
      if (address.isPresent()) {
        var uri = URI.create(address.get());
        return Optional.of(i == 0 ? uri : origin(uri));
      }
    }
    return onlyHost(fields);
  }

  private Optional<URI> onlyHost(Fields fields) {
    if (listField == null || fields.lines(listField).size() != 1) {
      return Optional.empty();
    }
    return HostPattern.find(fields.lines(listField).getFirst())
        .filter(host -> !host.anyLabel())
        .map(host -> URI.create("https://" + host));
  }

  private static URI origin(URI uri) {
    return URI.create(uri.getScheme() + "://" + uri.getRawAuthority());
  }
}
