package io.mortise.runtime.call;

import io.mortise.runtime.auth.OutboundRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds the request to which an answer redirects (RFC 9110, section 15.4). */
final class Redirect {
  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

  private Redirect() {}

  /**
   * @param locations the values of {@code Location} as the service sent them
   */
  static Optional<OutboundRequest> from(
      OutboundRequest request, int status, List<String> locations) {
    if (!STATUSES.contains(status) || locations.size() != 1) {
      return Optional.empty();
    }
    try {
      var target = request.resolve(locations.getFirst().strip());
      return downgrades(request.uri(), target)
          ? Optional.empty()
          : Optional.of(next(request, target, status));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean downgrades(URI from, URI to) {
    return "https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme());
  }

  private static OutboundRequest next(OutboundRequest request, URI target, int status) {
    boolean keeps =
        status >= 307 || request.method().equals("GET") || request.method().equals("HEAD");
    if (keeps) {
      return new OutboundRequest(request.method(), target, request.headers(), request.body());
    }
    var headers = new LinkedHashMap<>(request.headers());
    headers.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).startsWith("content-"));
    return new OutboundRequest("GET", target, headers, null);
  }
}
