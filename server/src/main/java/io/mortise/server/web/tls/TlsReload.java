package io.mortise.server.web.tls;

import io.mortise.server.settings.Settings;
import io.mortise.server.settings.Settings.Tls;
import io.mortise.server.settings.SettingsInvalid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes up replaced TLS files without a restart. A pair that does not fit, cannot be read or is not
 * valid now is not taken: the pair before stays in use, and the log says why.
 */
@Component
class TlsReload {
  private static final Logger log = LoggerFactory.getLogger(TlsReload.class);
  private static final String BUNDLE = "server";

  private final Optional<Tls> tls;
  private final SslBundleRegistry bundles;
  private final Clock clock;
  private Content seen;
  private Content settled;

  /** Both files as they are at a moment; empty bytes for one that cannot be read. */
  private record Content(byte[] certificate, byte[] key) {
    boolean sameAs(Content other) {
      return Arrays.equals(certificate, other.certificate) && Arrays.equals(key, other.key);
    }
  }

  TlsReload(Settings settings, SslBundleRegistry bundles, Clock clock) {
    this.tls = settings.listening().tls();
    this.bundles = bundles;
    this.clock = clock;
    this.seen = content();
    this.settled = seen;
  }

  /** Both files are replaced one after the other, so that a change counts once it stands still. */
  @Scheduled(fixedDelay = 3_000)
  void look() {
    var now = content();
    boolean stands = now.sameAs(seen);
    seen = now;
    if (stands && !now.sameAs(settled)) {
      settled = now;
      tls.ifPresent(this::take);
    }
  }

  private void take(Tls files) {
    try {
      var pair = TlsFiles.load(files);
      var invalid = pair.invalidAt(clock.instant());
      if (invalid.isPresent()) {
        keep(invalid.get());
        return;
      }
      var store = PemSslStore.of(pair.certificates(), pair.key());
      bundles.updateBundle(BUNDLE, SslBundle.of(new PemSslStoreBundle(store, null)));
      log.info(
          "Took up the replaced TLS certificate, valid until {}",
          pair.certificates().getFirst().getNotAfter().toInstant());
    } catch (SettingsInvalid unusable) {
      keep(String.valueOf(unusable.getMessage()));
    }
  }

  private static void keep(String reason) {
    log.error("Kept the previous TLS certificate in use. {}", reason);
  }

  private Content content() {
    return tls.map(files -> new Content(read(files.certificate()), read(files.key())))
        .orElseGet(() -> new Content(new byte[0], new byte[0]));
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
