package io.mortise.server.credentials.runtime;

import io.mortise.runtime.call.CallAnswer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Which headers of a call go to the service, and which of its answer come back. */
final class ProxyHeaders {
  /** Says in how many places secrets were masked. */
  static final String MASKED = "Mortise-Masked";

  /** Those that authenticate the caller here, those of the connection, and those of proxies. */
  private static final Set<String> NOT_SENT =
      Set.of(
          "authorization",
          "cookie",
          "host",
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "content-length",
          "expect",
          "x-csrf-token",
          "forwarded",
          "via",
          "x-real-ip",
          // A part of an answer could hold a part of the secret, which masking would not find.
          "range",
          "if-range",
          // Nor would it find every secret in a charset or coding of the caller's choice.
          "accept-charset",
          "accept-encoding");

  private static final Set<String> PASSED_BACK =
      Set.of(
          // content
          "content-type",
          "content-language",
          "content-disposition",
          "content-location",
          "content-range",
          "content-md5",
          "content-digest",
          "repr-digest",
          "digest",
          "accept-ranges",
          "accept-patch",
          "accept-post",
          "allow",
          "location",
          "link",
          "deprecation",
          "sunset",
          // caching
          "cache-control",
          "etag",
          "last-modified",
          "expires",
          "age",
          "date",
          "pragma",
          "vary",
          "warning",
          // limits
          "retry-after");

  /** Paging and limits, for which services have names of their own that begin with X. */
  private static final List<String> PAGING_OR_LIMITS =
      List.of(
          "-limit",
          "quota",
          "retry-after",
          "poll-interval",
          "-remaining",
          "-reset",
          "pagination",
          "-total",
          "-count",
          "-page",
          "cursor",
          "continuation",
          "has-more");

  private static final Pattern SCHEME = Pattern.compile("([^/?#:]*):.*");

  private ProxyHeaders() {}

  /** What goes to the service of the caller's headers, whatever kind the credential is. */
  static Map<String, List<String>> sentOn(HttpServletRequest request) {
    var sent = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    var hopByHop = namedByConnection(request);
    for (String name : Collections.list(request.getHeaderNames())) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!NOT_SENT.contains(lower)
          && !hopByHop.contains(lower)
          && !lower.startsWith("mortise-")
          && !lower.startsWith("x-forwarded-")) {
        sent.put(name, Collections.list(request.getHeaders(name)));
      }
    }
    return sent;
  }

  /** What comes back of the service's headers, and what the proxy adds. */
  static HttpHeaders passedBack(CallAnswer answer) {
    var headers = new HttpHeaders();
    answer
        .headers()
        .forEach(
            (name, values) -> {
              if (passesBack(name)) {
                values.stream()
                    .filter(value -> !isAddress(name) || leadsSomewhere(value))
                    .forEach(value -> headers.add(name, value));
              }
            });
    // What a service answers must never run as a page of this server's origin.
    headers.set("Content-Security-Policy", "sandbox");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set(HttpHeaders.CONTENT_TYPE, type(headers.getFirst(HttpHeaders.CONTENT_TYPE)));
    if (answer.masked() > 0) {
      headers.set(MASKED, Integer.toString(answer.masked()));
    }
    return headers;
  }

  /** The caller's {@code Connection} names what is for this hop only (RFC 9110, section 7.6.1). */
  private static Set<String> namedByConnection(HttpServletRequest request) {
    return Collections.list(request.getHeaders(HttpHeaders.CONNECTION)).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static boolean passesBack(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return PASSED_BACK.contains(lower)
        || lower.contains("ratelimit")
        || lower.contains("rate-limit")
        || (lower.startsWith("x-") && PAGING_OR_LIMITS.stream().anyMatch(lower::contains));
  }

  private static boolean isAddress(String name) {
    return name.equalsIgnoreCase(HttpHeaders.LOCATION)
        || name.equalsIgnoreCase(HttpHeaders.CONTENT_LOCATION);
  }

  /** Whether it is relative or of the schemes http and https; browsers skip control characters. */
  private static boolean leadsSomewhere(String address) {
    var scheme = SCHEME.matcher(address.strip());
    boolean plain = address.strip().chars().allMatch(c -> c > ' ');
    return plain && (!scheme.matches() || scheme.group(1).matches("(?i)https?"));
  }

  /** Never one of the server's own choice, and never a page. */
  private static String type(@Nullable String answered) {
    if (answered != null && answered.toLowerCase(Locale.ROOT).contains("html")) {
      return "text/plain; charset=utf-8";
    }
    return answered != null && isConcrete(answered)
        ? answered
        : MediaType.APPLICATION_OCTET_STREAM_VALUE;
  }

  private static boolean isConcrete(String type) {
    try {
      return MediaType.parseMediaType(type).isConcrete();
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }
}
