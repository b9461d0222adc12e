package io.mortise.runtime.call;

import io.mortise.runtime.auth.AppliedAuth;
import io.mortise.runtime.auth.AuthScheme;
import io.mortise.runtime.auth.OutboundRequest;
import io.mortise.runtime.connector.HostRules;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.ResolvedCredential;
import io.mortise.runtime.mask.Masker;
import io.mortise.runtime.net.AddressBook;
import io.mortise.runtime.net.Deadline;
import io.mortise.runtime.net.HostNotAllowed;
import io.mortise.runtime.net.Network;
import io.mortise.runtime.net.OutboundPolicy;
import io.mortise.runtime.net.OwnNetwork;
import io.mortise.runtime.net.ServiceFailed;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.jspecify.annotations.Nullable;

/** Sends calls with a credential applied, to its sealed hosts only. Safe for many threads. */
public final class ConnectorCall implements AutoCloseable {
  private static final int MAX_REDIRECTS = 5;

  private static final int ANSWERS_IN_MEMORY_KIB = 80 * 1024;

  private final Network network;
  private final CallLimits limits;
  private final AddressBook addresses;
  private final OwnNetwork ownNetwork;
  private final HttpSender sender;
  private final KeptSenders kept;
  private final AnswerMemory memory = new AnswerMemory(ANSWERS_IN_MEMORY_KIB);
  private final MaskingThreads maskingThreads = new MaskingThreads();

  public ConnectorCall(OutboundPolicy policy, CallLimits limits) {
    this(policy, limits, Network.ofThisMachine());
  }

  public ConnectorCall(OutboundPolicy policy, CallLimits limits, Network network) {
    this.network = network;
    this.limits = limits;
    this.addresses = new AddressBook(policy, network.resolver());
    this.ownNetwork = new OwnNetwork(addresses, network.sockets());
    this.sender = new HttpSender(network, limits, null);
    this.kept = new KeptSenders(keys -> new HttpSender(network, limits, keys));
  }

  /**
   * Sends a call with a saved credential. Connections that show a client certificate are kept for
   * its next calls.
   *
   * @see #send(OutboundRequest, AuthScheme, Fields, List)
   */
  public CallAnswer send(
      OutboundRequest request, AuthScheme scheme, ResolvedCredential credential) {
    return send(request, scheme, credential, limits);
  }

  /**
   * Sends a call with a saved credential within narrower limits.
   *
   * @param within limits the time of this call and the size of its answer
   */
  public CallAnswer send(
      OutboundRequest request,
      AuthScheme scheme,
      ResolvedCredential credential,
      CallLimits within) {
    var exchange =
        new Exchange(scheme, credential.fields(), permitting(request, credential.hosts()), within);
    var key = scheme.clientKey(credential.fields());
    if (key.isEmpty()) {
      return exchange.inTime(sender, request);
    }
    try (var borrowed = kept.borrow(credential.id(), key.get())) {
      return exchange.inTime(borrowed.sender(), request);
    }
  }

  /**
   * Sends a call with fields that need not be saved. Redirects are followed to the same hosts only;
   * a redirect to another host is returned as the answer.
   *
   * @param hosts the hosts of the sealed document
   * @throws HostNotAllowed if the address is not among {@code hosts}
   * @throws ServiceFailed if no answer came
   */
  public CallAnswer send(
      OutboundRequest request, AuthScheme scheme, Fields fields, List<String> hosts) {
    var exchange = new Exchange(scheme, fields, permitting(request, hosts), limits);
    var key = scheme.clientKey(fields);
    if (key.isEmpty()) {
      return exchange.inTime(sender, request);
    }
    try (var own = new HttpSender(network, limits, key.get().keyManagers())) {
      return exchange.inTime(own, request);
    }
  }

  private static HostRules permitting(OutboundRequest request, List<String> hosts) {
    var rules = HostRules.of(hosts);
    if (!rules.permits(request.uri())) {
      throw new HostNotAllowed(hosts);
    }
    return rules;
  }

  /** The limits for the time of a call and the size of its answer. */
  public CallLimits limits() {
    return limits;
  }

  /** Reserves memory for answers that are kept after they were read; close it to release it. */
  public AnswerMemory.Share holdAnswers() {
    return memory.share();
  }

  @Override
  public void close() {
    sender.close();
    kept.close();
    maskingThreads.close();
  }

  /** Tells whether a host that did not answer is at fault. */
  public OwnNetwork ownNetwork() {
    return ownNetwork;
  }

  /** The memory that is free for answers, in KiB; for tests. */
  int freeMemory() {
    return memory.free();
  }

  private static RuntimeException failure(@Nullable Throwable cause) {
    return switch (cause) {
      case RuntimeException known -> known;
      case SocketTimeoutException e ->
          new ServiceFailed(
              ServiceFailed.Failure.TIMEOUT, "The service did not answer in time.", e);
      case SSLException e ->
          new ServiceFailed(
              ServiceFailed.Failure.TLS,
              "The TLS connection failed: the service's certificate is not trusted for this host, or"
                  + " the service refused the client certificate.",
              e);
      case null, default ->
          new ServiceFailed(
              ServiceFailed.Failure.NETWORK,
              "The service could not be reached, or ended its answer early.",
              cause == null ? new IOException() : cause);
    };
  }

  /** One call with its redirects. */
  private final class Exchange {
    private final AuthScheme scheme;
    private final Fields fields;
    private final AppliedAuth additions;
    private final HostRules rules;
    private final CallLimits within;
    private final AtomicReference<Optional<HttpUriRequestBase>> running =
        new AtomicReference<>(Optional.empty());
    private volatile boolean answered;
    private volatile boolean cancelled;

    Exchange(AuthScheme scheme, Fields fields, HostRules rules, CallLimits within) {
      this.scheme = scheme;
      this.fields = fields;
      this.additions = scheme.additions(fields).orElseGet(AppliedAuth::nothing);
      this.rules = rules;
      this.within = within;
    }

    CallAnswer inTime(HttpSender through, OutboundRequest request) {
      try {
        return new Deadline(within.total())
            .run(() -> run(through, request), this::cancel, this::late);
      } catch (ExecutionException e) {
        throw failure(e.getCause());
      }
    }

    void cancel() {
      cancelled = true;
      running.get().ifPresent(HttpUriRequestBase::cancel);
    }

    String late() {
      return answered
          ? "The service's answer could not be read and searched for secrets in time. Ask for less,"
              + " or try again."
          : "The service did not answer in time.";
    }

    /** Releases the call's memory for answers in every case. */
    CallAnswer run(HttpSender through, OutboundRequest request) throws IOException {
      try (var share = memory.share()) {
        share.take(Masker.memoryFor(fields));
        var masker = maskingThreads.run(() -> Masker.of(fields, additions));
        return follow(through, request, masker, share);
      }
    }

    private CallAnswer follow(
        HttpSender through, OutboundRequest first, Masker masker, AnswerMemory.Share share)
        throws IOException {
      var request = first;
      for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
        var reading = once(through, request, masker, share);
        var next =
            Redirect.from(request, reading.answer().status(), reading.locations())
                .filter(target -> rules.permits(target.uri()));
        if (next.isEmpty()) {
          return reading.answer();
        }
        request = next.get();
      }
      throw new ServiceFailed(
          ServiceFailed.Failure.REDIRECT, "The service redirected too many times.");
    }

    private AnswerReader.Reading once(
        HttpSender through, OutboundRequest request, Masker masker, AnswerMemory.Share share)
        throws IOException {
      var uri = request.uri();
      boolean tls = "https".equalsIgnoreCase(uri.getScheme());
      int port = uri.getPort() < 0 ? (tls ? 443 : 80) : uri.getPort();
      IOException last = new IOException("no address");
      var found = addresses.find(uri.getHost(), port, tls);
      var applied = scheme.apply(RequestBuilder.sendable(request), fields);
      if (cancelled) {
        // Nobody waits for the call any longer, so the fields may have been wiped while they were
        // applied.
        throw new InterruptedIOException("cancelled");
      }
      for (var address : found) {
        try {
          var built = RequestBuilder.build(applied);
          running.set(Optional.of(built));
          return through.send(
              built,
              uri,
              address,
              answer -> {
                ownNetwork.answered(uri.getHost(), port, address);
                return read(answer, built, masker, share);
              });
        } catch (ConnectException | NoRouteToHostException | ConnectTimeoutException e) {
          last = e;
        }
      }
      throw last;
    }

    private AnswerReader.Reading read(
        ClassicHttpResponse answer,
        HttpUriRequestBase request,
        Masker masker,
        AnswerMemory.Share share)
        throws IOException {
      answered = true;
      return new AnswerReader(within.maxBody(), masker, maskingThreads, share, request::cancel)
          .read(answer);
    }
  }
}
