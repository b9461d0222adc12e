package io.mortise.server.signin;

import io.mortise.server.access.OrganizationRole;
import io.mortise.server.access.Principal;
import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditEvent.Circumstances;
import io.mortise.server.audit.AuditLog;
import io.mortise.server.audit.AuditedChange;
import io.mortise.server.audit.AuditedChanges;
import io.mortise.server.audit.Outcome;
import io.mortise.server.audit.Party;
import io.mortise.server.kernel.BearerToken;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.SessionId;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.UserId;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.people.PersonRepository;
import io.mortise.server.people.PersonView;
import io.mortise.server.people.Workspaces;
import io.mortise.server.vault.Vault;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Set-up, sign-in and sign-out. */
@Component
public class Accounts {
  private static final String FIRST_WORKSPACE = "Default";

  /** Advisory lock: of two concurrent initial setups the second is refused. */
  private static final long SETUP_LOCK = 7_420;

  private final JdbcClient jdbc;
  private final PersonRepository persons;
  private final Workspaces workspaces;
  private final Sessions sessions;
  private final AuditLog audit;
  private final AuditedChanges changes;
  private final Vault vault;
  private final PasswordEncoder passwords;
  private final Clock clock;
  private final String nobodysHash;

  Accounts(
      Tables tables,
      AuditLog audit,
      AuditedChanges changes,
      Vault vault,
      PasswordEncoder passwords,
      Clock clock) {
    this.jdbc = tables.jdbc();
    this.persons = tables.persons();
    this.workspaces = tables.workspaces();
    this.sessions = tables.sessions();
    this.audit = audit;
    this.changes = changes;
    this.vault = vault;
    this.passwords = passwords;
    this.clock = clock;
    this.nobodysHash = passwords.encode(BearerToken.random());
  }

  /** The tables that an account spans. */
  @Component
  record Tables(
      JdbcClient jdbc, PersonRepository persons, Workspaces workspaces, Sessions sessions) {}

  /** What the first person says of themselves. */
  record InitialSetup(String organization, String name, String email, String password) {
    @Override
    public String toString() {
      return "InitialSetup[" + organization + "]";
    }
  }

  /** Whether the first person has still to come. */
  public boolean nobodyExists() {
    return persons.nobodyExists();
  }

  /**
   * Makes the organization, its keys and chain, the workspace and its owner, and signs the owner
   * in.
   */
  public Sessions.Started setUp(InitialSetup setup, Browser browser) {
    return changes.apply(change -> setUp(change, setup, browser));
  }

  private Sessions.Started setUp(AuditedChange change, InitialSetup setup, Browser browser) {
    jdbc.sql("select pg_advisory_xact_lock(:lock)").param("lock", SETUP_LOCK).query(row -> {});
    if (!persons.nobodyExists()) {
      throw new AlreadySetUp();
    }
    var organization = OrganizationId.next();
    var owner = UserId.next();
    var workspace = WorkspaceId.next();
    insert(organization, setup.organization());
    vault.createKeys(organization);
    audit.open(organization);
    persons.insert(
        new PersonRepository.NewPerson(
            organization,
            owner,
            setup.name(),
            setup.email(),
            passwords.encode(setup.password()),
            OrganizationRole.OWNER));
    workspaces.insert(organization, workspace, FIRST_WORKSPACE);
    workspaces.join(organization, workspace, owner, WorkspaceRole.MANAGER);
    record(change, organization, setup, owner, workspace, browser);
    return sessions.start(organization, owner, browser.address(), browser.device());
  }

  /**
   * A new session for who knows the password; the refusal says the same for a wrong address and a
   * wrong password.
   */
  Sessions.Started signIn(String email, String password, Browser browser) {
    var found = persons.findForSignIn(email);
    // Also without a person a hash is computed, so that the time tells nothing.
    boolean right =
        passwords.matches(
            password, found.map(PersonRepository.SignIn::passwordHash).orElse(nobodysHash));
    if (found.isEmpty()) {
      recordStranger(browser);
      throw wrong();
    }
    var person = found.get();
    var party = Party.of(person.id(), person.name());
    var how = new Circumstances(browser.address(), 0, null, Map.of());
    var started =
        new AuditEvent(
            person.organization(), party, AuditAction.SESSION_STARTED, party, Outcome.OK, how);
    if (right) {
      audit.record(started);
      var session = sessions.startByPassword(person, browser);
      if (session.isPresent()) {
        return session.get();
      }
    }
    audit.record(
        new AuditEvent(
                person.organization(),
                party,
                AuditAction.SESSION_REFUSED,
                party,
                Outcome.REFUSED,
                how)
            .ended(Outcome.REFUSED, "wrong_password"));
    throw wrong();
  }

  /** As durable as the refusal of somebody known, so that the time tells nothing here either. */
  private void recordStranger(Browser browser) {
    var nobody = new Party(Party.Kind.USER, null, null);
    var how = new Circumstances(browser.address(), 0, null, Map.of());
    jdbc.sql("select id from organization order by created_at limit 1")
        .query(UUID.class)
        .optional()
        .map(OrganizationId::new)
        .ifPresent(
            organization ->
                audit.record(
                    new AuditEvent(
                            organization,
                            nobody,
                            AuditAction.SESSION_REFUSED,
                            nobody,
                            Outcome.REFUSED,
                            how)
                        .ended(Outcome.REFUSED, "unknown_person")));
  }

  /** Makes the session fresh again. */
  void confirm(Principal.SignedIn principal, String password) {
    if (!passwords.matches(
        password, persons.passwordHash(principal.organization(), principal.user()))) {
      audit.record(
          AuditEvent.by(principal, AuditAction.SESSION_CONFIRMED, Party.of(principal))
              .ended(Outcome.REFUSED, "wrong_password"));
      throw Refused.forbidden("The password is not right.");
    }
    audit.record(AuditEvent.by(principal, AuditAction.SESSION_CONFIRMED, Party.of(principal)));
    sessions.confirm(principal.session());
  }

  public void signOut(Principal.SignedIn principal) {
    endSession(principal, principal.session());
  }

  /** One of the caller's own sessions. */
  public void endSession(Principal.SignedIn principal, SessionId session) {
    changes.run(
        change -> {
          if (!sessions.end(principal.organization(), principal.user(), session)) {
            throw Refused.notFound("The session");
          }
          change.record(AuditEvent.by(principal, AuditAction.SESSION_ENDED, Party.of(principal)));
        });
  }

  /** All of the caller's sessions but the one that asks. */
  public void endOtherSessions(Principal.SignedIn principal) {
    changes.attempt(
        change -> {
          int ended =
              sessions.endOthers(principal.organization(), principal.user(), principal.session());
          change.record(
              AuditEvent.by(principal, AuditAction.SESSION_ENDED, Party.of(principal))
                  .withFact("others", Integer.toString(ended)));
          return ended > 0;
        });
  }

  PersonView user(Principal principal) {
    var member = principal.member();
    String email =
        member.id() instanceof UserId user ? persons.email(member.organization(), user) : null;
    return new PersonView(member.id().toString(), member.name(), email);
  }

  Named organization(OrganizationId id) {
    String name =
        jdbc.sql("select name from organization where id = :id")
            .param("id", id.value())
            .query(String.class)
            .single();
    return new Named(id.toString(), name);
  }

  private void insert(OrganizationId organization, String name) {
    jdbc.sql("insert into organization (id, name, created_at) values (:id, :name, :now)")
        .param("id", organization.value())
        .param("name", name)
        .param("now", Times.sql(clock.instant()))
        .update();
  }

  private static void record(
      AuditedChange change,
      OrganizationId organization,
      InitialSetup setup,
      UserId owner,
      WorkspaceId workspace,
      Browser browser) {
    var who = Party.of(owner, setup.name());
    var how = new Circumstances(browser.address(), 0, null, Map.of());
    change.record(
        new AuditEvent(
            organization,
            who,
            AuditAction.ORGANIZATION_CREATED,
            Party.of(organization, setup.organization()),
            Outcome.OK,
            how));
    change.record(
        new AuditEvent(organization, who, AuditAction.MEMBER_JOINED, who, Outcome.OK, how)
            .withFact("role", OrganizationRole.OWNER.wire()));
    change.record(
        new AuditEvent(
            organization,
            who,
            AuditAction.WORKSPACE_CREATED,
            Party.of(workspace, FIRST_WORKSPACE),
            Outcome.OK,
            how));
    change.record(
        new AuditEvent(organization, who, AuditAction.SESSION_STARTED, who, Outcome.OK, how));
  }

  private static Refused wrong() {
    return Refused.wrongSignIn();
  }
}
