package io.mortise.server.credentials;

import io.mortise.server.access.CredentialScope;
import io.mortise.server.accounts.Workspaces;
import io.mortise.server.kernel.Caller;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.RequestCheck;
import io.mortise.server.kernel.WorkspaceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks what people enter beside the fields: name, scope, notes, environment, tags, dates. */
@Component
class CredentialForm {
  private static final int LONGEST_NOTES = 10_000;
  private static final int MOST_TAGS = 50;
  private static final int LONGEST_TAG = 50;
  private static final int LONGEST_REMINDER_DAYS = 3_650;

  private final Workspaces workspaces;

  CredentialForm(Workspaces workspaces) {
    this.workspaces = workspaces;
  }

  Credential.Label label(
      String name,
      @Nullable String notes,
      @Nullable String environment,
      @Nullable List<String> tags) {
    var check = new RequestCheck();
    String checkedName = check.name("/name", name);
    String checkedNotes = notes == null ? "" : notes;
    if (checkedNotes.length() > LONGEST_NOTES) {
      check.add("/notes", "Notes have at most " + LONGEST_NOTES + " characters.");
    }
    if (environment != null && !Environment.knows(environment)) {
      check.add("/environment", "environment is prod, staging or dev.");
    }
    var checkedTags = tags == null ? List.<String>of() : tags;
    if (checkedTags.size() > MOST_TAGS
        || checkedTags.stream()
            .anyMatch(t -> t == null || t.isBlank() || t.length() > LONGEST_TAG)) {
      check.add(
          "/tags",
          "There are at most " + MOST_TAGS + " tags, each of 1 to " + LONGEST_TAG + " characters.");
    }
    check.done();
    return new Credential.Label(checkedName, checkedNotes, environment, checkedTags);
  }

  void checkReminder(@Nullable Integer days) {
    if (days != null && (days < 1 || days > LONGEST_REMINDER_DAYS)) {
      throw new InvalidRequest(
          "/rotateEveryDays", "rotateEveryDays is a number from 1 to 3650, or null for never.");
    }
  }

  void checkExpiry(@Nullable Instant expiresAt, Instant now) {
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      throw new InvalidRequest("/expiresAt", "expiresAt lies in the past.");
    }
  }

  /**
   * Personal unless chosen otherwise; for a workspace scope without a workspace the caller's only
   * one is meant.
   */
  CredentialScope scope(Caller caller, @Nullable String scope, @Nullable String workspace) {
    return switch (scope == null ? "personal" : scope) {
      case "personal" -> new CredentialScope.Personal();
      case "organization" -> new CredentialScope.Organization();
      case "workspace" -> new CredentialScope.Workspace(workspace(caller, workspace));
      default ->
          throw new InvalidRequest("/scope", "scope is personal, workspace or organization.");
    };
  }

  WorkspaceId workspace(Caller caller, @Nullable String id) {
    var mine = workspaces.of(caller);
    if (id == null) {
      if (mine.size() == 1) {
        return mine.getFirst();
      }
      throw new InvalidRequest(
          "/workspace", "Say which workspace: you belong to " + mine.size() + ".");
    }
    return WorkspaceId.parse(id)
        .filter(mine::contains)
        .orElseThrow(
            () -> new InvalidRequest("/workspace", "«" + id + "» is no workspace of yours."));
  }
}
