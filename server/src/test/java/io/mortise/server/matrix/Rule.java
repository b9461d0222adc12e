package io.mortise.server.matrix;

import java.util.Objects;
import java.util.Set;

/**
 * What an endpoint asks of its caller, and so how it must answer; written from the product text.
 */
interface Rule {
  /** How a call must end. Allowed means that it got past the question who asks. */
  enum Ends {
    ALLOWED,
    UNAUTHENTICATED,
    FORBIDDEN,
    ABSENT
  }

  Ends of(Asking asking, Target target);

  /** Anybody, signed in or not; only a key that is given and is none is said to be none. */
  Rule ANYBODY =
      (asking, target) ->
          asking.key() != null && !asking.known() ? Ends.UNAUTHENTICATED : Ends.ALLOWED;

  /** Anyone who is known, by session or key. */
  Rule KNOWN = (asking, target) -> asking.known() ? Ends.ALLOWED : Ends.UNAUTHENTICATED;

  /** Signed-in people; a key is not one. */
  Rule PERSON =
      (asking, target) ->
          !asking.known()
              ? Ends.UNAUTHENTICATED
              : asking.key() == null ? Ends.ALLOWED : Ends.FORBIDDEN;

  /** Signed-in owners and admins. */
  Rule ADMINISTERS =
      (asking, target) -> {
        Ends person = PERSON.of(asking, target);
        return person == Ends.ALLOWED && !who(asking).administers() ? Ends.FORBIDDEN : person;
      };

  /** Any key, and nothing but a key. */
  Rule KEY =
      (asking, target) ->
          asking.known() && asking.key() != null ? Ends.ALLOWED : Ends.UNAUTHENTICATED;

  /** Owners, admins and auditors (§4.1); a key needs the scope and no limit to workspaces. */
  Rule AUDIT =
      known(
          (asking, target) -> {
            boolean may =
                (who(asking).administers() || who(asking).audits())
                    && !asking.lacks("audit:read")
                    && (asking.key() == null || asking.key().limitedTo() == null);
            return may ? Ends.ALLOWED : Ends.FORBIDDEN;
          });

  /** Anyone who is known; a key needs this scope. */
  static Rule scope(String scope) {
    return known((asking, target) -> asking.lacks(scope) ? Ends.FORBIDDEN : Ends.ALLOWED);
  }

  /** A level on the credential (§4.2); a key needs this scope too. */
  static Rule level(String needed, String scope) {
    return level(needed, scope, Also.NOBODY);
  }

  /** Who else may, without the level. */
  enum Also {
    NOBODY,
    /** Auditors read the audit log and metadata of what they see. */
    AUDITORS,
    /** Owners and admins list, revoke and delete personal credentials of others. */
    OFF_BOARDING
  }

  static Rule level(String needed, String scope, Also also) {
    return known(
        (asking, target) -> {
          var who = who(asking);
          String level = who.elsewhere() ? "none" : who.level(target);
          boolean offBoards = offBoards(asking, target);
          if (!asking.reaches(target) || (level.equals("none") && !offBoards)) {
            return Ends.ABSENT;
          }
          boolean may =
              Target.includes(level, needed)
                  || (also == Also.AUDITORS && who.audits() && Target.includes(level, "see"))
                  || (also == Also.OFF_BOARDING && offBoards);
          return may && !asking.lacks(scope) ? Ends.ALLOWED : Ends.FORBIDDEN;
        });
  }

  /** Calls through the proxy (§4.8): the level use, by a key for calls or for everything. */
  Rule CALL =
      (asking, target) -> {
        Ends key = KEY.of(asking, target);
        if (key != Ends.ALLOWED) {
          return key;
        }
        boolean scoped = !asking.lacks("runtime:call") || !asking.lacks("runtime:resolve");
        Ends level = level("use", "").ofAnyScope(asking, target);
        return level == Ends.ALLOWED && (!scoped || limitedToFlows(asking))
            ? Ends.FORBIDDEN
            : level;
      };

  /** Runs an operation: the level use; a key also needs one of the scopes with which it calls. */
  Rule OPERATION =
      known(
          (asking, target) -> {
            boolean scoped = !asking.lacks("runtime:call") || !asking.lacks("runtime:resolve");
            Ends level = level("use", "").ofAnyScope(asking, target);
            return level == Ends.ALLOWED && !scoped ? Ends.FORBIDDEN : level;
          });

  /** Hands out the secret (§4.8): the level manage, by a key that may resolve. */
  static Rule resolve(boolean namesNoFlow) {
    return (asking, target) -> {
      Ends key = KEY.of(asking, target);
      if (key != Ends.ALLOWED) {
        return key;
      }
      boolean uses = level("use", "").ofAnyScope(asking, target) == Ends.ALLOWED;
      boolean scoped = !asking.lacks("runtime:call") || !asking.lacks("runtime:resolve");
      if (!uses || !scoped) {
        return Ends.ABSENT;
      }
      var who = who(asking);
      boolean may =
          !asking.lacks("runtime:resolve")
              && who.level(target).equals("manage")
              && who.managesSomewhere()
              && !(namesNoFlow && limitedToFlows(asking));
      return may ? Ends.ALLOWED : Ends.FORBIDDEN;
    };
  }

  /**
   * Puts a credential into a scope (§4.3); a key that is limited to workspaces puts it there only.
   */
  static Rule place(String scope) {
    return known(
        (asking, target) ->
            mayPlace(asking, scope) && !asking.lacks("credentials:write")
                ? Ends.ALLOWED
                : Ends.FORBIDDEN);
  }

  /** Manages the credential, and may put the copy beside it or among one's own. */
  Rule DUPLICATE =
      (asking, target) -> {
        Ends level = level("manage", "credentials:write").of(asking, target);
        if (level != Ends.ALLOWED) {
          return level;
        }
        String place = personMayPlace(asking, target.scope()) ? target.scope() : "personal";
        return mayPlace(asking, place) ? Ends.ALLOWED : Ends.FORBIDDEN;
      };

  /** Manages the scope Sales now; anybody else learns nothing of its reserved names. */
  Rule RESERVATION =
      known(
          (asking, target) -> {
            if (asking.lacks("credentials:write")) {
              return Ends.FORBIDDEN;
            }
            return mayPlace(asking, "workspace") ? Ends.ALLOWED : Ends.ABSENT;
          });

  private static Rule known(Rule rule) {
    return (asking, target) -> asking.known() ? rule.of(asking, target) : Ends.UNAUTHENTICATED;
  }

  private Ends ofAnyScope(Asking asking, Target target) {
    var key = asking.key();
    var every =
        key == null
            ? null
            : new Asking.Key(key.name(), Set.of(""), key.limitedTo(), key.limitedToFlows());
    return of(new Asking(asking.who(), every, asking.api()), target);
  }

  private static boolean limitedToFlows(Asking asking) {
    return asking.key() != null && asking.key().limitedToFlows();
  }

  private static boolean offBoards(Asking asking, Target target) {
    var who = who(asking);
    return who.administers() && !who.elsewhere() && target.scope().equals("personal");
  }

  private static boolean mayPlace(Asking asking, String scope) {
    var key = asking.key();
    boolean within =
        key == null
            || key.limitedTo() == null
            || (scope.equals("workspace") && key.limitedTo().equals("Sales"));
    return within && personMayPlace(asking, scope);
  }

  private static boolean personMayPlace(Asking asking, String scope) {
    var who = who(asking);
    return switch (scope) {
      case "personal" -> who.edits();
      case "organization" -> who.administers();
      default -> who.managesCredentialsOfSales() && !who.elsewhere();
    };
  }

  private static Somebody who(Asking asking) {
    return Objects.requireNonNull(asking.who());
  }
}
