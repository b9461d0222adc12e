package io.mortise.server.web;

import io.mortise.server.access.Principal;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.RequestHasher;
import io.mortise.server.kernel.Times;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Answers a repeated creating call with the first answer, for 24 hours. The request is remembered
 * only as a hash under an organization key, because it may hold a secret. Whatever the first call
 * commits it marks in the same transaction, so that a call whose server died is never made twice.
 */
@Component
public class Idempotency implements TransactionExecutionListener {
  /** The status of a call whose answer is not kept. */
  public static final int NOT_KEPT = 409;

  private static final Duration KEPT = Duration.ofHours(24);
  private static final Duration UNFINISHED_AFTER = Duration.ofMinutes(2);

  private final JdbcClient jdbc;
  private final RequestHasher hasher;
  private final Clock clock;
  private final ThreadLocal<Claimed> claimed = new ThreadLocal<>();

  Idempotency(JdbcClient jdbc, RequestHasher hasher, Clock clock) {
    this.jdbc = jdbc;
    this.hasher = hasher;
    this.clock = clock;
  }

  /** The first answer; a null status means that the first call is still under way. */
  public record Answer(@Nullable Integer status, @Nullable String body) {}

  private record Stored(
      byte[] requestHash,
      @Nullable Integer status,
      @Nullable String body,
      boolean changed,
      Instant createdAt) {}

  private record Claimed(Principal principal, String key) {}

  /** Claims the key for this call, or gives the answer of the call that had it before. */
  public Optional<Answer> claim(Principal principal, String key, byte[] request) {
    if (key.isBlank() || key.length() > 200) {
      throw new InvalidRequest("/Idempotency-Key", "An Idempotency-Key has 1 to 200 characters.");
    }
    byte[] hash = hasher.requestHash(principal.organization(), request);
    if (insert(principal, key, hash)) {
      claimed.set(new Claimed(principal, key));
      return Optional.empty();
    }
    Stored first = find(principal, key);
    if (!MessageDigest.isEqual(first.requestHash(), hash)) {
      throw new InvalidRequest(
          "/Idempotency-Key", "This Idempotency-Key was used for another request. Take a new one.");
    }
    if (first.status() == null
        && first.createdAt().plus(UNFINISHED_AFTER).isBefore(clock.instant())) {
      return beginAnew(principal, key, first);
    }
    return Optional.of(new Answer(first.status(), first.body()));
  }

  /** The server that began died before it could answer. */
  private Optional<Answer> beginAnew(Principal principal, String key, Stored first) {
    if (first.changed()) {
      throw new InvalidRequest(
          "/Idempotency-Key",
          "The first call with this Idempotency-Key made its change, but its answer was lost with the server. Look"
              + " whether what you wanted is there; to make another, take a new key.");
    }
    if (!takeOver(principal, key, first.createdAt())) {
      return Optional.of(new Answer(null, null));
    }
    claimed.set(new Claimed(principal, key));
    return Optional.empty();
  }

  /** Of several concurrent repetitions, one begins again. */
  private boolean takeOver(Principal principal, String key, Instant seen) {
    return jdbc.sql(
                """
                update idempotency set created_at = :now
                where organization = :organization and actor = :actor and key = :key
                  and created_at = :seen and status is null and not changed
                """)
            .param("now", Times.sql(clock.instant()))
            .param("seen", Times.sql(seen))
            .param("organization", principal.organization().value())
            .param("actor", principal.actor())
            .param("key", key)
            .update()
        == 1;
  }

  /**
   * Marks, within the transaction that is about to be committed, that the claimed call changed
   * something.
   */
  @Override
  public void beforeCommit(TransactionExecution transaction) {
    mayChange();
  }

  /**
   * Marks that the claimed call may have changed something, here or at a service, even if its
   * answer is lost.
   */
  public void mayChange() {
    var claim = claimed.get();
    if (claim != null) {
      jdbc.sql(
              """
              update idempotency set changed = true
              where organization = :organization and actor = :actor and key = :key
              """)
          .param("organization", claim.principal().organization().value())
          .param("actor", claim.principal().actor())
          .param("key", claim.key())
          .update();
    }
  }

  /** Remembers the answer. */
  public void answered(Principal principal, String key, int status, @Nullable String body) {
    claimed.remove();
    jdbc.sql(
            """
            update idempotency set status = :status, body = :body::jsonb
            where organization = :organization and actor = :actor and key = :key
            """)
        .param("status", status)
        .param("body", body)
        .param("organization", principal.organization().value())
        .param("actor", principal.actor())
        .param("key", key)
        .update();
  }

  /** Remembers that a call was answered, and nothing of its answer. */
  public void answeredWithoutKeeping(Principal principal, String key) {
    answered(principal, key, NOT_KEPT, null);
  }

  /** Forgets a claim whose call was refused before anything was sent to a service. */
  public void nothingSent(Principal principal, String key) {
    claimed.remove();
    jdbc.sql(
            """
            delete from idempotency where organization = :organization and actor = :actor and key = :key
            """)
        .param("organization", principal.organization().value())
        .param("actor", principal.actor())
        .param("key", key)
        .update();
  }

  /** Forgets a claim whose call failed and changed nothing, so that it can be tried again. */
  public void failed(Principal principal, String key) {
    claimed.remove();
    jdbc.sql(
            """
            delete from idempotency
            where organization = :organization and actor = :actor and key = :key and not changed
            """)
        .param("organization", principal.organization().value())
        .param("actor", principal.actor())
        .param("key", key)
        .update();
  }

  @Scheduled(fixedDelay = 3_600_000)
  public void forgetOld() {
    jdbc.sql("delete from idempotency where created_at < :before")
        .param("before", Times.sql(clock.instant().minus(KEPT)))
        .update();
  }

  private boolean insert(Principal principal, String key, byte[] hash) {
    return jdbc.sql(
                """
                insert into idempotency (organization, actor, key, request_hash, created_at)
                values (:organization, :actor, :key, :hash, :now)
                on conflict (organization, actor, key) do update
                  set request_hash = excluded.request_hash, created_at = excluded.created_at, status = null, body = null,
                      changed = false
                  where idempotency.created_at < :expired
                """)
            .param("organization", principal.organization().value())
            .param("actor", principal.actor())
            .param("key", key)
            .param("hash", hash)
            .param("now", Times.sql(clock.instant()))
            .param("expired", Times.sql(clock.instant().minus(KEPT)))
            .update()
        == 1;
  }

  private Stored find(Principal principal, String key) {
    return jdbc.sql(
            """
            select request_hash, status, body, changed, created_at from idempotency
            where organization = :organization and actor = :actor and key = :key
            """)
        .param("organization", principal.organization().value())
        .param("actor", principal.actor())
        .param("key", key)
        .query(
            (row, n) ->
                new Stored(
                    row.getBytes("request_hash"),
                    row.getObject("status", Integer.class),
                    row.getString("body"),
                    row.getBoolean("changed"),
                    Times.get(row, "created_at")))
        .single();
  }
}
