package io.mortise.runtime.call;

import io.mortise.runtime.auth.AppliedAuth;
import io.mortise.runtime.auth.HeaderRules;
import io.mortise.runtime.auth.UnusableAuth;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** Lays a credential over a request; where both set the same thing, the credential's stays. */
final class RequestBuilder {
  /** TRACE and CONNECT are left out: they would show or bypass what is applied. */
  private static final Pattern METHOD = Pattern.compile("(?!TRACE$|CONNECT$)[A-Z]{1,20}");

  private RequestBuilder() {}

  static HttpUriRequestBase build(OutboundRequest request, AppliedAuth applied) {
    if (!METHOD.matcher(request.method()).matches()) {
      throw new UnusableAuth("This request method is not sent.");
    }
    var uri = withQuery(URI.create(request.uri().toASCIIString()), applied.query());
    var built = new HttpUriRequestBase(request.method(), uri);
    built.setHeader("User-Agent", "Mortise");
    built.setHeader("Accept-Encoding", "gzip");
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (!HeaderRules.reserved(name)) {
                values.forEach(value -> addHeader(built, name, value));
              }
            });
    applied
        .headers()
        .forEach(
            (name, value) -> {
              // Setting one would replace the first of this name and let the caller's others stand.
              built.removeHeaders(name);
              built.addHeader(name, value);
            });
    var body = request.body();
    if (body != null) {
      built.setEntity(new ByteArrayEntity(body, null));
    }
    return built;
  }

  private static void addHeader(HttpUriRequestBase built, String name, String value) {
    if (!HeaderRules.usableName(name) || !HeaderRules.usableValue(value)) {
      throw new UnusableAuth("A header of the request holds characters that it cannot carry.");
    }
    if (name.toLowerCase(Locale.ROOT).equals("user-agent")) {
      built.setHeader(name, value);
    } else {
      built.addHeader(name, value);
    }
  }

  private static URI withQuery(URI uri, Map<String, String> added) {
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
}
