package io.mortise.runtime.connector;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host that a secret may be sent to: {@code host}, {@code *.host} or {@code host:port}.
 *
 * @param host lower case, ASCII, without {@code *.}
 * @param anyLabel whether it matches the hosts below {@code host}, but not {@code host} itself
 * @param port {@link #SCHEME_PORT}, or the one port
 */
public record HostPattern(String host, boolean anyLabel, int port) {
  /** The default port of the scheme: 443, or 80 without TLS. */
  public static final int SCHEME_PORT = 0;

  private static final Pattern LABELS =
      Pattern.compile("(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\\.(?!-)[a-z0-9_-]{1,63}(?<!-))*");
  private static final Pattern NUMBERS = Pattern.compile(".*(?:^|\\.)(?:[0-9]+|0x[0-9a-f]*)");
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

  /**
   * @throws IllegalArgumentException with a message that can be shown to the author
   */
  public static HostPattern parse(String text) {
    return find(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "A host must be written as host, *.host or host:port, without https:// or a path"));
  }

  public static Optional<HostPattern> find(String text) {
    var trimmed = text.strip().toLowerCase(Locale.ROOT);
    int colon = trimmed.lastIndexOf(':');
    boolean bareV6 = trimmed.startsWith("[") && trimmed.endsWith("]");
    var hostPart = colon < 0 || bareV6 ? trimmed : trimmed.substring(0, colon);
    var portPart = colon < 0 || bareV6 ? null : trimmed.substring(colon + 1);
    int port = SCHEME_PORT;
    if (portPart != null) {
      if (!PORT.matcher(portPart).matches() || Integer.parseInt(portPart) > 65_535) {
        return Optional.empty();
      }
      port = Integer.parseInt(portPart);
    }
    return pattern(hostPart, port);
  }

  private static Optional<HostPattern> pattern(String hostPart, int port) {
    boolean anyLabel = hostPart.startsWith("*.");
    var host = canonical(anyLabel ? hostPart.substring(2) : hostPart);
    if (host == null || (anyLabel && (host.indexOf('.') < 0 || isAddress(host)))) {
      return Optional.empty();
    }
    return Optional.of(new HostPattern(host, anyLabel, port));
  }

  /** Returns the canonical form in which hosts are compared; null if it is not a host. */
  private static @Nullable String canonical(String host) {
    if (host.length() > 253) {
      return null;
    }
    if (host.startsWith("[") && host.endsWith("]")) {
      return address(host.substring(1, host.length() - 1));
    }
    if (isAddress(host)) {
      return address(host);
    }
    try {
      var ascii = IDN.toASCII(host).toLowerCase(Locale.ROOT);
      return LABELS.matcher(ascii).matches() ? ascii : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isAddress(String host) {
    return host.startsWith("[") || NUMBERS.matcher(host).matches();
  }

  private static @Nullable String address(String literal) {
    try {
      var address = InetAddress.ofLiteral(literal);
      var text = address.getHostAddress();
      boolean v6 = text.indexOf(':') >= 0;
      boolean otherSpelling = !v6 && !text.equals(literal);
      return otherSpelling ? null : v6 ? '[' + text + ']' : text;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  public boolean matches(String otherHost, int otherPort, boolean tls) {
    int expected = port == SCHEME_PORT ? (tls ? 443 : 80) : port;
    var other = withoutDot(otherHost.toLowerCase(Locale.ROOT));
    return expected == otherPort && hostMatches(other.startsWith("[") ? bracketed(other) : other);
  }

  /** Whether this pattern matches every host that {@code narrower} matches. */
  public boolean covers(HostPattern narrower) {
    return port == narrower.port
        && (narrower.anyLabel
            ? anyLabel && (host.equals(narrower.host) || below(narrower.host))
            : hostMatches(narrower.host));
  }

  private boolean hostMatches(String other) {
    return anyLabel ? below(other) : host.equals(other);
  }

  private boolean below(String other) {
    return other.length() > host.length() + 1
        && other.endsWith(host)
        && other.charAt(other.length() - host.length() - 1) == '.';
  }

  private static String withoutDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private static String bracketed(String host) {
    var canonical = canonical(host);
    return canonical == null ? host : canonical;
  }

  @Override
  public String toString() {
    return (anyLabel ? "*." : "") + host + (port == SCHEME_PORT ? "" : ":" + port);
  }
}
