package io.mortise.server.credentials.runtime;

import io.mortise.runtime.call.CallLimits;
import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.net.Network;
import io.mortise.runtime.net.OutboundPolicy;
import io.mortise.runtime.oauth.MetadataClient;
import io.mortise.runtime.oauth.TokenClient;
import io.mortise.runtime.operation.OperationCall;
import io.mortise.runtime.probe.HttpProbe;
import io.mortise.runtime.probe.ProbeEngine;
import io.mortise.runtime.protocol.postgres.PostgresProbe;
import io.mortise.server.settings.Settings;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where this server's outbound calls may go. */
@Configuration(proxyBeanMethods = false)
class OutboundConfiguration {
  private static final CallLimits TOKEN_LIMITS =
      new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(15), 256 * 1024);

  @Bean
  OutboundPolicy outboundPolicy(Settings settings) {
    var outbound = settings.outbound();
    var own = new InetSocketAddress(settings.listening().address(), settings.listening().port());
    return new OutboundPolicy(
        outbound.allow(),
        Set.of(own),
        outbound.practicePort().map(OptionalInt::of).orElseGet(OptionalInt::empty));
  }

  @Bean(destroyMethod = "close")
  ConnectorCall connectorCall(OutboundPolicy policy) {
    return new ConnectorCall(policy, CallLimits.standard());
  }

  /** With narrow limits: an answer with a token is short, and somebody waits for it. */
  @Bean(destroyMethod = "close")
  TokenClient tokenClient(OutboundPolicy policy) {
    return new TokenClient(new ConnectorCall(policy, TOKEN_LIMITS));
  }

  @Bean
  MetadataClient metadataClient(ConnectorCall call) {
    return new MetadataClient(call);
  }

  @Bean
  OperationCall operationCall(ConnectorCall call, Clock clock) {
    return new OperationCall(call, clock);
  }

  @Bean
  ProbeEngine probeEngine(ConnectorCall call, OutboundPolicy policy) {
    var names = Network.ofThisMachine().resolver();
    return new ProbeEngine(
        call.ownNetwork(),
        List.of(new HttpProbe(call), new PostgresProbe(policy, CallLimits.standard(), names)));
  }
}
