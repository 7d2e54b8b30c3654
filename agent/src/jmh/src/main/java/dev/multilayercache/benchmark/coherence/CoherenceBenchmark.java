package dev.multilayercache.benchmark.coherence;

import dev.multilayercache.benchmark.paired.Jdk;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Measures what coherence between nodes costs while nothing fails. */
public final class CoherenceBenchmark {
  private CoherenceBenchmark() {}

  /**
   * Measures, prints the tables and writes them down.
   *
   * @param arguments how many launches; how many rounds in each; the agent's jar; the report to
   *     write; the homes of the JDKs, separated as in a class path
   */
  public static void main(String[] arguments) throws Exception {
    int launches = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    Path agentJar = Path.of(arguments[2]);
    StringBuilder report = new StringBuilder(introduction(launches, rounds));
    add(report, "What the cluster is asked", OperationTable.markdown(agentJar));
    HitBenchmark hits = new HitBenchmark(agentJar, launches, rounds);
    for (String home : arguments[4].split(File.pathSeparator)) {
      add(
          report,
          "A hit in the local layer, JDK " + Jdk.version(Path.of(home)),
          hits.measure(Path.of(home)));
    }
    Files.writeString(Path.of(arguments[3]), report);
  }

  private static void add(StringBuilder report, String title, String table) {
    String section = "\n## " + title + "\n\n" + table;
    System.out.println(section);
    report.append(section);
  }

  private static String introduction(int launches, int rounds) {
    return String.join(
        "\n",
        "# What coherence costs while nothing fails",
        "",
        "Written by the profile `benchmark`; how to run it stands in [the README](../README.md).",
        "",
        "%s, %s, %d cores shared with other work, JDK %s."
            .formatted(
                LocalDate.now(ZoneOffset.UTC),
                System.getProperty("os.name"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version")),
        "",
        "Operations are counted on the wire between the packaged agent, a client, and one stock Hazelcast",
        "member; those of the connection itself are left out. The values of all caches are one kind. `setTtl` follows a",
        "stored value in the background, nobody waits for it.",
        "`CoherenceCostIT` holds the counts of hits, misses and a node at rest in every build.",
        "",
        "A hit is the CPU of the calling thread for one call of a cached method with one `long`, drawn from",
        "10,000 by Zipf's law (0.99), all in the local layer. The agent without a cluster layer and the one with a",
        "live one (a member on loopback, alone) are in JVMs of their own, which take slices of 25 ms in turn, in an",
        "order that is random in each round. Times are medians; ratios and differences are medians of those inside",
        "each round; %d launches of %d rounds. Two JVMs without a cluster layer are compared in the same way:"
            .formatted(launches, rounds),
        "as far from 1.00 as theirs, a ratio says nothing.",
        "");
  }
}
