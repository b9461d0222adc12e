package io.mortise.server.people;

import io.mortise.runtime.problem.Problem;

/** The address is the one by which somebody else signs in. */
public final class EmailTaken extends Problem {
  public EmailTaken() {
    super("email_taken", 409, "This address already signs in here. Enter another one.");
  }
}
