package io.mortise.runtime.auth;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call to a service. Its text form shows neither its headers nor its query. */
@SuppressWarnings("ArrayRecordComponent")
public record OutboundRequest(
    String method, URI uri, Map<String, List<String>> headers, byte @Nullable [] body) {
  public static OutboundRequest get(URI uri) {
    return new OutboundRequest("GET", uri, Map.of(), null);
  }

  /**
   * Resolves a reference from the answer to this request (RFC 3986, section 5.2). A reference that
   * is only a query keeps the path, unlike {@link URI#resolve(String)}.
   *
   * @throws IllegalArgumentException if it is not a URI reference
   */
  public URI resolve(String reference) {
    if (!reference.startsWith("?")) {
      return uri.resolve(reference);
    }
    return URI.create(uri.toString().replaceFirst("[?#].*$", "") + reference);
  }

  /** Adds a credential to this request; if both set the same thing, the credential's is used. */
  OutboundRequest with(AppliedAuth added) {
    var all = new LinkedHashMap<>(headers);
    added
        .headers()
        .forEach(
            (name, value) -> {
              all.keySet().removeIf(name::equalsIgnoreCase);
              all.put(name, List.of(value));
            });
    return new OutboundRequest(method, withQuery(added.query()), all, body);
  }

  private URI withQuery(Map<String, String> added) {
    if (added.isEmpty()) {
      return uri;
    }
    var parts = new ArrayList<String>();
    if (uri.getRawQuery() != null) {
      for (var part : uri.getRawQuery().split("&", -1)) {
        if (!part.isEmpty() && !added.containsKey(nameOf(part))) {
          parts.add(part);
        }
      }
    }
    added.forEach((name, value) -> parts.add(encode(name) + "=" + encode(value)));
    var text = uri.toString();
    var fragmentless = uri.getRawFragment() == null ? text : text.substring(0, text.indexOf('#'));
    int query = fragmentless.indexOf('?');
    var before = query < 0 ? fragmentless : fragmentless.substring(0, query);
    return URI.create(before + "?" + String.join("&", parts));
  }

  private static String nameOf(String part) {
    int equals = part.indexOf('=');
    var name = equals < 0 ? part : part.substring(0, equals);
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return "OutboundRequest[" + method + " " + uri.getHost() + "]";
  }
}
