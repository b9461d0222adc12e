package io.mortise.server.signin;

import io.mortise.server.kernel.BearerToken;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.UserId;
import io.mortise.server.people.PersonRepository;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Browsers in which a person has signed in before. A known one has its own limit for wrong
 * passwords; being known signs nobody in. Only the hash of its token is stored.
 */
@Component
class KnownBrowsers {
  static final Duration LIFETIME = Duration.ofDays(365);

  private final JdbcClient jdbc;
  private final Clock clock;

  KnownBrowsers(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Whether somebody who signs in by this e-mail has signed in with that token before. */
  boolean knows(String token, String email) {
    return jdbc.sql(
            """
            select exists (
              select 1 from known_browser b join principal p on p.organization = b.organization and p.id = b.person
              where b.token_hash = :hash and p.email_key = :email and b.last_used_at > :since)
            """)
        .param("hash", BearerToken.hash(token))
        .param("email", PersonRepository.emailKey(email))
        .param("since", Times.sql(clock.instant().minus(LIFETIME)))
        .query(Boolean.class)
        .single();
  }

  /** Remembers a browser in which the person has just signed in; the token that it keeps. */
  String remember(OrganizationId organization, UserId person) {
    String token = BearerToken.random();
    jdbc.sql(
            """
            insert into known_browser (token_hash, organization, person, last_used_at)
            values (:hash, :organization, :person, :now)
            """)
        .param("hash", BearerToken.hash(token))
        .param("organization", organization.value())
        .param("person", person.value())
        .param("now", Times.sql(clock.instant()))
        .update();
    return token;
  }

  void used(String token) {
    jdbc.sql("update known_browser set last_used_at = :now where token_hash = :hash")
        .param("now", Times.sql(clock.instant()))
        .param("hash", BearerToken.hash(token))
        .update();
  }

  /** Deletes those that were not used for a year, and of each person all but the last fifty. */
  @Scheduled(fixedDelay = 3_600_000)
  public void forgetUnused() {
    jdbc.sql(
            """
            delete from known_browser b using (
              select token_hash, last_used_at,
                     row_number() over (partition by organization, person order by last_used_at desc) as place
              from known_browser) ranked
            where ranked.token_hash = b.token_hash and (ranked.place > 50 or ranked.last_used_at <= :since)
            """)
        .param("since", Times.sql(clock.instant().minus(LIFETIME)))
        .update();
  }
}
