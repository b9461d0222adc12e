package io.mortise.server.credentials.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.runtime.credential.CredentialRef;
import io.mortise.runtime.credential.EventContext;
import io.mortise.server.access.ApiKey;
import io.mortise.server.access.CredentialScope;
import io.mortise.server.access.Principal;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Names;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.vault.SealedBytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Finds one credential, with its sealed document where a use needs it. */
@Component
public class CredentialRepository {
  /** What used credentials may hold of memory together, by estimate. */
  private static final long BYTES_IN_MEMORY = 48L * 1024 * 1024;

  private final JdbcClient jdbc;
  private final CredentialRows rows;
  private final Cache<CredentialId, Usable> usable =
      Caffeine.newBuilder()
          .maximumWeight(BYTES_IN_MEMORY)
          .weigher((CredentialId id, Usable held) -> held.bytes())
          .build();

  CredentialRepository(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.rows = new CredentialRows(json);
  }

  /**
   * A sealed access token of the current version of the secret.
   *
   * @param number counts the tokens of the credential
   * @param expiresAt null if the service names no lifetime
   */
  public record StoredToken(
      int secretVersion,
      int number,
      SealedBytes sealed,
      Instant issuedAt,
      @Nullable Instant expiresAt) {}

  /**
   * A credential with its sealed current version; none while it is pending.
   *
   * @param token the access token, if one was got with that version
   */
  public record Usable(
      Credential credential, @Nullable SealedBytes sealed, Optional<StoredToken> token) {
    private static final int ROW = 1_600;
    private static final int GRANT = 160;

    /** Of memory, by estimate: the row repeats the public fields of what is sealed, as text. */
    int bytes() {
      return ROW
          + GRANT * credential.access().grants().size()
          + 2 * credential.label().notes().length()
          + token.map(held -> 3 * held.sealed().bytes().length).orElse(0)
          + (sealed == null ? 0 : 3 * sealed.bytes().length);
    }
  }

  public Optional<Credential> find(OrganizationId organization, CredentialId id) {
    return jdbc.sql(CredentialRows.SELECT + " where c.organization = :organization and c.id = :id")
        .param("organization", organization.value())
        .param("id", id.value())
        .query((row, n) -> rows.read(row))
        .optional();
  }

  /**
   * May answer from memory: for uses only, whose record is made under the generations that come
   * with it.
   */
  public Optional<Usable> findRemembered(OrganizationId organization, CredentialId id) {
    Usable inMemory = usable.getIfPresent(id);
    if (inMemory != null && inMemory.credential().organization().equals(organization)) {
      return Optional.of(inMemory);
    }
    return findUsable(organization, id);
  }

  /** As the database has it now. */
  public Optional<Usable> findUsable(OrganizationId organization, CredentialId id) {
    var found =
        jdbc.sql(
                "select v.sealed, v.key_id, t.number as token_number, t.sealed as token, t.key_id as token_key_id,"
                    + " t.issued_at as token_issued_at, t.expires_at as token_expires_at, "
                    + CredentialRows.COLUMNS
                    + " from credential c "
                    + CredentialRows.JOINS
                    + " left join oauth_token t on t.organization = c.organization and t.credential = c.id"
                    + " and t.secret_version = c.secret_version and t.sealed is not null"
                    + " where c.organization = :organization and c.id = :id")
            .param("organization", organization.value())
            .param("id", id.value())
            .query((row, n) -> readUsable(row))
            .optional();
    found.ifPresentOrElse(fresh -> usable.put(id, fresh), () -> usable.invalidate(id));
    return found;
  }

  public void forget(CredentialId id) {
    usable.invalidate(id);
  }

  /**
   * What a principal's reference means, in the workspace that the context names or in its only one.
   */
  public NamedCredential named(Principal principal, CredentialRef ref, EventContext context) {
    return switch (ref) {
      case CredentialRef.ById(var id) -> new NamedCredential.One(id);
      case CredentialRef.ByName(var name) -> named(principal, name, workspaceNamed(context));
    };
  }

  private NamedCredential named(Principal principal, String name, @Nullable WorkspaceId workspace) {
    var candidates = workspace == null ? workspacesOf(principal) : Set.of(workspace);
    if (candidates.size() != 1) {
      return new NamedCredential.Ambiguous(candidates.size());
    }
    return findByName(principal.organization(), candidates.iterator().next(), name)
        .<NamedCredential>map(NamedCredential.One::new)
        .orElseGet(NamedCredential.None::new);
  }

  /**
   * Whether a request that names a workspace may find this credential: the workspace's own, those
   * granted to it, and the organization's.
   */
  public static boolean within(EventContext context, Credential credential) {
    WorkspaceId named = workspaceNamed(context);
    return named == null
        || switch (credential.access().scope()) {
          case CredentialScope.Personal _ -> credential.access().grantedTo(named);
          case CredentialScope.Workspace(var own) ->
              own.equals(named) || credential.access().grantedTo(named);
          case CredentialScope.Organization _ -> true;
        };
  }

  /**
   * By name: in the workspace, if one is given, then in the organization; never a personal one. The
   * exact spelling is tried before the normalised one.
   */
  public Optional<CredentialId> findByName(
      OrganizationId organization, @Nullable WorkspaceId workspace, String name) {
    return jdbc.sql(
            """
            select id from credential
            where organization = :organization and name_key in (:key, :oldKey)
              and owner_scope in (:organization, coalesce(:workspace::uuid, :organization))
              and scope <> 'personal'
            order by scope = 'workspace' desc, name = :name desc, name_key = :key desc limit 1
            """)
        .param("organization", organization.value())
        .param("workspace", workspace == null ? null : workspace.value())
        .param("key", Names.key(name))
        .param("oldKey", Names.keyBeforeNormalization(name))
        .param("name", name)
        .query(UUID.class)
        .optional()
        .map(CredentialId::new);
  }

  private static @Nullable WorkspaceId workspaceNamed(EventContext context) {
    return context.workspace() == null
        ? null
        : WorkspaceId.parse(context.workspace())
            .orElseThrow(
                () -> new InvalidRequest("/workspace", "workspace must be an id such as ws_…."));
  }

  private Set<WorkspaceId> workspacesOf(Principal principal) {
    var limited = principal.key().map(ApiKey::workspaces).orElse(Set.of());
    if (!limited.isEmpty() || !principal.member().role().administers()) {
      return limited.isEmpty() ? principal.member().workspaces().keySet() : limited;
    }
    // Owners and admins are in every workspace.
    return jdbc
        .sql("select id from workspace where organization = :organization")
        .param("organization", principal.organization().value())
        .query(UUID.class)
        .list()
        .stream()
        .map(WorkspaceId::new)
        .collect(Collectors.toSet());
  }

  private Usable readUsable(ResultSet row) throws SQLException {
    byte[] sealed = row.getBytes("sealed");
    return new Usable(
        rows.read(row),
        sealed == null ? null : new SealedBytes(sealed, row.getLong("key_id")),
        Optional.ofNullable(readToken(row)));
  }

  private static @Nullable StoredToken readToken(ResultSet row) throws SQLException {
    byte[] sealed = row.getBytes("token");
    return sealed == null
        ? null
        : new StoredToken(
            row.getInt("secret_version"),
            row.getInt("token_number"),
            new SealedBytes(sealed, row.getLong("token_key_id")),
            Times.get(row, "token_issued_at"),
            Times.find(row, "token_expires_at"));
  }
}
