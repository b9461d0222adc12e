package io.mortise.runtime.auth;

/** A user name and password in the clear, for a driver. Its text form shows the name only. */
public record Login(String username, String password) {
  @Override
  public String toString() {
    return "Login[" + username + "]";
  }
}
