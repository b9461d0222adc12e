package io.mortise.server.credentials.apps;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.problem.Problem;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditedChanges;
import io.mortise.server.audit.Outcome;
import io.mortise.server.credentials.apps.OAuthAppRows.StoredSecret;
import io.mortise.server.credentials.store.CredentialSealer;
import io.mortise.server.credentials.store.SealedDocument;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.vault.CannotOpen;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Opens the clients of OAuth apps for what asks token endpoints, and notes what services say to
 * them: a client that is refused is one incident of its app, however many credentials use it.
 */
@Component
public class AppClients {
  private static final Logger log = LoggerFactory.getLogger(AppClients.class);

  /** While the service refuses a client it is not asked more often than this. */
  public static final Duration ASK_AGAIN = Duration.ofMinutes(1);

  private final OAuthAppRows rows;
  private final CredentialSealer sealer;
  private final AuditedChanges changes;
  private final Clock clock;

  /** When the service refused a client last, as this server knows. */
  private final Cache<OAuthAppId, Instant> refused =
      Caffeine.newBuilder().maximumSize(10_000).build();

  AppClients(OAuthAppRows rows, CredentialSealer sealer, AuditedChanges changes, Clock clock) {
    this.rows = rows;
    this.sealer = sealer;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * An app as it was opened.
   *
   * @param clients the client's fields, one for each secret, the newest first
   */
  public record Opened(OAuthApp app, List<Fields> clients) implements AutoCloseable {
    public Opened {
      clients = List.copyOf(clients);
    }

    @Override
    public void close() {
      clients.forEach(Fields::close);
    }
  }

  /**
   * Opens the client for a credential.
   *
   * @param document of the credential that uses the app
   * @throws AppUnusable if the app cannot be used for that document, or the service refused the
   *     client so shortly ago that it is not asked again yet
   */
  public Opened open(OrganizationId organization, OAuthAppId id, SealedDocument document) {
    OAuthApp app = rows.findClient(organization, id).orElseThrow(AppUnusable::deleted);
    requireNotRefused(app);
    var opened = new Opened(app, open(app));
    if (!agrees(opened.clients().getFirst(), document.fields())) {
      opened.close();
      throw AppUnusable.changed(app.name());
    }
    return opened;
  }

  /** The same without a credential yet. */
  List<Fields> open(OAuthApp app) {
    Instant now = clock.instant();
    var opened = new ArrayList<Fields>();
    for (var secret : rows.secrets(app.organization(), app.id())) {
      boolean ended = secret.expiresAt() != null && !secret.expiresAt().isAfter(now);
      // One that has ended is better than none: the date may be wrong.
      if (!ended || opened.isEmpty()) {
        open(app, secret).ifPresent(opened::add);
      }
    }
    if (opened.isEmpty()) {
      throw AppUnusable.unreadable(app.name());
    }
    return opened;
  }

  private Optional<Fields> open(OAuthApp app, StoredSecret secret) {
    try {
      var document =
          sealer.openApp(app.organization(), app.id().value(), secret.number(), secret.sealed());
      if (document.connector().equals(app.connector())) {
        return Optional.of(document.fields());
      }
      // The row was changed by somebody who wants the client shown to another service.
      document.fields().close();
      log.warn("Secret {} of {} is sealed for another connector", secret.number(), app.id());
      return Optional.empty();
    } catch (CannotOpen e) {
      log.warn("Secret {} of {} cannot be decrypted", secret.number(), app.id());
      return Optional.empty();
    }
  }

  /**
   * Whether a document was made with the app as it is now. How the secret is sent may have changed
   * since, but not whose client it is, nor any address.
   */
  private static boolean agrees(Fields app, Fields document) {
    return AppForm.publicValues(app).keySet().stream()
        .filter(name -> !name.equals(OAuthGrant.AUTHENTICATION))
        .allMatch(
            name -> document.text(name).isEmpty() || document.text(name).equals(app.text(name)));
  }

  private void requireNotRefused(OAuthApp app) {
    Instant asked = refused.getIfPresent(app.id());
    boolean soon = asked != null && asked.plus(ASK_AGAIN).isAfter(clock.instant());
    if (soon && app.refusedAt() != null) {
      throw AppUnusable.refused(app.name());
    }
  }

  /** Notes that the service does not accept the client. */
  public void refused(OAuthApp app) {
    Instant now = clock.instant();
    refused.put(app.id(), now);
    if (app.refusedAt() == null) {
      note(app, now);
    }
  }

  /**
   * Notes that the service has accepted the client. It does not throw: the caller holds a token
   * that is not stored yet, and a mark that stays is cleared by the next one.
   */
  public void accepted(OAuthApp app) {
    if (app.refusedAt() == null) {
      return;
    }
    try {
      note(app, null);
    } catch (DataAccessException | TransactionException | Problem e) {
      log.warn("Failed to clear the refusal of {} ({})", app.id(), e.getClass().getSimpleName());
    }
  }

  private void note(OAuthApp app, @Nullable Instant refusedAt) {
    changes.attempt(
        change -> {
          change.record(event(app, refusedAt != null));
          return rows.setRefused(app.organization(), app.id(), refusedAt);
        });
  }

  private static AuditEvent event(OAuthApp app, boolean refused) {
    return refused
        ? AuditEvent.bySystem(
                app.organization(), AuditAction.OAUTH_APP_REFUSED_BY_SERVICE, app.party())
            .ended(Outcome.REFUSED, "client")
        : AuditEvent.bySystem(
            app.organization(), AuditAction.OAUTH_APP_ACCEPTED_BY_SERVICE, app.party());
  }
}
