package io.mortise.server.settings;

import io.mortise.runtime.net.Cidr;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Everything an operator can set, checked; {@code docs/operate.md} lists it. */
public record Settings(
    Path data,
    Listening listening,
    Addresses addresses,
    DatabaseSettings database,
    RootKeySettings rootKey,
    Outbound outbound,
    Optional<String> serverId) {

  /**
   * @param metricsPort of the same address, where metrics are served; empty for nowhere
   * @param behindTlsProxy somebody in front ends TLS
   */
  public record Listening(
      String address,
      int port,
      Optional<Integer> metricsPort,
      Optional<Tls> tls,
      boolean behindTlsProxy,
      List<Cidr> trustedProxies) {}

  public record Tls(Path certificate, Path key) {}

  /**
   * @param publicUrl where people reach the UI, without a trailing slash
   */
  public record Addresses(URI publicUrl, Optional<URI> hooksUrl, Optional<String> setupToken) {
    public boolean secure() {
      return "https".equals(publicUrl.getScheme());
    }

    /** Where services send people back after they have agreed; registered there exactly so. */
    public URI oauthRedirect() {
      return URI.create(publicUrl + "/api/v1/oauth/callback");
    }
  }

  /**
   * Empty {@code url} means the embedded PostgreSQL.
   *
   * @param auditRetentionDays how long audit events are kept at the least
   */
  public record DatabaseSettings(
      Optional<String> url,
      Optional<Login> server,
      Optional<Login> owner,
      int auditRetentionDays) {}

  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  /** The key itself in base64, or the file that holds it. */
  public record RootKeySettings(Optional<String> base64, Path file) {
    @Override
    public String toString() {
      return "RootKeySettings[" + file + "]";
    }
  }

  /**
   * @param practicePort of loopback the one port that outbound calls may reach, if the practice
   *     service runs
   */
  public record Outbound(List<Cidr> allow, Optional<Integer> practicePort) {}

  private static final Set<String> KNOWN =
      Set.of(
          "MORTISE_PORT",
          "MORTISE_ADDRESS",
          "MORTISE_DATA",
          "MORTISE_ROOT_KEY",
          "MORTISE_ROOT_KEY_FILE",
          "MORTISE_DATABASE_URL",
          "MORTISE_DATABASE_USER",
          "MORTISE_DATABASE_PASSWORD",
          "MORTISE_DATABASE_OWNER",
          "MORTISE_DATABASE_OWNER_PASSWORD",
          "MORTISE_AUDIT_RETENTION_DAYS",
          "MORTISE_PUBLIC_URL",
          "MORTISE_HOOKS_URL",
          "MORTISE_SETUP_TOKEN",
          "MORTISE_OUTBOUND_ALLOW",
          "MORTISE_TLS_CERTIFICATE",
          "MORTISE_TLS_KEY",
          "MORTISE_BEHIND_TLS_PROXY",
          "MORTISE_TRUSTED_PROXIES",
          "MORTISE_SERVER_ID",
          "MORTISE_METRICS_PORT",
          "MORTISE_PRACTICE",
          "MORTISE_PRACTICE_PORT");

  /** What the launcher reads, and what the examples call an engine's key. */
  private static final Set<String> NOT_OURS = Set.of("MORTISE_JAVA_OPTS", "MORTISE_TOKEN");

  private static final int DEFAULT_PORT = 7420;
  private static final int DEFAULT_PRACTICE_PORT = 7421;
  private static final int DEFAULT_RETENTION_DAYS = 365;

  /** Reads and checks everything, or throws {@link SettingsInvalid} with a sentence. */
  public static Settings read(Map<String, String> environment) {
    Path data =
        Path.of(environment.getOrDefault("MORTISE_DATA", "./data")).toAbsolutePath().normalize();
    var source = SettingsSource.read(environment, data, KNOWN);
    var listening = listening(source);
    return new Settings(
        data,
        listening,
        addresses(source, listening),
        database(source),
        rootKey(source, data),
        outbound(source),
        source.text("MORTISE_SERVER_ID"));
  }

  /**
   * Names in the environment that look like settings and are none. They stop nothing: the
   * environment is shared with other programs, and with later releases.
   */
  public static SortedSet<String> unknownNames(Map<String, String> environment) {
    var names = new TreeSet<>(environment.keySet());
    names.removeIf(
        name -> !name.startsWith("MORTISE_") || KNOWN.contains(name) || NOT_OURS.contains(name));
    return names;
  }

  private static Listening listening(SettingsSource source) {
    String address = source.text("MORTISE_ADDRESS").orElse("127.0.0.1");
    var tls = tls(source);
    boolean proxy = source.flag("MORTISE_BEHIND_TLS_PROXY");
    if (!loopback(address) && tls.isEmpty() && !proxy) {
      throw new SettingsInvalid(
          "MORTISE_ADDRESS is "
              + address
              + ", which others can reach, so TLS is needed: set MORTISE_TLS_CERTIFICATE and MORTISE_TLS_KEY, or"
              + " MORTISE_BEHIND_TLS_PROXY=true if a proxy in front ends TLS.");
    }
    return new Listening(
        address,
        source.port("MORTISE_PORT", DEFAULT_PORT),
        source.text("MORTISE_METRICS_PORT").map(set -> source.port("MORTISE_METRICS_PORT", 0)),
        tls,
        proxy,
        networks(source, "MORTISE_TRUSTED_PROXIES"));
  }

  private static List<Cidr> networks(SettingsSource source, String name) {
    return source
        .text(name)
        .map(text -> Arrays.stream(text.split("[,\\s]+")).map(each -> network(name, each)).toList())
        .orElse(List.of());
  }

  private static Cidr network(String name, String text) {
    try {
      return Cidr.parse(text);
    } catch (IllegalArgumentException e) {
      throw new SettingsInvalid(
          "%s has «%s»; each is an address or a network, such as 10.0.0.1 or 10.0.0.0/8."
              .formatted(name, text),
          e);
    }
  }

  private static Optional<Tls> tls(SettingsSource source) {
    var certificate = source.text("MORTISE_TLS_CERTIFICATE").map(Path::of);
    var key = source.text("MORTISE_TLS_KEY").map(Path::of);
    if (certificate.isPresent() != key.isPresent()) {
      throw new SettingsInvalid(
          "MORTISE_TLS_CERTIFICATE and MORTISE_TLS_KEY go together; one of them is missing.");
    }
    certificate.ifPresent(file -> readable("MORTISE_TLS_CERTIFICATE", file));
    key.ifPresent(file -> readable("MORTISE_TLS_KEY", file));
    return certificate.map(
        file -> new Tls(file.toAbsolutePath(), key.orElseThrow().toAbsolutePath()));
  }

  private static void readable(String name, Path file) {
    if (!Files.isReadable(file)) {
      throw new SettingsInvalid(name + " names " + file + ", which cannot be read.");
    }
  }

  private static Addresses addresses(SettingsSource source, Listening listening) {
    URI publicUrl =
        source
            .text("MORTISE_PUBLIC_URL")
            .map(text -> origin("MORTISE_PUBLIC_URL", text))
            .orElseGet(() -> local(listening));
    var addresses =
        new Addresses(
            publicUrl,
            source.text("MORTISE_HOOKS_URL").map(text -> origin("MORTISE_HOOKS_URL", text)),
            source.verbatim("MORTISE_SETUP_TOKEN"));
    requireHttps(addresses, listening);
    return addresses;
  }

  /** Otherwise browsers would send the session's cookie without TLS. */
  private static void requireHttps(Addresses addresses, Listening listening) {
    if (addresses.secure() || (!listening.behindTlsProxy() && listening.tls().isEmpty())) {
      return;
    }
    String why =
        listening.behindTlsProxy() ? "MORTISE_BEHIND_TLS_PROXY is true" : "TLS is configured";
    throw new SettingsInvalid(
        "MORTISE_PUBLIC_URL is %s, but %s, so people reach Mortise by https. Set MORTISE_PUBLIC_URL to the https://"
                .formatted(addresses.publicUrl(), why)
            + " address that they open.");
  }

  /**
   * Only on this machine do people reach the server under a name that it knows without being told.
   */
  private static URI local(Listening listening) {
    if (!loopback(listening.address()) || listening.behindTlsProxy()) {
      throw new SettingsInvalid(
          "MORTISE_PUBLIC_URL is missing. Others can reach this server, so say where people open it, such as"
              + " https://mortise.example; from any other address browsers cannot sign in.");
    }
    String scheme = listening.tls().isPresent() ? "https" : "http";
    return origin("MORTISE_PORT", scheme + "://localhost:" + listening.port());
  }

  /** An origin as browsers write it (RFC 6454 §6.2): lower case, without a default port. */
  private static URI origin(String name, String text) {
    try {
      URI uri = new URI(text.replaceAll("/+$", ""));
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("http") || scheme.equals("https");
      if (web && uri.getHost() != null && isOriginOnly(uri)) {
        int port = uri.getPort() == (scheme.equals("http") ? 80 : 443) ? -1 : uri.getPort();
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return new URI(scheme, null, host, port, null, null, null);
      }
    } catch (URISyntaxException e) {
      throw new SettingsInvalid(noOrigin(name, text), e);
    }
    throw new SettingsInvalid(noOrigin(name, text));
  }

  private static boolean isOriginOnly(URI uri) {
    return uri.getRawPath().isEmpty()
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null
        && uri.getRawUserInfo() == null;
  }

  private static String noOrigin(String name, String text) {
    return name
        + " is «"
        + text
        + "»; it must be an address without path or query, such as https://mortise.example.";
  }

  private static DatabaseSettings database(SettingsSource source) {
    var url = source.text("MORTISE_DATABASE_URL");
    if (url.isPresent() && !url.get().startsWith("jdbc:postgresql:")) {
      throw new SettingsInvalid(
          "MORTISE_DATABASE_URL must look like jdbc:postgresql://host:5432/mortise; user and password go into"
              + " MORTISE_DATABASE_USER and MORTISE_DATABASE_PASSWORD.");
    }
    return new DatabaseSettings(
        url,
        login(source, "MORTISE_DATABASE_USER", "MORTISE_DATABASE_PASSWORD"),
        login(source, "MORTISE_DATABASE_OWNER", "MORTISE_DATABASE_OWNER_PASSWORD"),
        source.number("MORTISE_AUDIT_RETENTION_DAYS", DEFAULT_RETENTION_DAYS, 30, 36_500));
  }

  private static Optional<Login> login(SettingsSource source, String user, String password) {
    return source.verbatim(user).map(name -> new Login(name, source.verbatim(password).orElse("")));
  }

  private static RootKeySettings rootKey(SettingsSource source, Path data) {
    return new RootKeySettings(
        source.text("MORTISE_ROOT_KEY"),
        source.text("MORTISE_ROOT_KEY_FILE").map(Path::of).orElse(data.resolve("root.key")));
  }

  private static Outbound outbound(SettingsSource source) {
    Optional<Integer> practice =
        source.flag("MORTISE_PRACTICE")
            ? Optional.of(source.port("MORTISE_PRACTICE_PORT", DEFAULT_PRACTICE_PORT))
            : Optional.empty();
    return new Outbound(networks(source, "MORTISE_OUTBOUND_ALLOW"), practice);
  }

  private static boolean loopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new SettingsInvalid(
          "MORTISE_ADDRESS is «" + address + "», which is no address of this machine.", e);
    }
  }
}
