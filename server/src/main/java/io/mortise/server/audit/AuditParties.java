package io.mortise.server.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mortise.server.kernel.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Gives each party its number, once per name it had. Erasing a person empties name and key here and
 * nothing else.
 */
public final class AuditParties {
  private static final int KEY_BYTES = 16;
  private static final int IN_MEMORY = 200_000;

  private final JdbcClient jdbc;
  private final SecureRandom random = new SecureRandom();
  private final Cache<Lookup, KnownParty> known =
      Caffeine.newBuilder().maximumSize(IN_MEMORY).build();

  private record Lookup(OrganizationId organization, Party party) {}

  AuditParties(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  KnownParty address(OrganizationId organization, String address) {
    return address.isEmpty() ? KnownParty.NO_ADDRESS : get(organization, Party.address(address));
  }

  /** The party's number; a new one is made within the caller's transaction, if there is one. */
  KnownParty get(OrganizationId organization, Party party) {
    var lookup = new Lookup(organization, party);
    KnownParty inMemory = known.getIfPresent(lookup);
    if (inMemory != null) {
      return inMemory;
    }
    byte[] hash = lookupHash(party);
    KnownParty stored = find(organization, hash).orElseGet(() -> insert(organization, party, hash));
    remember(lookup, stored);
    return stored;
  }

  private Optional<KnownParty> find(OrganizationId organization, byte[] lookup) {
    return jdbc.sql(
            """
            select no, kind, id, name, name_key, name_hash from audit_party
            where organization = :organization and lookup = :lookup
            """)
        .param("organization", organization.value())
        .param("lookup", lookup)
        .query((row, n) -> read(row))
        .optional();
  }

  private KnownParty insert(OrganizationId organization, Party party, byte[] lookup) {
    insertOnce(organization, party, lookup);
    return find(organization, lookup).orElseThrow();
  }

  /**
   * Only once it is committed: a number in memory must not outlive a transaction that is rolled
   * back.
   */
  private void remember(Lookup lookup, KnownParty stored) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      known.put(lookup, stored);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            known.put(lookup, stored);
          }
        });
  }

  private void insertOnce(OrganizationId organization, Party party, byte[] lookup) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    jdbc.sql(
            """
            insert into audit_party (organization, kind, id, name, name_key, name_hash, lookup)
            values (:organization, :kind, :id, :name, :key, :hash, :lookup)
            on conflict (organization, lookup) do nothing
            """)
        .param("organization", organization.value())
        .param("kind", party.kind().wire())
        .param("id", party.id())
        .param("name", party.name())
        .param("key", party.name() == null ? null : key)
        .param("hash", party.name() == null ? null : nameHash(key, party.name()))
        .param("lookup", lookup)
        .update();
  }

  static KnownParty read(ResultSet row) throws SQLException {
    var kind = Party.Kind.ofWire(row.getString("kind"));
    return new KnownParty(
        row.getInt("no"),
        kind,
        kind.idText(row.getObject("id", UUID.class)),
        hex(row.getBytes("name_hash")),
        row.getString("name"),
        hex(row.getBytes("name_key")));
  }

  public static byte[] nameHash(byte[] key, String name) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HMAC-SHA-256", e);
    }
  }

  public static String hex(byte @Nullable [] bytes) {
    return bytes == null ? "" : HexFormat.of().formatHex(bytes);
  }

  private static byte[] lookupHash(Party party) {
    var digest = ChainHash.sha256();
    digest.update(
        (party.kind().wire() + '\n' + party.id() + '\n').getBytes(StandardCharsets.UTF_8));
    return digest.digest(String.valueOf(party.name()).getBytes(StandardCharsets.UTF_8));
  }
}
