package dev.multilayercache.faults.harness;

import dev.multilayercache.faults.history.History;
import dev.multilayercache.faults.history.HistoryChecker;
import dev.multilayercache.faults.history.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A cluster, its workload, faults, a quiet time, and a verdict on each of its caches. */
public final class FaultRun {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String name;
  private final Settings settings;
  private final Duration length;
  private final List<FaultKind> kinds;
  private final long seed;

  private FaultRun(
      String name, Settings settings, Duration length, long seed, List<FaultKind> kinds) {
    this.seed = seed;
    this.name = name;
    this.settings = settings;
    this.length = length;
    this.kinds = kinds;
  }

  /**
   * Runs it to its end.
   *
   * @param name for the report, one word for files and then a few for people
   * @param seconds in the suite of ten minutes
   */
  public static Outcome run(String name, Settings settings, int seconds, FaultKind... kinds) {
    return run(name, settings, RunLength.of(seconds), Seed.get(), kinds);
  }

  /** The same, whatever the length of the suite. */
  public static Outcome run(
      String name, Settings settings, Duration length, long seed, FaultKind... kinds) {
    return new FaultRun(name, settings, length, seed, List.of(kinds)).run();
  }

  private Outcome run() {
    Path directory = Report.directory(name);
    System.out.printf("%n%s: %s, seed %d%n", name, settings.topology(), seed);
    Cluster cluster = new Cluster(settings, directory, seed);
    try (cluster) {
      cluster.start();
      cluster.startWorkload();
      SplittableRandom random = new SplittableRandom(seed ^ name.hashCode());
      List<String> faults = new Schedule(kinds, random).run(cluster, length);
      faults.forEach(System.out::println);
      write(directory.resolve("faults.txt"), faults);
      Map<String, Integer> wrong = new QuietTime(cluster).pass();
      Outcome outcome =
          new Outcome(
              name,
              seed,
              settings.hasMajority(),
              faults.size(),
              directory,
              wrong,
              judge(cluster, directory));
      Report.add(outcome);
      return outcome;
    } catch (RuntimeException | Error e) {
      cluster.writeNotes();
      throw e;
    }
  }

  private Map<String, Verdict> judge(Cluster cluster, Path directory) {
    cluster.writeNotes();
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    for (String subject : settings.subjects()) {
      verdicts.put(
          subject,
          HistoryChecker.judge(History.in(directory, subject), settings.maxStaleness(), PATIENCE));
    }
    return verdicts;
  }

  private static void write(Path file, List<String> lines) {
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
