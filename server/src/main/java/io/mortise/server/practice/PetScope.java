package io.mortise.server.practice;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an access token of the Petstore may do (RFC 6749, section 3.3). */
enum PetScope {
  READ("pets:read", "see the pets"),
  WRITE("pets:write", "add pets");

  private final String wire;
  private final String meaning;

  PetScope(String wire, String meaning) {
    this.wire = wire;
    this.meaning = meaning;
  }

  String wire() {
    return wire;
  }

  /** What it permits, as the consent page says it. */
  String meaning() {
    return meaning;
  }

  static List<String> all() {
    return Arrays.stream(values()).map(PetScope::wire).toList();
  }

  static String join(Set<PetScope> scopes) {
    return scopes.stream().map(PetScope::wire).collect(Collectors.joining(" "));
  }

  /**
   * Decides what is granted of the scopes that a client asks for: the known ones; {@code pets:read}
   * if it asks for none.
   *
   * @throws OAuthRefused if it asks for unknown scopes only
   */
  static Set<PetScope> granted(Optional<String> asked) {
    if (asked.isEmpty()) {
      return Set.of(READ);
    }
    var known = named(asked.get());
    if (known.isEmpty()) {
      throw new OAuthRefused(
          OAuthRefused.Code.INVALID_SCOPE,
          "The Petstore knows " + String.join(" and ", all()) + ".");
    }
    return known;
  }

  private static Set<PetScope> named(String text) {
    var words = List.of(text.split(" ", -1));
    var found = EnumSet.noneOf(PetScope.class);
    Arrays.stream(values()).filter(scope -> words.contains(scope.wire)).forEach(found::add);
    return Collections.unmodifiableSet(found);
  }

  /**
   * Reads the scopes of a refresh, which may ask for fewer than were granted (RFC 6749, section 6).
   *
   * @throws OAuthRefused if it asks for any other
   */
  static Set<PetScope> narrowed(Set<PetScope> granted, Optional<String> asked) {
    if (asked.isEmpty()) {
      return granted;
    }
    var words = Set.of(asked.get().split(" ", -1));
    var names = granted.stream().map(PetScope::wire).collect(Collectors.toSet());
    if (!names.containsAll(words)) {
      throw new OAuthRefused(
          OAuthRefused.Code.INVALID_SCOPE, "A refresh cannot add scopes that were not granted.");
    }
    return named(asked.get());
  }
}
