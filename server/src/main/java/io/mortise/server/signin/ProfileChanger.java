package io.mortise.server.signin;

import io.mortise.server.access.Member;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditLog;
import io.mortise.server.audit.AuditedChange;
import io.mortise.server.audit.AuditedChanges;
import io.mortise.server.audit.Outcome;
import io.mortise.server.audit.Party;
import io.mortise.server.kernel.Refused;
import io.mortise.server.people.EmailTaken;
import io.mortise.server.people.PersonRepository;
import io.mortise.server.people.ProfileChange;
import io.mortise.server.people.ProfileChange.Profile;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Changes a person's own name and address. The address is what signs in, so that it changes only
 * with the password; wrong ones, and addresses that are taken, count as attempts to guess.
 */
@Component
final class ProfileChanger {
  private final PersonRepository persons;
  private final PasswordEncoder passwords;
  private final SignInLimit limit;
  private final AuditedChanges changes;
  private final AuditLog audit;

  ProfileChanger(
      PersonRepository persons,
      PasswordEncoder passwords,
      SignInLimit limit,
      AuditedChanges changes,
      AuditLog audit) {
    this.persons = persons;
    this.passwords = passwords;
    this.limit = limit;
    this.changes = changes;
    this.audit = audit;
  }

  /**
   * The caller with their name after the change. Refuses with 403 {@code forbidden} if the password
   * is wrong, and with 409 {@code email_taken} if somebody else signs in by the address.
   */
  Principal.SignedIn change(Principal.SignedIn principal, ProfileChange change) {
    var before =
        new Profile(
            principal.member().name(), persons.email(principal.organization(), principal.user()));
    var after = change.over(before);
    if (after.equals(before)) {
      return principal;
    }
    if (after.email().equals(before.email())) {
      save(principal, before, after, null);
      return named(principal, after.name());
    }
    String password = change.password();
    try (var attempt = limit.confirm(principal.session())) {
      save(principal, before, after, checked(principal, password));
      attempt.right();
    }
    return named(principal, after.name());
  }

  /** The hash that the password was checked against. */
  private String checked(Principal.SignedIn principal, String password) {
    String hash = persons.passwordHash(principal.organization(), principal.user());
    if (!passwords.matches(password, hash)) {
      audit.record(updated(principal).ended(Outcome.REFUSED, "wrong_password"));
      throw wrong();
    }
    return hash;
  }

  private void save(
      Principal.SignedIn principal, Profile before, Profile after, @Nullable String hash) {
    try {
      changes.run(change -> saveAndRecord(change, principal, before, after, hash));
    } catch (DuplicateKeyException e) {
      throw new EmailTaken();
    }
  }

  private void saveAndRecord(
      AuditedChange change,
      Principal.SignedIn principal,
      Profile before,
      Profile after,
      @Nullable String hash) {
    if (!persons.replaceProfile(principal.organization(), principal.user(), after, hash)) {
      throw wrong(); // Changed in the meantime, so what was typed is no longer the password.
    }
    boolean renamed = !after.name().equals(before.name());
    var changed = new ArrayList<String>();
    if (renamed) {
      changed.add("name");
    }
    if (!after.email().equals(before.email())) {
      changed.add("email");
    }
    change.record(
        updated(principal)
            .withFact("changed", String.join(" ", changed))
            .withFact("name", renamed ? after.name() : null));
  }

  private static AuditEvent updated(Principal.SignedIn principal) {
    return AuditEvent.by(principal, AuditAction.MEMBER_UPDATED, Party.of(principal));
  }

  private static Principal.SignedIn named(Principal.SignedIn principal, String name) {
    var person = principal.member();
    var renamed =
        new Member(
            person.organization(),
            person.id(),
            name,
            person.role(),
            person.active(),
            person.workspaces());
    return principal.with(renamed, principal.generation());
  }

  private static Refused wrong() {
    return Refused.forbidden("The current password is wrong.");
  }
}
