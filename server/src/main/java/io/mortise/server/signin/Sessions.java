package io.mortise.server.signin;

import io.mortise.server.access.Principal;
import io.mortise.server.kernel.BearerToken;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.SessionId;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.UserId;
import io.mortise.server.people.MemberRepository;
import io.mortise.server.people.PersonRepository;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Signed-in browsers. A session ends 7 days after it began, or after 24 hours without a request.
 */
@Component
public class Sessions {
  public static final Duration LIFETIME = Duration.ofDays(7);
  private static final Duration IDLE = Duration.ofHours(24);
  private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final Clock clock;

  Sessions(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What the browser keeps: the session's bearer value and the CSRF token that belongs to it. */
  public record Started(SessionId id, String token, String csrf) {
    @Override
    public String toString() {
      return "Started[" + id + "]";
    }
  }

  /** A live session: who it is, and the hash its CSRF token must have. */
  record Live(Principal.SignedIn principal, byte[] csrfHash, Instant lastSeenAt) {}

  Started start(
      OrganizationId organization, UserId person, String address, @Nullable String device) {
    return insert(organization, person, null, new Browser(address, device)).orElseThrow();
  }

  /**
   * A session for somebody whose password had that hash; empty if the password has changed since.
   * The share lock makes a concurrent change of the password wait, so that it also ends this
   * session.
   */
  Optional<Started> startByPassword(PersonRepository.SignIn person, Browser browser) {
    return insert(person.organization(), person.id(), person.passwordHash(), browser);
  }

  private Optional<Started> insert(
      OrganizationId organization, UserId person, @Nullable String passwordHash, Browser browser) {
    var started = new Started(SessionId.next(), BearerToken.random(), BearerToken.random());
    Instant now = clock.instant();
    int inserted =
        jdbc.sql(
                """
            insert into session (token_hash, id, organization, person, csrf_hash, created_at, confirmed_at,
                                 last_seen_at, expires_at, address, device)
            select :tokenHash, :id, p.organization, p.id, :csrfHash, :now, :now, :now, :expires, :address, :device
            from principal p
            where p.organization = :organization and p.id = :person
              and (:passwordHash::text is null or p.password_hash = :passwordHash)
            for share of p
            """)
            .param("tokenHash", BearerToken.hash(started.token()))
            .param("id", started.id().value())
            .param("organization", organization.value())
            .param("person", person.value())
            .param("csrfHash", BearerToken.hash(started.csrf()))
            .param("now", Times.sql(now))
            .param("expires", Times.sql(now.plus(LIFETIME)))
            .param("passwordHash", passwordHash)
            .param("address", browser.address())
            .param("device", shortened(browser.device()))
            .update();
    return inserted == 1 ? Optional.of(started) : Optional.empty();
  }

  /** The live session of a bearer value, if its person is still active. */
  Optional<Live> find(String token, String address) {
    Instant now = clock.instant();
    var live =
        jdbc.sql(
                "select s.id as session, s.csrf_hash, s.confirmed_at, s.last_seen_at, "
                    + MemberRepository.COLUMNS
                    + """
                    from session s join principal p on p.organization = s.organization and p.id = s.person
                    where s.token_hash = :hash and s.expires_at > :now and s.last_seen_at > :idleSince and p.active
                    """)
            .param("hash", BearerToken.hash(token))
            .param("now", Times.sql(now))
            .param("idleSince", Times.sql(now.minus(IDLE)))
            .query(
                (row, n) -> {
                  var read = MemberRepository.read(row);
                  var principal =
                      new Principal.SignedIn(
                          read.member(),
                          new SessionId(row.getObject("session", UUID.class)),
                          Times.get(row, "confirmed_at"),
                          address,
                          read.generation());
                  return new Live(
                      principal, row.getBytes("csrf_hash"), Times.get(row, "last_seen_at"));
                })
            .optional();
    // Not while the row is read: that would take a second connection of the pool beside the first.
    live.ifPresent(found -> seen(found, now));
    return live;
  }

  /** A new CSRF token for a session whose browser has lost it. */
  String renewCsrf(SessionId session) {
    String csrf = BearerToken.random();
    jdbc.sql("update session set csrf_hash = :hash where id = :id")
        .param("hash", BearerToken.hash(csrf))
        .param("id", session.value())
        .update();
    return csrf;
  }

  void confirm(SessionId session) {
    jdbc.sql("update session set confirmed_at = :now where id = :id")
        .param("now", Times.sql(clock.instant()))
        .param("id", session.value())
        .update();
  }

  /** Whether there was such a session. */
  boolean end(OrganizationId organization, UserId person, SessionId session) {
    return jdbc.sql(
                "delete from session where organization = :organization and person = :person and id = :id")
            .param("organization", organization.value())
            .param("person", person.value())
            .param("id", session.value())
            .update()
        == 1;
  }

  /** Ends all of a person's sessions but this one; how many there were. */
  int endOthers(OrganizationId organization, UserId person, SessionId kept) {
    return jdbc.sql(
            "delete from session where organization = :organization and person = :person and id <> :kept")
        .param("organization", organization.value())
        .param("person", person.value())
        .param("kept", kept.value())
        .update();
  }

  /** Deletes expired sessions. */
  @Scheduled(fixedDelay = 3_600_000)
  public void forgetEnded() {
    Instant now = clock.instant();
    jdbc.sql("delete from session where expires_at <= :now or last_seen_at <= :idleSince")
        .param("now", Times.sql(now))
        .param("idleSince", Times.sql(now.minus(IDLE)))
        .update();
  }

  /** A session as its person sees it. */
  record OpenSession(
      String id,
      String device,
      String address,
      Instant createdAt,
      Instant lastSeenAt,
      boolean current) {}

  List<OpenSession> list(Principal.SignedIn principal) {
    return jdbc.sql(
            """
            select id, device, address, created_at, last_seen_at from session
            where organization = :organization and person = :person and expires_at > :now
              and last_seen_at > :idleSince
            order by last_seen_at desc
            """)
        .param("organization", principal.organization().value())
        .param("person", principal.user().value())
        .param("now", Times.sql(clock.instant()))
        .param("idleSince", Times.sql(clock.instant().minus(IDLE)))
        .query(
            (row, n) -> {
              var id = new SessionId(row.getObject("id", UUID.class));
              return new OpenSession(
                  id.toString(),
                  row.getString("device"),
                  row.getString("address"),
                  Times.get(row, "created_at"),
                  Times.get(row, "last_seen_at"),
                  id.equals(principal.session()));
            })
        .list();
  }

  /** Whether a raw CSRF token is the one of this session. */
  static boolean csrfMatches(Live live, String csrf) {
    return MessageDigest.isEqual(live.csrfHash(), BearerToken.hash(csrf));
  }

  /** A CSRF token for somebody who is not signed in. */
  static String newCsrf() {
    return BearerToken.random();
  }

  private void seen(Live live, Instant now) {
    if (live.lastSeenAt().plus(SEEN_EVERY).isBefore(now)) {
      jdbc.sql("update session set last_seen_at = :now where id = :id")
          .param("now", Times.sql(now))
          .param("id", live.principal().session().value())
          .update();
    }
  }

  private static String shortened(@Nullable String device) {
    String text = device == null ? "unknown" : device.replaceAll("\\p{Cntrl}", " ");
    return text.length() > 200 ? text.substring(0, 200) : text;
  }
}
