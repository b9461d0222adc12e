package io.mortise.server.web;

import io.mortise.runtime.net.Cidr;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The client's address as trusted proxies report it, in every form that proxies write: with a port,
 * in brackets, in quotes, with a zone, as an IPv4-mapped IPv6 address. An entry that is no address
 * ({@code unknown}, {@code _hidden}, anything a client made up) ends the search, and the nearest
 * address that is certain counts.
 */
final class ForwardedAddress {
  private static final Pattern IPV4 =
      Pattern.compile("(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})(?::\\d{1,5})?");
  private static final Pattern BRACKETED_IPV6 =
      Pattern.compile("\\[([0-9A-Fa-f:.]+)(?:%[^\\]]*)?](?::\\d{1,5})?");
  private static final Pattern IPV6 = Pattern.compile("([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:%.*)?");

  /** RFC 7239 §4: a pair within an element; a quoted value may hold separators. */
  private static final Pattern PAIR =
      Pattern.compile("([A-Za-z]+)\\s*=\\s*(\"[^\"]*\"|[^;\"\\s]*)");

  private static final Pattern ELEMENT = Pattern.compile("(?:[^,\"]|\"[^\"]*\")+");

  private final List<Cidr> trustedProxies;

  ForwardedAddress(List<Cidr> trustedProxies) {
    this.trustedProxies = List.copyOf(trustedProxies);
  }

  boolean isTrusted(InetAddress address) {
    return trustedProxies.stream().anyMatch(network -> network.contains(address));
  }

  /**
   * The client behind a trusted peer.
   *
   * @param xForwardedFor header values in the order in which they came
   * @param forwarded values of {@code Forwarded} (RFC 7239), read where the other header is missing
   */
  InetAddress client(InetAddress peer, List<String> xForwardedFor, List<String> forwarded) {
    var hops = xForwardedFor.isEmpty() ? nodes(forwarded) : entries(xForwardedFor);
    InetAddress client = peer;
    for (String hop : hops.reversed()) {
      Optional<InetAddress> address = parse(hop);
      if (address.isEmpty()) {
        return client;
      }
      client = address.get();
      if (!isTrusted(client)) {
        return client;
      }
    }
    return client;
  }

  private static List<String> entries(List<String> values) {
    var entries = new ArrayList<String>();
    values.forEach(value -> Collections.addAll(entries, value.split(",", -1)));
    entries.removeIf(String::isBlank);
    return entries;
  }

  private static List<String> nodes(List<String> values) {
    var nodes = new ArrayList<String>();
    for (String value : values) {
      ELEMENT.matcher(value).results().map(element -> node(element.group())).forEach(nodes::add);
    }
    return nodes;
  }

  private static String node(String element) {
    return PAIR.matcher(element)
        .results()
        .filter(pair -> pair.group(1).equalsIgnoreCase("for"))
        .map(pair -> pair.group(2))
        .findFirst()
        .orElse("");
  }

  /** Without port, brackets, quotes and zone; empty if it is no address. */
  static Optional<InetAddress> parse(String entry) {
    String text = entry.strip().replaceAll("^\"|\"$", "").strip();
    for (Pattern form : List.of(IPV4, BRACKETED_IPV6, IPV6)) {
      Matcher found = form.matcher(text);
      if (found.matches()) {
        return literal(found.group(1));
      }
    }
    return Optional.empty();
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
