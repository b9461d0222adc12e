package io.mortise.server.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder of what this server keeps beside the database: the root key, the embedded database.
 */
public final class DataFolder {
  private DataFolder() {}

  /** Makes the folder, for its owner alone; one that is there is left as it is. */
  public static void create(Path folder) {
    try {
      if (!Files.exists(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException e) {
      throw new SettingsInvalid(
          "The data folder " + folder + " cannot be made: check who owns what is above it.", e);
    }
  }
}
