package io.mortise.runtime.auth;

import io.mortise.runtime.credential.Fields;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A scheme and further headers, such as the version of the interface that is spoken. */
public record AccompaniedScheme(AuthScheme scheme, Map<String, Template> headers)
    implements AuthScheme {
  public AccompaniedScheme {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  @Override
  public Set<String> fields() {
    var names = new LinkedHashSet<>(scheme.fields());
    names.addAll(Template.fieldsOf(headers.values().toArray(Template[]::new)));
    return names;
  }

  @Override
  public Optional<AppliedAuth> additions(Fields fields) {
    return scheme
        .additions(fields)
        .map(
            added -> {
              var all = new LinkedHashMap<>(added.headers());
              all.putAll(accompanying(fields));
              return new AppliedAuth(all, added.query());
            });
  }

  @Override
  public OutboundRequest apply(OutboundRequest request, Fields fields) {
    var added = additions(fields);
    return added.isPresent() ? request.with(added.get()) : scheme.apply(request, fields);
  }

  @Override
  public Optional<Login> login(Fields fields) {
    return scheme.login(fields);
  }

  @Override
  public Optional<ClientKey> clientKey(Fields fields) {
    return scheme.clientKey(fields);
  }

  @Override
  public void requireUsable(Fields fields) {
    scheme.requireUsable(fields);
    var unused = additions(fields);
  }

  private Map<String, String> accompanying(Fields fields) {
    var filled = new LinkedHashMap<String, String>();
    headers.forEach(
        (name, template) -> template.reveal(fields).ifPresent(text -> filled.put(name, text)));
    return filled;
  }
}
