package io.mortise.runtime.call;

import io.mortise.runtime.auth.HeaderRules;
import io.mortise.runtime.auth.OutboundRequest;
import io.mortise.runtime.auth.UnusableAuth;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** Prepares a request for a credential, and then for sending. */
final class RequestBuilder {
  /** TRACE and CONNECT are left out: they would show or bypass what is applied. */
  private static final Pattern METHOD = Pattern.compile("(?!TRACE$|CONNECT$)[A-Z]{1,20}");

  private RequestBuilder() {}

  /**
   * Returns the request in ASCII and without the headers that the HTTP client writes.
   *
   * @throws UnusableAuth if its method or a header cannot be sent
   */
  static OutboundRequest sendable(OutboundRequest request) {
    if (!METHOD.matcher(request.method()).matches()) {
      throw new UnusableAuth("This request method is not supported.");
    }
    var headers = new LinkedHashMap<String, List<String>>();
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (!HeaderRules.reserved(name)) {
                values.forEach(value -> requireUsable(name, value));
                headers.put(name, values);
              }
            });
    var uri = URI.create(request.uri().toASCIIString());
    return new OutboundRequest(request.method(), uri, headers, request.body());
  }

  /** Builds the HTTP message of a request to which a credential has been applied. */
  static HttpUriRequestBase build(OutboundRequest request) {
    var built = new HttpUriRequestBase(request.method(), request.uri());
    built.setHeader("User-Agent", "Mortise");
    built.setHeader("Accept-Encoding", "gzip");
    request
        .headers()
        .forEach((name, values) -> values.forEach(value -> addHeader(built, name, value)));
    var body = request.body();
    if (body != null) {
      built.setEntity(new ByteArrayEntity(body, null));
    }
    return built;
  }

  private static void addHeader(HttpUriRequestBase built, String name, String value) {
    requireUsable(name, value);
    if (name.toLowerCase(Locale.ROOT).equals("user-agent")) {
      built.setHeader(name, value);
    } else {
      built.addHeader(name, value);
    }
  }

  private static void requireUsable(String name, String value) {
    if (!HeaderRules.usableName(name) || !HeaderRules.usableValue(value)) {
      throw new UnusableAuth(
          "A header of the request has an invalid name or contains characters that headers cannot carry.");
    }
  }
}
