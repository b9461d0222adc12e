package io.mortise.server.people;

import io.mortise.server.kernel.RequestCheck;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The body of {@code PATCH /me}: only what is in it changes, and nothing of it can be cleared. */
public final class ProfileChange {
  private static final Set<String> KNOWN = Set.of("name", "email", "password");

  private final Map<String, Object> body;

  /**
   * What a body may hold, all of it optional.
   *
   * @param password the current one; needed where the address changes
   */
  @Schema(name = "ChangedProfile")
  public record Members(@Nullable String name, @Nullable String email, @Nullable String password) {
    @Override
    public String toString() {
      return "Members[]";
    }
  }

  /** A person's name and address. */
  public record Profile(String name, String email) {}

  public ProfileChange(Map<String, Object> body) {
    this.body = body;
    var check = new RequestCheck();
    var unknown = new TreeSet<>(body.keySet());
    unknown.removeAll(KNOWN);
    unknown.forEach(name -> check.add("/" + name, "A profile has no such field to change."));
    check.done();
  }

  public Profile over(Profile before) {
    var check = new RequestCheck();
    String name =
        body.containsKey("name") ? check.name("/name", text(check, "name")) : before.name();
    String email =
        body.containsKey("email") ? check.email("/email", text(check, "email")) : before.email();
    check.done();
    return new Profile(name, email);
  }

  public String password() {
    var check = new RequestCheck();
    String password = check.text("/password", text(check, "password"), 1_000);
    check.done();
    return password;
  }

  private @Nullable String text(RequestCheck check, String member) {
    Object value = body.get(member);
    if (value instanceof String text) {
      return text;
    }
    if (value != null) {
      check.add("/" + member, member + " must be text.");
      check.done();
    }
    return null;
  }

  @Override
  public String toString() {
    return "ProfileChange[]";
  }
}
