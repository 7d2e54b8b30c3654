package dev.multilayercache.faults.harness;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.faults.history.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The table of all runs, written anew with each, and the directories of the failed ones. */
final class Report {
  private static final String HEAD =
      """
      | run | seed | cache | reads | invalidations confirmed / not | faults | stale after confirmed | over the bound | on the own node | longest | propagation p50 / p99 / p99.9 | wrong at the end |
      |---|---|---|---|---|---|---|---|---|---|---|---|
      """;
  private static final StringBuilder ROWS = new StringBuilder();
  private static final Totals TOTALS = new Totals();

  private Report() {}

  /** An empty directory. */
  static Path directory(String run) {
    Path directory = base().resolve(run.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
    try {
      if (Files.exists(directory)) {
        delete(directory);
      }
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static synchronized void add(Outcome outcome) {
    StringBuilder rows = new StringBuilder();
    outcome.verdicts().forEach((cache, verdict) -> rows.append(row(outcome, cache, verdict)));
    System.out.println(HEAD + rows);
    ROWS.append(rows);
    TOTALS.add(outcome);
    try {
      Files.writeString(base().resolve("report.md"), HEAD + ROWS + TOTALS.table());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A run that kept its promises leaves only its row. */
  static void discard(Outcome outcome) {
    if (!Boolean.getBoolean("faults.keep")) {
      try {
        delete(outcome.directory());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String row(Outcome outcome, String cache, Verdict verdict) {
    Integer wrong = outcome.wrong().get(cache);
    return "| %s | %d | %s | %,d | %,d / %,d | %d | %,d | %,d | %,d | %s | %s / %s / %s | %s |%n"
        .formatted(
            outcome.name(),
            outcome.seed(),
            cache,
            verdict.reads(),
            verdict.confirmed(),
            verdict.unconfirmed(),
            outcome.faults(),
            verdict.staleAfterConfirmed(),
            verdict.staleOverBound(),
            verdict.staleOnOwnNode(),
            text(verdict.longest()),
            text(verdict.propagation().p50()),
            text(verdict.propagation().p99()),
            text(verdict.propagation().p999()),
            wrong == QuietTime.NO_ANSWER ? "no answer" : wrong);
  }

  static String text(Duration time) {
    double millis = time.toNanos() / 1e6;
    return millis < 1000 ? "%.1f ms".formatted(millis) : "%.2f s".formatted(millis / 1000);
  }

  private static Path base() {
    return ForkedJvm.existing("agent/target").resolve("faults");
  }

  private static void delete(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(directory)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
