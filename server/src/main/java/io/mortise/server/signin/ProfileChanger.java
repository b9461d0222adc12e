package io.mortise.server.signin;

import static java.util.Objects.requireNonNull;

import io.mortise.server.access.Caller;
import io.mortise.server.access.Person;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditLog;
import io.mortise.server.audit.Guard;
import io.mortise.server.audit.Outcome;
import io.mortise.server.audit.Party;
import io.mortise.server.kernel.Refused;
import io.mortise.server.people.EmailTaken;
import io.mortise.server.people.Persons;
import io.mortise.server.people.ProfileChange;
import io.mortise.server.people.ProfileChange.Profile;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes a person's own name and address. The address is what signs in, so that it changes only
 * with the password; wrong ones, and addresses that are taken, count as attempts to guess.
 */
@Component
final class ProfileChanger {
  private final Persons persons;
  private final PasswordEncoder passwords;
  private final SignInLimit limit;
  private final Recording recording;

  /** A change, its event and the generation of the person, durable together. */
  @Component
  record Recording(AuditLog audit, Guard guard, TransactionTemplate transaction) {}

  ProfileChanger(
      Persons persons, PasswordEncoder passwords, SignInLimit limit, Recording recording) {
    this.persons = persons;
    this.passwords = passwords;
    this.limit = limit;
    this.recording = recording;
  }

  /**
   * The caller with their name after the change. Refuses with 403 {@code forbidden} if the password
   * is wrong, and with 409 {@code email_taken} if somebody else signs in by the address.
   */
  Caller change(Caller caller, ProfileChange change) {
    var before =
        new Profile(caller.person().name(), persons.email(caller.organization(), caller.user()));
    var after = change.over(before);
    if (after.equals(before)) {
      return caller;
    }
    if (after.email().equals(before.email())) {
      save(caller, before, after, null);
      return named(caller, after.name());
    }
    String password = change.password();
    try (var attempt = limit.confirm(requireNonNull(caller.origin().session()))) {
      save(caller, before, after, checked(caller, password));
      attempt.right();
    }
    return named(caller, after.name());
  }

  /** The hash that the password was checked against. */
  private String checked(Caller caller, String password) {
    String hash = persons.passwordHash(caller.organization(), caller.user());
    if (!passwords.matches(password, hash)) {
      recording.audit().record(updated(caller).ended(Outcome.REFUSED, "wrong_password"));
      throw wrong();
    }
    return hash;
  }

  private void save(Caller caller, Profile before, Profile after, @Nullable String hash) {
    try {
      recording
          .transaction()
          .executeWithoutResult(status -> saveAndRecord(caller, before, after, hash));
    } catch (DuplicateKeyException e) {
      throw new EmailTaken();
    }
  }

  private void saveAndRecord(Caller caller, Profile before, Profile after, @Nullable String hash) {
    if (!persons.replaceProfile(caller.organization(), caller.user(), after, hash)) {
      throw wrong(); // Changed in the meantime, so what was typed is no longer the password.
    }
    recording.guard().raise(caller.organization(), caller.user().value());
    boolean renamed = !after.name().equals(before.name());
    var changed = new ArrayList<String>();
    if (renamed) {
      changed.add("name");
    }
    if (!after.email().equals(before.email())) {
      changed.add("email");
    }
    recording
        .audit()
        .append(
            updated(caller)
                .withFact("changed", String.join(" ", changed))
                .withFact("name", renamed ? after.name() : null));
  }

  private static AuditEvent updated(Caller caller) {
    return AuditEvent.by(caller, AuditAction.MEMBER_UPDATED, Party.of(caller));
  }

  private static Caller named(Caller caller, String name) {
    var person = caller.person();
    var renamed =
        new Person(
            person.organization(),
            person.id(),
            name,
            person.role(),
            person.active(),
            person.workspaces());
    return new Caller(renamed, caller.key(), caller.origin(), caller.facts());
  }

  private static Refused wrong() {
    return Refused.forbidden("The current password is wrong.");
  }
}
