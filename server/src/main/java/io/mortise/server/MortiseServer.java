package io.mortise.server;

import io.mortise.server.settings.DataFolder;
import io.mortise.server.settings.Settings;
import io.mortise.server.signin.Accounts;
import io.mortise.server.signin.SetupToken;
import io.mortise.server.web.tls.TlsFiles;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The server as a Spring application. {@link Mortise} is the command that starts it. */
@SpringBootApplication
@EnableScheduling
public class MortiseServer {
  private static final Logger log = LoggerFactory.getLogger(MortiseServer.class);

  /**
   * Starts a server with these settings and returns when it listens. Closing the context ends all
   * it started.
   */
  public static ConfigurableApplicationContext start(Settings settings) {
    return start(settings, Clock.systemUTC());
  }

  static ConfigurableApplicationContext start(Settings settings, Clock clock) {
    DataFolder.create(settings.data());
    StartCheck.check(settings);
    var application = new SpringApplication(MortiseServer.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    // Only our own settings count: no file or variable of the framework may bind another address.
    application.setDefaultProperties(
        Map.of("spring.config.location", "classpath:/application.properties"));
    application.addInitializers(
        context -> {
          var beans = (GenericApplicationContext) context;
          beans
              .getEnvironment()
              .getPropertySources()
              .addFirst(new MapPropertySource("mortise", properties(settings)));
          beans.registerBean(Settings.class, () -> settings);
          beans.registerBean(Clock.class, () -> clock);
        });
    var context = application.run();
    warn(settings, clock);
    greet(context, settings);
    return context;
  }

  @Bean
  static Maintenance.Jobs maintenanceJobs(Maintenance maintenance) {
    return maintenance.start();
  }

  /** What does not stop a start, but is hardly what the operator wants. */
  private static void warn(Settings settings, Clock clock) {
    var listening = settings.listening();
    listening
        .tls()
        .flatMap(tls -> TlsFiles.load(tls).invalidAt(clock.instant()))
        .ifPresent(log::warn);
    if (listening.behindTlsProxy() && listening.trustedProxies().isEmpty()) {
      log.warn(
          "MORTISE_TRUSTED_PROXIES is empty, so all clients behind the TLS proxy count as one address: they share its"
              + " limits, and the audit log shows the proxy's address. Set it to the address of the proxy.");
    }
  }

  private static void greet(ConfigurableApplicationContext context, Settings settings) {
    if (context.getBean(Accounts.class).nobodyExists()) {
      log.info("Set up at {}", context.getBean(SetupToken.class).link(settings));
    } else {
      log.info("Mortise is at {}", settings.addresses().publicUrl());
    }
  }

  private static Map<String, Object> properties(Settings settings) {
    var listening = settings.listening();
    var properties = new HashMap<String, Object>();
    properties.put("server.address", listening.address());
    properties.put("server.port", listening.port());
    listening
        .tls()
        .ifPresent(
            tls -> {
              properties.put(
                  "spring.ssl.bundle.pem.server.keystore.certificate",
                  tls.certificate().toString());
              properties.put(
                  "spring.ssl.bundle.pem.server.keystore.private-key", tls.key().toString());
              properties.put("server.ssl.bundle", "server");
            });
    // Said in any case: left out, Spring Boot would trust every private address on some platforms.
    // The web package reads forwarded headers itself.
    properties.put("server.forward-headers-strategy", "none");
    return properties;
  }
}
