package io.mortise.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mortise.server.settings.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is counted in: Prometheus where somebody asks for it, else nothing. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {
  @Bean(destroyMethod = "close")
  MeterRegistry meterRegistry(Settings settings) {
    if (settings.listening().metricsPort().isEmpty()) {
      return new CompositeMeterRegistry();
    }
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    return registry;
  }

  @Bean
  MetricsServer metricsServer(Settings settings, MeterRegistry registry) {
    return new MetricsServer(settings, registry);
  }
}
