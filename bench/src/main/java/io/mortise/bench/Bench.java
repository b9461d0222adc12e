package io.mortise.bench;

import io.mortise.server.MortiseServer;
import io.mortise.server.credentials.InProcess;
import io.mortise.server.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * All figures of {@code bench/README.md}, in one run. Ratios are of medians of rounds that
 * alternate, because the machine may be busy with other things.
 *
 * <p>Arguments: the project's folder, a folder for data, seconds a round, and {@code lists} to
 * measure nothing but the lists.
 */
public final class Bench {
  private static final int ROUNDS = 5;
  private static final Duration WARM_UP = Duration.ofSeconds(90);
  private static final int THOUSAND = 1_000;
  private static final int MILLION = 1_000_000;
  private static final PrintStream OUT = System.out;

  private final Path root;
  private final Path data;
  private final Duration round;
  private final boolean listsOnly;

  private Bench(Path root, Path data, Duration round, boolean listsOnly) {
    this.root = root;
    this.data = data;
    this.round = round;
    this.listsOnly = listsOnly;
  }

  public static void main(String[] arguments) throws SQLException, IOException {
    var bench =
        new Bench(
            Path.of(arguments[0]),
            Path.of(arguments[1]),
            Duration.ofSeconds(Long.parseLong(arguments[2])),
            arguments.length > 3 && arguments[3].equals("lists"));
    Files.createDirectories(bench.data);
    bench.run();
  }

  private void run() throws SQLException, IOException {
    String key;
    String credential;
    try (var server = BenchServer.start(root, data)) {
      line("start, new database", server.ready().toMillis() + " ms to the first answer");
      var client = new BenchClient();
      key = client.setUp();
      credential = client.addCredential();
    }
    if (!listsOnly) {
      restarts();
    }
    try (var server = BenchServer.start(root, data)) {
      if (!listsOnly) {
        resolving(server, key, credential);
      }
      lists(server, key);
    }
    if (!listsOnly) {
      inProcess(key, credential);
    }
  }

  private void restarts() {
    var times = new ArrayList<Long>();
    for (int i = 0; i < ROUNDS; i++) {
      try (var server = BenchServer.start(root, data)) {
        times.add(server.ready().toMillis());
      }
    }
    times.sort(null);
    line(
        "start, existing embedded database",
        times.get(ROUNDS / 2) + " ms to the first answer (median of " + times + ")");
  }

  private void resolving(BenchServer server, String key, String credential) throws SQLException {
    var yardstick = Load.get(BenchServer.PORT, "/runtime/v1/whoami", key);
    var resolve =
        Load.post(
            BenchServer.PORT, "/runtime/v1/credentials/" + credential + "/resolve", key, "{}");
    // The JVM goes on compiling for a minute and more; what it does in steady state is asked here.
    resolve.run(32, WARM_UP);
    yardstick.run(32, round.multipliedBy(2));
    try (var database = server.database()) {
      compare("32 connections", yardstick, resolve, 32);
      compare("128 connections", yardstick, resolve, 128);
      batch(key, credential);
      line("memory under load", server.memory());
      double bytes = bytesOfAUse(database, resolve);
      line("a use in the record", bytes(bytes));
      line(
          "a use that names flow, run and step",
          bytes(
              bytesOfAUse(
                  database,
                  Load.post(
                      BenchServer.PORT,
                      "/runtime/v1/credentials/" + credential + "/resolve",
                      key,
                      "{\"flow\":\"nightly-sync\",\"run\":\"run-000001\",\"step\":\"fetch\"}"))));
      line(
          "a day at 20,000 uses/s",
          String.format(Locale.ROOT, "%.0f GB", bytes * 20_000 * 86_400 / 1e9));
    }
  }

  private double bytesOfAUse(Connection database, Load load) throws SQLException {
    long eventsBefore = number(database, "select sum(seq) from audit_head");
    long bytesBefore = auditBytes(database);
    load.run(32, round.multipliedBy(4));
    long events = number(database, "select sum(seq) from audit_head") - eventsBefore;
    return (double) (auditBytes(database) - bytesBefore) / events;
  }

  private static String bytes(double count) {
    return String.format(Locale.ROOT, "%.0f bytes with its indexes", count);
  }

  private void compare(String title, Load yardstick, Load resolve, int connections) {
    var bare = new ArrayList<Figures>();
    var whole = new ArrayList<Figures>();
    for (int i = 0; i < ROUNDS; i++) {
      bare.add(yardstick.run(connections, round));
      whole.add(resolve.run(connections, round));
    }
    Figures bareMedian = median(bare);
    Figures wholeMedian = median(whole);
    line("bare secured endpoint, " + title, bareMedian.toString());
    line("resolve over HTTP, " + title, wholeMedian.toString());
    line(
        "ratio, " + title,
        String.format(Locale.ROOT, "%.2f", wholeMedian.perSecond() / bareMedian.perSecond()));
  }

  private void batch(String key, String credential) {
    String item = "{\"ref\":\"" + credential + "\"}";
    String body =
        "{\"credentials\":["
            + IntStream.range(0, 100).mapToObj(i -> item).collect(Collectors.joining(","))
            + "]}";
    var figures = Load.post(BenchServer.PORT, "/runtime/v1/resolve", key, body).run(4, round);
    line(
        "batches of 100, 4 connections",
        figures
            + String.format(Locale.ROOT, "   (%,.0f credentials/s)", figures.perSecond() * 100));
  }

  private void lists(BenchServer server, String key) throws SQLException {
    try (var database = server.database()) {
      ManyCredentials.insert(database, 1, THOUSAND);
      pages(database, key, THOUSAND);
      for (int from = THOUSAND; from < MILLION; from += 111_000) {
        ManyCredentials.insert(database, from, Math.min(from + 111_000, MILLION));
      }
      pages(database, key, MILLION);
    }
    try (var browser = new InBrowser()) {
      browser.measure(
          (title, figures) -> line("1,000,000 credentials in the browser, " + title, figures));
    }
  }

  private void pages(Connection database, String key, int size) throws SQLException {
    String many = String.format(Locale.ROOT, "%,d credentials, ", size);
    page(many + "first page", key, "");
    page(many + "type", key, "&type=bearer");
    page(many + "connector", key, "&connector=stripe");
    page(many + "status active", key, "&status=active");
    page(many + "status revoked", key, "&status=revoked");
    page(many + "status rotation due", key, "&status=rotation_due");
    page(many + "search, rare word", key, "&q=zanzibar");
    page(many + "search, common word", key, "&q=team");
    page(many + "search and filter", key, "&q=squad+12&connector=jira&status=active");
    page(many + "last used first", key, "&sort=-lastUsedAt");
    page(many + "deep page", key, "&cursor=" + cursor(database, size * 9 / 10));
    var summary = Load.get(BenchServer.PORT, "/api/v1/credentials/summary", key).run(1, round);
    line(many + "summary", summary.toString());
  }

  private void page(String title, String key, String query) {
    var load = Load.get(BenchServer.PORT, "/api/v1/credentials?limit=50" + query, key);
    load.run(1, Duration.ofSeconds(1));
    line(title, load.run(1, round).toString());
  }

  /** The cursor that a page ending at this row would give. */
  private static String cursor(Connection database, int row) throws SQLException {
    try (var statement = database.createStatement();
        var rows =
            statement.executeQuery(
                "select id || ' ' || name_key from credential order by name_key, id offset "
                    + row
                    + " limit 1")) {
      rows.next();
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(rows.getString(1).getBytes(StandardCharsets.UTF_8));
    }
  }

  private void inProcess(String key, String credential) {
    try (var server = MortiseServer.start(Settings.read(BenchServer.settings(data)))) {
      var inside = new InProcess(server, key);
      inside.resolve(credential, 256, round.multipliedBy(2));
      for (int callers : new int[] {32, 256, 1_024}) {
        line(
            "resolve in process, " + callers + " callers",
            Figures.of(inside.resolve(credential, callers, round), round).toString());
      }
      inside.sealAndOpen(credential, round);
      line(
          "open and seal one document, one thread",
          Figures.of(inside.sealAndOpen(credential, round), round).toString());
    }
  }

  private static long auditBytes(Connection database) throws SQLException {
    return number(
        database,
        "select sum(pg_total_relation_size(inhrelid)) from pg_inherits where inhparent = 'audit_event'::regclass");
  }

  private static long number(Connection database, String query) throws SQLException {
    try (var statement = database.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Figures median(ArrayList<Figures> rounds) {
    rounds.sort(Comparator.comparingDouble(Figures::perSecond));
    return rounds.get(rounds.size() / 2);
  }

  private static void line(String title, String figures) {
    OUT.printf("%-64s %s%n", title, figures);
  }
}
