package io.mortise.server.signin;

import static java.util.Objects.requireNonNull;

import io.mortise.server.access.Caller;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditLog;
import io.mortise.server.audit.Outcome;
import io.mortise.server.audit.Party;
import io.mortise.server.kernel.Refused;
import io.mortise.server.people.Persons;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes a person's own password. The new password ends every other session of the person, because
 * anyone who knew the old one may have started them.
 */
@Component
final class PasswordChanger {
  private final Persons persons;
  private final Sessions sessions;
  private final AuditLog audit;
  private final PasswordEncoder passwords;
  private final TransactionTemplate transaction;

  PasswordChanger(
      Persons persons,
      Sessions sessions,
      AuditLog audit,
      PasswordEncoder passwords,
      TransactionTemplate transaction) {
    this.persons = persons;
    this.sessions = sessions;
    this.audit = audit;
    this.passwords = passwords;
    this.transaction = transaction;
  }

  /** Refuses with 403 {@code forbidden} if {@code password} is not the current one. */
  void change(Caller caller, String password, String newPassword) {
    String hash = persons.passwordHash(caller.organization(), caller.user());
    if (!passwords.matches(password, hash)) {
      audit.record(changed(caller).ended(Outcome.REFUSED, "wrong_password"));
      throw wrong();
    }
    // Outside the transaction: a hash takes long, and would hold a connection.
    String newHash = passwords.encode(newPassword);
    transaction.executeWithoutResult(status -> change(caller, new Hashes(hash, newHash)));
  }

  /** The hash that the current password was checked against, and the one that replaces it. */
  private record Hashes(String current, String next) {
    @Override
    public String toString() {
      return "Hashes[]";
    }
  }

  private void change(Caller caller, Hashes hashes) {
    if (!persons.replacePasswordHash(
        caller.organization(), caller.user(), hashes.current(), hashes.next())) {
      throw wrong(); // Changed in the meantime, so what was typed is no longer the password.
    }
    int ended =
        sessions.endOthers(
            caller.organization(), caller.user(), requireNonNull(caller.origin().session()));
    audit.append(changed(caller).withFact("endedSessions", Integer.toString(ended)));
  }

  private static AuditEvent changed(Caller caller) {
    return AuditEvent.by(caller, AuditAction.MEMBER_PASSWORD_CHANGED, Party.of(caller));
  }

  private static Refused wrong() {
    return Refused.forbidden("The current password is wrong.");
  }
}
