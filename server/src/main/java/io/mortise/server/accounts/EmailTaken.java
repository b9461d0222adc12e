package io.mortise.server.accounts;

import io.mortise.runtime.problem.Problem;

/** The address is the one by which somebody else signs in. */
public final class EmailTaken extends Problem {
  EmailTaken() {
    super("email_taken", 409, "This address already signs in here. Enter another one.");
  }
}
