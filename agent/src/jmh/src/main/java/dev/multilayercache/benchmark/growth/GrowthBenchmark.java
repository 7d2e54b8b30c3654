package dev.multilayercache.benchmark.growth;

import dev.multilayercache.benchmark.memory.MemoryTable;
import dev.multilayercache.benchmark.paired.Jdk;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Measures how heap and the cost of a hit grow with entries and cached methods. */
public final class GrowthBenchmark {
  private GrowthBenchmark() {}

  /**
   * Measures, prints the tables and writes them down, with a chart beside.
   *
   * @param arguments how many launches; how many rounds in each; how many seconds many methods are
   *     warmed at most; the agent's jar; another one to compare the heap with, or the same; the
   *     report to write; the homes of the JDKs, separated as in a class path
   */
  public static void main(String[] arguments) throws Exception {
    int launches = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    int warmUp = Integer.parseInt(arguments[2]);
    Path agent = Path.of(arguments[3]);
    Path earlier = arguments[4].equals(arguments[3]) ? null : Path.of(arguments[4]);
    Path report = Path.of(arguments[5]);
    StringBuilder text = new StringBuilder(introduction(launches, rounds, warmUp));
    Chart chart = new Chart();
    boolean isDashed = false;
    for (String home : arguments[6].split(File.pathSeparator)) {
      Path jdk = Path.of(home);
      String version = Jdk.version(jdk);
      add(text, "Heap of an entry, JDK " + version, MemoryTable.markdown(jdk, agent, earlier));
      SizesTable sizes = new SizesTable(new SizesBenchmark(agent, launches, rounds).measure(jdk));
      add(text, "More entries, JDK " + version, sizes.markdown());
      chart.add(version, sizes, isDashed);
      isDashed = true;
      MethodsTable methods = new MethodsBenchmark(agent, rounds, warmUp).measure(jdk);
      add(text, "More cached methods, JDK " + version, methods.markdown());
    }
    Files.writeString(report, text);
    String name = report.getFileName().toString().replaceFirst("\\.md$", ".svg");
    Files.writeString(report.resolveSibling(name), chart.svg());
  }

  private static void add(StringBuilder report, String title, String table) {
    String section = "\n## " + title + "\n\n" + table;
    System.out.println(section);
    report.append(section);
  }

  private static String introduction(int launches, int rounds, int warmUp) {
    return """
    # How heap and hits grow

    Written by the profile `benchmark`; how to run it stands in [the README](../README.md).

    %s, %s, %d cores shared with other work.

    ![The cost of a hit against the number of entries, woven and by hand](growth.svg)

    *Heap of an entry*: a cache of one `long` is filled with a million entries that all have one
    object for their value, so that keys and structure alone are counted; the difference of two
    histograms of the heap, each after a full collection, in a JVM of its own. Each hand-written
    cache and each layer has a maximum of a million entries. Statistics are on. The key is the boxed
    argument, which hand-written code makes too.

    *More entries*: CPU of the calling thread for a hit, woven and by hand (`cache.get(id, loader)`
    with `maximumSize` and `expireAfterWrite`, all else Caffeine's default), all caches full, all in
    one JVM, in slices of 20 ms in random order; ratios are medians of those inside each round;
    %d launches of %d rounds. Zipf's exponent is 0.99. Two threads call the same method.

    *More cached methods*: classes with ten methods each are generated and loaded by a class loader
    of their own; each method is a cache of its own with %d entries. Calls go through all methods in
    turn, against as many methods with a Caffeine cache each. Before, all are called until the
    compilers are quiet, but for %d s at most: the calls that each method got by then stand beside;
    with fewer than some 10,000, not all of it is compiled in the end. The woven call becomes code of
    each method, where Caffeine's is shared by all; code that is replaced stays for a while. Weaving is what loading takes
    more than for the same classes without annotation, the first call what it takes more than that
    of a method without cache: it links the call and makes the cache. CPU at rest is that of the
    whole process, JMX and upkeep of the caches, while nothing is called.
    """
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            System.getProperty("os.name"),
            Runtime.getRuntime().availableProcessors(),
            launches,
            rounds,
            Generated.ENTRIES,
            warmUp);
  }
}
