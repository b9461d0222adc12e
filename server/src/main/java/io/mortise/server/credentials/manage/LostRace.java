package io.mortise.server.credentials.manage;

import io.mortise.server.kernel.Refused;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Another change of the same credential was saved while this one was prepared. A caller who named
 * the version that the change is about is told; for any other the change is prepared and tried
 * again on what is saved now.
 */
final class LostRace extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int ATTEMPTS = 20;

  private final long version;

  /**
   * @param version of the row now, as far as it is known
   */
  LostRace(long version) {
    super("Another change was saved in the meantime");
    this.version = version;
  }

  /**
   * Makes a change; 412 {@code version_conflict} where it may not, or too often cannot, be tried
   * again.
   */
  static <T> T retried(@Nullable Long expectedVersion, Supplier<T> change) {
    for (int attempt = 1; ; attempt++) {
      try {
        return change.get();
      } catch (LostRace lost) {
        if (expectedVersion != null || attempt == ATTEMPTS) {
          throw Refused.versionConflict(lost.version);
        }
      }
    }
  }
}
