package io.mortise.server.people;

import io.mortise.server.access.Person;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.UserId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds a person as the rules see them. */
@Component
public class People {
  private final JdbcClient jdbc;

  People(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Optional<Person> find(OrganizationId organization, UserId id) {
    return jdbc.sql(
            "select "
                + Persons.COLUMNS
                + " from person p where p.organization = :organization and p.id = :id")
        .param("organization", organization.value())
        .param("id", id.value())
        .query((row, n) -> Persons.read(row).person())
        .optional();
  }
}
