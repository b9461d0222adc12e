package io.mortise.server.credentials.stored;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mortise.runtime.credential.Attempt;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.kernel.ApiKey;
import io.mortise.server.kernel.Caller;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.vault.SealedBytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
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

  /** A credential with its sealed current version; none while it is pending. */
  public record Usable(Credential credential, @Nullable SealedBytes sealed) {
    private static final int ROW = 1_600;
    private static final int GRANT = 160;

    /** Of memory, by estimate: the row repeats the public fields of what is sealed, as text. */
    int bytes() {
      return ROW
          + GRANT * credential.access().grants().size()
          + 2 * credential.label().notes().length()
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
                "select v.sealed, v.key_id, "
                    + CredentialRows.COLUMNS
                    + " from credential c "
                    + CredentialRows.JOINS
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

  /** By name: in the workspace, if one is given, then in the organization; never a personal one. */
  public Optional<CredentialId> findByName(
      OrganizationId organization, @Nullable WorkspaceId workspace, String name) {
    return jdbc.sql(
            """
            select id from credential
            where organization = :organization and name_key = :name
              and audience in (:organization, coalesce(:workspace::uuid, :organization))
              and scope <> 'personal'
            order by scope = 'workspace' desc limit 1
            """)
        .param("organization", organization.value())
        .param("workspace", workspace == null ? null : workspace.value())
        .param("name", nameKey(name))
        .query(UUID.class)
        .optional()
        .map(CredentialId::new);
  }

  /** Where a name is looked for: in the workspace given, else in the only one that the key has. */
  public WorkspaceId workspaceOf(Caller caller, Attempt attempt) {
    if (attempt.workspace() != null) {
      return WorkspaceId.parse(attempt.workspace())
          .orElseThrow(() -> new InvalidRequest("/workspace", "workspace is an id such as ws_…."));
    }
    var mine = workspacesOf(caller);
    if (mine.size() != 1) {
      throw new AmbiguousName(mine.size());
    }
    return mine.iterator().next();
  }

  private Set<WorkspaceId> workspacesOf(Caller caller) {
    var limited = caller.key().map(ApiKey::workspaces).orElse(Set.of());
    if (!limited.isEmpty() || !caller.person().role().administers()) {
      return limited.isEmpty() ? caller.person().workspaces().keySet() : limited;
    }
    // Who administers has every workspace, whichever they joined.
    return jdbc
        .sql("select id from workspace where organization = :organization")
        .param("organization", caller.organization().value())
        .query(UUID.class)
        .list()
        .stream()
        .map(WorkspaceId::new)
        .collect(Collectors.toSet());
  }

  /** Names are compared without regard to case. */
  public static String nameKey(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private Usable readUsable(ResultSet row) throws SQLException {
    byte[] sealed = row.getBytes("sealed");
    return new Usable(
        rows.read(row), sealed == null ? null : new SealedBytes(sealed, row.getLong("key_id")));
  }
}
