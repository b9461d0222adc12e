package io.mortise.server.kernel;

import io.mortise.server.kernel.InvalidRequest.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request's members, so that all of it is said at once. */
public final class RequestCheck {
  private static final int MAX_NAME = 80;
  private static final int MIN_PASSWORD = 12;
  private static final int MAX_PASSWORD = 200;
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,189}");

  private final List<FieldProblem> problems = new ArrayList<>();

  public void add(String pointer, String detail) {
    problems.add(new FieldProblem(pointer, detail));
  }

  /** Throws what was collected, if anything. */
  public void done() {
    if (!problems.isEmpty()) {
      throw new InvalidRequest(problems);
    }
  }

  /** Required text of at most {@code longest} characters. */
  public String text(String pointer, @Nullable String value, int longest) {
    if (value == null || value.isBlank()) {
      add(pointer, pointer.substring(1) + " is missing.");
      return "";
    }
    if (Characters.count(value) > longest) {
      add(pointer, pointer.substring(1) + " has more than " + longest + " characters.");
    }
    return value;
  }

  /**
   * A name of 1–80 characters, any but {@code /} and control characters; spaces around it are taken
   * off.
   */
  public String name(String pointer, @Nullable String value) {
    String name = text(pointer, value, MAX_NAME).strip();
    if (name.chars().anyMatch(c -> c == '/' || breaksLines(c))) {
      add(pointer, "A name must not hold “/” or control characters.");
    }
    return name;
  }

  /** Control characters, and the two separators that text editors treat like one. */
  private static boolean breaksLines(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
  }

  public String email(String pointer, @Nullable String value) {
    String email = text(pointer, value, 254).strip();
    if (!email.isEmpty() && !EMAIL.matcher(email).matches()) {
      add(pointer, "«" + email + "» is no e-mail address.");
    }
    return email;
  }

  /** Length is what counts (NIST SP 800-63B): 12 to 200 characters, any. */
  public String password(String pointer, @Nullable String value) {
    String password = text(pointer, value, MAX_PASSWORD);
    if (!password.isEmpty() && Characters.count(password) < MIN_PASSWORD) {
      add(
          pointer,
          "A password has at least " + MIN_PASSWORD + " characters; a few words are best.");
    }
    return password;
  }
}
