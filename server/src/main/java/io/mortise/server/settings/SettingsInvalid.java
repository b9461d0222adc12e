package io.mortise.server.settings;

/** A setting that stops the start; the message names the setting and says what to do. */
public final class SettingsInvalid extends RuntimeException {
  public SettingsInvalid(String sentence) {
    super(sentence);
  }

  public SettingsInvalid(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
