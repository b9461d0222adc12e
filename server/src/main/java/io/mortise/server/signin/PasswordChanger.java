package io.mortise.server.signin;

import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditLog;
import io.mortise.server.audit.AuditedChange;
import io.mortise.server.audit.AuditedChanges;
import io.mortise.server.audit.Outcome;
import io.mortise.server.audit.Party;
import io.mortise.server.kernel.Refused;
import io.mortise.server.people.PersonRepository;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Changes a person's own password. The new password ends every other session of the person, because
 * anyone who knew the old one may have started them.
 */
@Component
final class PasswordChanger {
  private final PersonRepository persons;
  private final Sessions sessions;
  private final AuditLog audit;
  private final PasswordEncoder passwords;
  private final AuditedChanges changes;

  PasswordChanger(
      PersonRepository persons,
      Sessions sessions,
      AuditLog audit,
      PasswordEncoder passwords,
      AuditedChanges changes) {
    this.persons = persons;
    this.sessions = sessions;
    this.audit = audit;
    this.passwords = passwords;
    this.changes = changes;
  }

  /** Refuses with 403 {@code forbidden} if {@code password} is not the current one. */
  void change(Principal.SignedIn principal, String password, String newPassword) {
    String hash = persons.passwordHash(principal.organization(), principal.user());
    if (!passwords.matches(password, hash)) {
      audit.record(changed(principal).ended(Outcome.REFUSED, "wrong_password"));
      throw wrong();
    }
    // Outside the transaction: a hash takes long, and would hold a connection.
    String newHash = passwords.encode(newPassword);
    changes.run(change -> change(change, principal, new Hashes(hash, newHash)));
  }

  /** The hash that the current password was checked against, and the one that replaces it. */
  private record Hashes(String current, String next) {
    @Override
    public String toString() {
      return "Hashes[]";
    }
  }

  private void change(AuditedChange change, Principal.SignedIn principal, Hashes hashes) {
    if (!persons.replacePasswordHash(
        principal.organization(), principal.user(), hashes.current(), hashes.next())) {
      throw wrong(); // Changed in the meantime, so what was typed is no longer the password.
    }
    int ended = sessions.endOthers(principal.organization(), principal.user(), principal.session());
    change.record(changed(principal).withFact("endedSessions", Integer.toString(ended)));
  }

  private static AuditEvent changed(Principal.SignedIn principal) {
    return AuditEvent.by(principal, AuditAction.MEMBER_PASSWORD_CHANGED, Party.of(principal));
  }

  private static Refused wrong() {
    return Refused.forbidden("The current password is wrong.");
  }
}
