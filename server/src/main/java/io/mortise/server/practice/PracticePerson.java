package io.mortise.server.practice;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The people who have an account at the Petstore; two, so that another account can be tried. */
enum PracticePerson {
  ROBIN("Robin Meyer", "robin@petstore.example"),
  SAM("Sam Okafor", "sam@petstore.example");

  private final String fullName;
  private final String email;

  PracticePerson(String fullName, String email) {
    this.fullName = fullName;
    this.email = email;
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  String fullName() {
    return fullName;
  }

  String email() {
    return email;
  }

  static Optional<PracticePerson> parse(String id) {
    return Arrays.stream(values()).filter(person -> person.id().equals(id)).findFirst();
  }
}
