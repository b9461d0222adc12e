package io.mortise.server.vault;

import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.mac.MacConfig;
import com.google.crypto.tink.signature.SignatureConfig;
import io.mortise.server.settings.Settings;
import io.mortise.server.settings.SettingsInvalid;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Checks at start that the root key is the one that wrapped what is in the database. */
@Configuration(proxyBeanMethods = false)
class VaultConfiguration {

  /** With a transaction manager of its own: the listeners of the common one use the vault. */
  @Bean
  OrganizationKeys organizationKeys(
      JdbcClient jdbc, Settings settings, Clock clock, DataSource dataSource)
      throws GeneralSecurityException {
    AeadConfig.register();
    MacConfig.register();
    SignatureConfig.register();
    return new OrganizationKeys(
        jdbc, checkedRootKey(jdbc, settings, clock), clock, new JdbcTransactionManager(dataSource));
  }

  @Bean
  Vault vault(OrganizationKeys keys) {
    return new Vault(keys);
  }

  @Bean
  CheckpointKeys checkpointKeys(OrganizationKeys keys) {
    return new CheckpointKeys(keys);
  }

  private static RootKey checkedRootKey(JdbcClient jdbc, Settings settings, Clock clock) {
    List<String> known =
        jdbc.sql("select fingerprint from root_key_check").query(String.class).list();
    var key = RootKey.load(settings.rootKey(), known.isEmpty());
    if (known.isEmpty()) {
      jdbc.sql(
              "insert into root_key_check (fingerprint, created_at) values (:fingerprint, :now) on conflict do nothing")
          .param("fingerprint", key.fingerprint())
          .param("now", clock.instant().atOffset(ZoneOffset.UTC))
          .update();
      known = jdbc.sql("select fingerprint from root_key_check").query(String.class).list();
    }
    if (!known.contains(key.fingerprint())) {
      throw new SettingsInvalid(
          "This root key ("
              + key.fingerprint()
              + ") is not the one that sealed this database ("
              + String.join(", ", known)
              + "). Put the right one into MORTISE_ROOT_KEY or "
              + settings.rootKey().file()
              + ".");
    }
    return key;
  }
}
