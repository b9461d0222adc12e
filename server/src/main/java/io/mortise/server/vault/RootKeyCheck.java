package io.mortise.server.vault;

import io.mortise.server.settings.Settings.RootKeySettings;
import java.nio.file.Files;

/** Whether a root key that is there can be one; whether it is the right one the database says. */
public final class RootKeyCheck {
  private RootKeyCheck() {}

  /** Throws {@link io.mortise.server.settings.SettingsInvalid} with a sentence; makes nothing. */
  public static void check(RootKeySettings settings) {
    if (settings.base64().isPresent() || Files.exists(settings.file())) {
      RootKey.load(settings, false);
    }
  }
}
