package io.mortise.server.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The PostgreSQL programs that come in the jar, unpacked once under the data folder. */
final class PostgresBinaries {
  private static final String COMPLETE = ".complete";

  private PostgresBinaries() {}

  /**
   * The folder that holds {@code bin/postgres}; unpacked under {@code parent} if it is not there
   * yet.
   */
  static Path unpackedUnder(Path parent) {
    String archive = archiveName();
    Path home = parent.resolve(archive.replace(".txz", ""));
    if (Files.exists(home.resolve(COMPLETE))) {
      return home;
    }
    try (InputStream packed = PostgresBinaries.class.getResourceAsStream("/" + archive)) {
      if (packed == null) {
        throw new DatabaseUnavailable(
            "This build carries no PostgreSQL for "
                + System.getProperty("os.name")
                + "/"
                + System.getProperty("os.arch")
                + ". Set MORTISE_DATABASE_URL to a PostgreSQL 15 or newer.");
      }
      Files.createDirectories(home);
      unpack(packed, home);
      Files.createFile(home.resolve(COMPLETE));
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String archiveName() {
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    String arch = System.getProperty("os.arch");
    boolean arm = arch.equals("aarch64");
    return mac
        ? "postgres-darwin-" + (arm ? "arm_64" : "x86_64") + ".txz"
        : "postgres-linux-" + (arm ? "arm_64" : "x86_64") + ".txz";
  }

  private static void unpack(InputStream packed, Path home) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = home.resolve(entry.getName()).normalize();
        if (!target.startsWith(home)) {
          throw new IOException(
              "An entry of the PostgreSQL archive lies outside of it: " + entry.getName());
        }
        write(tar, entry, target);
      }
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.deleteIfExists(target);
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
    if ((entry.getMode() & 0100) != 0) {
      Set<PosixFilePermission> permissions = new HashSet<>(Files.getPosixFilePermissions(target));
      permissions.addAll(PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setPosixFilePermissions(target, permissions);
    }
  }
}
