package io.mortise.server.credentials.people;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.credentials.stored.Credential;
import io.mortise.server.credentials.stored.CredentialRepository;
import io.mortise.server.kernel.Caller;
import io.mortise.server.kernel.Named;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Other credentials with the same secret, or of the same account at the service; named only if the
 * caller may use them: to who only sees them, the name would confirm a guess.
 */
@Component
class CredentialTwins {
  private static final int MOST = 20;
  private static final int LOOKED_AT = 200;

  private final JdbcClient jdbc;
  private final CredentialRepository repository;

  CredentialTwins(JdbcClient jdbc, CredentialRepository repository) {
    this.jdbc = jdbc;
    this.repository = repository;
  }

  List<Named> of(Caller caller, Credential credential) {
    return jdbc
        .sql(
            """
            select o.credential from credential_version v
            join credential_version o
              on o.organization = v.organization and o.twin_hash = v.twin_hash and o.credential <> v.credential
            where v.organization = :organization and v.credential = :id and v.version = :version
            union
            select c.id from credential c
            where c.organization = :organization and c.connector = :connector and c.identity = :identity
              and c.id <> :id
            limit :most
            """)
        .param("organization", credential.organization().value())
        .param("id", credential.id().value())
        .param("version", credential.state().secretVersion())
        .param("connector", credential.service().connector())
        .param("identity", credential.state().identity())
        .param("most", LOOKED_AT)
        .query(UUID.class)
        .list()
        .stream()
        .flatMap(id -> repository.find(credential.organization(), new CredentialId(id)).stream())
        .filter(twin -> AccessPolicy.decide(caller, twin.access(), Action.PICK).allowed())
        .limit(MOST)
        .map(twin -> new Named(twin.id().toString(), twin.name()))
        .toList();
  }
}
