package dev.multilayercache.benchmark.hit;

import dev.multilayercache.benchmark.paired.Jdk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures what a hit in the local layer costs, beside what others' cost. */
public final class HitBenchmark {
  private HitBenchmark() {}

  /**
   * Measures, prints the tables and writes them down.
   *
   * @param arguments how many launches; how many rounds in each; the agent's jar; the directory of
   *     the report and its picture; the homes of the JDKs, separated as in a class path
   */
  public static void main(String[] arguments) throws Exception {
    int launches = Integer.parseInt(arguments[0]);
    Launch launch = new Launch(Path.of(arguments[2]), Integer.parseInt(arguments[1]));
    StringBuilder report = new StringBuilder("# What a hit costs\n");
    for (String home : arguments[4].split(File.pathSeparator)) {
      Map<Comparison, Measured> measured = measure(launch, launches, Path.of(home));
      report.append("\n## JDK ").append(Jdk.version(Path.of(home))).append('\n');
      measured.forEach(
          (comparison, figures) -> {
            report.append("\n### ").append(comparison.work().title());
            report.append(comparison.isClustered() ? ", with a live cluster layer" : "");
            report.append("\n\n").append(new HitTable(comparison, figures).markdown());
          });
    }
    System.out.println(report);
    Files.writeString(Path.of(arguments[3], "hit.md"), report);
  }

  private static Map<Comparison, Measured> measure(Launch launch, int launches, Path jdk)
      throws IOException {
    Map<Comparison, Measured> measured = new LinkedHashMap<>();
    for (int i = 1; i <= launches; i++) {
      for (Comparison comparison : LineUp.comparisons()) {
        launch.measure(
            jdk, comparison, measured.computeIfAbsent(comparison, first -> new Measured()));
      }
      System.err.println("hits: launch " + i + " of " + launches);
    }
    return measured;
  }
}
