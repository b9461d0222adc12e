package io.mortise.server.database;

import io.mortise.server.kernel.HealthCheck;
import io.mortise.server.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether the database can go on writing. Of the embedded one, the disk is looked at; any database
 * that has found its disk full is tried again until it takes a row.
 */
@Component
class DiskHealth implements HealthCheck {
  private static final Logger log = LoggerFactory.getLogger(DiskHealth.class);

  /** What PostgreSQL needs to go on writing: one more segment of its log. */
  private static final long LEAST = 16L * 1024 * 1024;

  private static final int PROBE_BYTES = 256 * 1024;

  private final Path data;
  private final boolean embedded;
  private final DiskFullSeen seen;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  DiskHealth(
      Settings settings, DiskFullSeen seen, JdbcClient jdbc, TransactionTemplate transaction) {
    this.data = settings.data();
    this.embedded = settings.database().url().isEmpty();
    this.seen = seen;
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  @Override
  public List<HealthProblem> problems() {
    if (embedded && usable() < LEAST) {
      return List.of(
          problem(
              "The disk that holds the data folder has less than 16 MiB left. Free some space."));
    }
    return seen.isFull()
        ? List.of(problem("The database's disk is full: nothing can be saved. Free some space."))
        : List.of();
  }

  @Override
  public boolean worksWithoutDatabase() {
    return true;
  }

  @Scheduled(fixedDelay = 1_000)
  public void tryAgain() {
    if (!seen.isFull()) {
      return;
    }
    var filler = new byte[PROBE_BYTES];
    ThreadLocalRandom.current().nextBytes(filler);
    try {
      transaction.executeWithoutResult(
          status -> {
            jdbc.sql("delete from disk_probe").update();
            jdbc.sql("insert into disk_probe values (:filler)").param("filler", filler).update();
          });
      seen.thereIsSpace();
      log.info("The database's disk has space again");
    } catch (DataAccessException stillFull) {
      log.debug("The database's disk is still full", stillFull);
    }
  }

  private static HealthProblem problem(String detail) {
    return new HealthProblem("disk_full", detail);
  }

  private long usable() {
    try {
      return Files.getFileStore(data).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE; // unknown is not full
    }
  }
}
