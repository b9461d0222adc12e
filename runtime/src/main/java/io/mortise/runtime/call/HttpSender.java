package io.mortise.runtime.call;

import io.mortise.runtime.net.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client that connects to exactly the address it is given. It follows no redirects, keeps
 * no cookies or credentials, and resolves no names.
 */
final class HttpSender implements AutoCloseable {
  private static final int MAX_LINE = 64 * 1024;
  private static final int MAX_HEADERS = 200;
  private static final int MAX_CONNECTIONS = 400;

  private final CloseableHttpClient client;

  HttpSender(Network network, CallLimits limits, KeyManager @Nullable [] keys) {
    var requests =
        RequestConfig.custom()
            .setResponseTimeout(timeout(limits.total()))
            .setConnectionRequestTimeout(timeout(limits.total()))
            .setRedirectsEnabled(false)
            .setAuthenticationEnabled(false)
            .build();
    this.client =
        HttpClients.custom()
            .setConnectionManager(connections(network, limits, tls(network, keys)))
            .setDefaultRequestConfig(requests)
            // Otherwise a connection with a client certificate would be used once only. Each client
            // belongs to one credential anyway.
            .disableConnectionState()
            .disableAutomaticRetries()
            .disableAuthCaching()
            .disableContentCompression()
            .disableCookieManagement()
            .disableRedirectHandling()
            .disableDefaultUserAgent()
            .build();
  }

  <T> T send(
      HttpUriRequestBase request,
      URI uri,
      InetAddress address,
      HttpClientResponseHandler<T> handler)
      throws IOException {
    return client.execute(target(uri, address), request, handler);
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  private static HttpHost target(URI uri, InetAddress address) {
    boolean tls = uri.getScheme().equalsIgnoreCase("https");
    int port = uri.getPort() < 0 ? (tls ? 443 : 80) : uri.getPort();
    var host = uri.getHost().startsWith("[") ? address.getHostAddress() : uri.getHost();
    return new HttpHost(tls ? "https" : "http", address, host, port);
  }

  private static PoolingHttpClientConnectionManager connections(
      Network network, CallLimits limits, SSLContext tls) {
    var connection =
        ConnectionConfig.custom()
            .setConnectTimeout(timeout(limits.connect()))
            .setSocketTimeout(timeout(limits.total()))
            .setTimeToLive(TimeValue.ofMinutes(1))
            .setValidateAfterInactivity(TimeValue.ofMilliseconds(500))
            .build();
    var http1 =
        Http1Config.custom().setMaxLineLength(MAX_LINE).setMaxHeaderCount(MAX_HEADERS).build();
    return new Connections(network.sockets())
        .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
        .setDnsResolver(new NoNames())
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder().http1Config(http1).build())
        .setDefaultConnectionConfig(connection)
        .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(timeout(limits.total())).build())
        .setMaxConnPerRoute(MAX_CONNECTIONS / 10)
        .setMaxConnTotal(MAX_CONNECTIONS)
        .build();
  }

  private static SSLContext tls(Network network, KeyManager @Nullable [] keys) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keys, network.trust(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Failed to set up TLS", e);
    }
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.of(duration);
  }

  /** Connections over the given sockets. */
  private static final class Connections extends PoolingHttpClientConnectionManagerBuilder {
    private final Supplier<Socket> sockets;

    Connections(Supplier<Socket> sockets) {
      this.sockets = sockets;
    }

    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
        SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
      var strategies = RegistryBuilder.<TlsSocketStrategy>create().register("https", tls).build();
      return new DefaultHttpClientConnectionOperator(
          proxy -> sockets.get(), ports, names, strategies);
    }
  }

  /** Fails closed: names are resolved and addresses checked before a client is called. */
  private static final class NoNames implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      throw new UnknownHostException("names are not resolved here");
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
      throw new UnknownHostException("names are not resolved here");
    }
  }
}
