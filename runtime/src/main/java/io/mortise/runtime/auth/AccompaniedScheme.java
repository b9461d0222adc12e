package io.mortise.runtime.auth;

import io.mortise.runtime.credential.Fields;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A scheme and further headers, such as the version of the API. The headers are sent, and their
 * secrets masked, whatever the scheme is. A header that both set has the value given here.
 */
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

  /** Includes the headers even if the scheme itself adds nothing that is known before a request. */
  @Override
  public Optional<AppliedAuth> additions(Fields fields) {
    var added = scheme.additions(fields);
    var accompanying = accompanying(fields);
    return added.isEmpty() && accompanying.headers().isEmpty()
        ? added
        : Optional.of(added.orElseGet(AppliedAuth::nothing).with(accompanying));
  }

  /**
   * The headers are set before the scheme is applied, because a scheme that signs the request signs
   * them too, and again afterwards, because they override headers that the scheme sets.
   */
  @Override
  public OutboundRequest apply(OutboundRequest request, Fields fields) {
    var accompanying = accompanying(fields);
    return scheme.apply(request.with(accompanying), fields).with(accompanying);
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
    var unused = accompanying(fields);
  }

  private AppliedAuth accompanying(Fields fields) {
    var filled = new LinkedHashMap<String, String>();
    headers.forEach(
        (name, template) -> template.reveal(fields).ifPresent(text -> filled.put(name, text)));
    return new AppliedAuth(filled, Map.of());
  }
}
