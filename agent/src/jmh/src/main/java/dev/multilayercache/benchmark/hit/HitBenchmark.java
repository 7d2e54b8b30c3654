package dev.multilayercache.benchmark.hit;

import dev.multilayercache.benchmark.paired.Jdk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures what a hit in the local layer costs, beside what others' cost. */
public final class HitBenchmark {
  private final Launch launch;
  private final int launches;

  private HitBenchmark(Launch launch, int launches) {
    this.launch = launch;
    this.launches = launches;
  }

  /**
   * Measures, prints the report and writes it down.
   *
   * @param arguments how many launches; how many rounds in each; the agent's jar; the directory of
   *     the report and its picture; the README that shows both in short; the homes of the JDKs,
   *     separated as in a class path
   */
  public static void main(String[] arguments) throws Exception {
    int launches = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    Path docs = Path.of(arguments[3]);
    HitBenchmark benchmark = new HitBenchmark(new Launch(Path.of(arguments[2]), rounds), launches);
    List<JdkFigures> jdks = new ArrayList<>();
    for (String home : arguments[5].split(File.pathSeparator)) {
      jdks.add(benchmark.measure(Path.of(home)));
    }
    String report = new HitReport(jdks).markdown(launches, rounds);
    System.out.println(report);
    Files.writeString(docs.resolve("hit.md"), report);
    Files.writeString(docs.resolve("hit.svg"), new HitChart(jdks).svg());
    new ReadmeTable(jdks).writeTo(Path.of(arguments[4]));
  }

  private JdkFigures measure(Path jdk) throws IOException {
    String version = Jdk.version(jdk);
    Map<Comparison, Measured> measured = new LinkedHashMap<>();
    for (int i = 1; i <= launches; i++) {
      for (Comparison comparison : LineUp.comparisons()) {
        launch.measure(
            jdk, comparison, measured.computeIfAbsent(comparison, first -> new Measured()));
      }
      System.err.println("hits: JDK " + version + ", launch " + i + " of " + launches);
    }
    return new JdkFigures(version, measured);
  }
}
