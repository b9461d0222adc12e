package io.mortise.server.people;

import io.mortise.server.access.OrganizationRole;
import io.mortise.server.kernel.Names;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.UserId;
import io.mortise.server.people.ProfileChange.Profile;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a person signs in with, and how others see them. */
@Component
public class PersonRepository {
  private final JdbcClient jdbc;
  private final Clock clock;

  PersonRepository(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public record NewPerson(
      OrganizationId organization,
      UserId id,
      String name,
      String email,
      String passwordHash,
      OrganizationRole role) {}

  public boolean nobodyExists() {
    return !jdbc.sql("select exists (select 1 from principal)").query(Boolean.class).single();
  }

  public void insert(NewPerson person) {
    jdbc.sql(
            """
            insert into principal (organization, id, kind, name, email, email_key, password_hash, role, created_at)
            values (:organization, :id, 'person', :name, :email, :emailKey, :passwordHash, :role, :now)
            """)
        .param("organization", person.organization().value())
        .param("id", person.id().value())
        .param("name", person.name())
        .param("email", person.email())
        .param("emailKey", emailKey(person.email()))
        .param("passwordHash", person.passwordHash())
        .param("role", person.role().wire())
        .param("now", Times.sql(clock.instant()))
        .update();
  }

  /** Who may sign in under an address, with what their password must match. */
  public record SignIn(OrganizationId organization, UserId id, String name, String passwordHash) {}

  public Optional<SignIn> findForSignIn(String email) {
    return jdbc.sql(
            "select organization, id, name, password_hash from principal where email_key in (:email, :emailBefore) and active order by email_key = :email desc limit 1")
        .param("email", emailKey(email))
        .param("emailBefore", Names.keyBeforeNormalization(email))
        .query(
            (row, n) ->
                new SignIn(
                    new OrganizationId(row.getObject("organization", UUID.class)),
                    new UserId(row.getObject("id", UUID.class)),
                    row.getString("name"),
                    row.getString("password_hash")))
        .optional();
  }

  public String passwordHash(OrganizationId organization, UserId person) {
    return jdbc.sql(
            "select password_hash from principal where organization = :organization and id = :id")
        .param("organization", organization.value())
        .param("id", person.value())
        .query(String.class)
        .single();
  }

  /** Whether the password was still the one with that hash, and is now the other. */
  public boolean replacePasswordHash(
      OrganizationId organization, UserId person, String present, String next) {
    return jdbc.sql(
                """
                update principal set password_hash = :next, version = version + 1
                where organization = :organization and id = :id and password_hash = :present
                """)
            .param("next", next)
            .param("organization", organization.value())
            .param("id", person.value())
            .param("present", present)
            .update()
        == 1;
  }

  /**
   * Replaces name and address; false if the password is no longer the one with that hash.
   *
   * @param hash null where no password is asked for
   */
  public boolean replaceProfile(
      OrganizationId organization, UserId person, Profile profile, @Nullable String hash) {
    return jdbc.sql(
                """
                update principal set name = :name, email = :email, email_key = :key, version = version + 1
                where organization = :organization and id = :id
                  and (:hash::text is null or password_hash = :hash)
                """)
            .param("name", profile.name())
            .param("email", profile.email())
            .param("key", emailKey(profile.email()))
            .param("organization", organization.value())
            .param("id", person.value())
            .param("hash", hash)
            .update()
        == 1;
  }

  public String email(OrganizationId organization, UserId person) {
    return jdbc.sql("select email from principal where organization = :organization and id = :id")
        .param("organization", organization.value())
        .param("id", person.value())
        .query(String.class)
        .single();
  }

  /** A member as others see them. */
  @Schema(name = "Member")
  record MemberView(
      String id,
      String name,
      String email,
      @Schema(implementation = OrganizationRole.class) String role) {}

  List<MemberView> members(OrganizationId organization) {
    return jdbc.sql(
            "select id, name, email, role from principal where organization = :organization and kind = 'person' and active order by natural_sort_key(lower(name)), id")
        .param("organization", organization.value())
        .query(
            (row, n) ->
                new MemberView(
                    new UserId(row.getObject("id", UUID.class)).toString(),
                    row.getString("name"),
                    row.getString("email"),
                    row.getString("role")))
        .list();
  }

  public static String emailKey(String email) {
    return Names.key(email);
  }
}
