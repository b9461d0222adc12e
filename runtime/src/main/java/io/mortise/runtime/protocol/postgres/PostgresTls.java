package io.mortise.runtime.protocol.postgres;

import io.mortise.runtime.credential.Fields;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;
import org.postgresql.ssl.NonValidatingFactory;
import org.postgresql.ssl.SingleCertValidatingFactory;

/**
 * The TLS settings of a PostgreSQL connection. Modes have the same meaning as in libpq; if a
 * certificate authority is given, {@code require} also checks the server's certificate.
 */
record PostgresTls(String mode, @Nullable String authority) {
  private static final String PEM = "-----BEGIN CERTIFICATE-----";

  /** Returns the settings; empty if TLS is disabled but required for this address. */
  static Optional<PostgresTls> of(Fields fields, boolean mayBePlain) {
    var asked = fields.text("tlsMode").orElse("verify-full");
    var authority = fields.text("caCertificate").filter(pem -> pem.startsWith(PEM)).orElse(null);
    if (mayBePlain) {
      return Optional.of(new PostgresTls(asked, authority));
    }
    return switch (asked) {
      case "disable" -> Optional.empty();
      case "prefer" -> Optional.of(new PostgresTls("require", authority));
      default -> Optional.of(new PostgresTls(asked, authority));
    };
  }

  void applyTo(PGSimpleDataSource source) {
    source.setSslMode(mode);
    if (authority != null) {
      source.setSslfactory(SingleCertValidatingFactory.class.getName());
      set(source, PGProperty.SSL_FACTORY_ARG, authority);
    } else {
      boolean verifies = mode.startsWith("verify");
      source.setSslfactory(
          (verifies ? DefaultJavaSSLFactory.class : NonValidatingFactory.class).getName());
    }
  }

  static void set(PGSimpleDataSource source, PGProperty property, String value) {
    source.setProperty(property, value);
  }
}
