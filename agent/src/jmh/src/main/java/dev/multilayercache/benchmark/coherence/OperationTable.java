package dev.multilayercache.benchmark.coherence;

import dev.multilayercache.agent.testing.CountedCluster;
import dev.multilayercache.agent.testing.CountedCluster.Cost;
import dev.multilayercache.agent.testing.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often a client asks the cluster, as Markdown: counted on the wire to a stock member. What
 * runs beside is told apart, in a window in which the application does nothing.
 */
final class OperationTable {
  private static final int TIMES = 100;
  private static final long REST_MILLIS = 30_000;

  private OperationTable() {}

  static String markdown(Path agentJar) throws IOException, InterruptedException {
    try (CountedCluster cluster =
        CountedCluster.start(Files.createTempDirectory("operations"), agentJar)) {
      StringBuilder text = new StringBuilder();
      text.append("| | asked of the cluster, each time |\n|---|---|\n");
      row(text, cluster, "a hit in the local layer", "again bounded");
      row(text, cluster, "a miss", "load bounded");
      row(text, cluster, "a miss, `STRONG`", "load strong");
      row(text, cluster, "a miss, cluster layer alone", "load far");
      row(text, cluster, "a hit in the cluster layer", "again far");
      row(text, cluster, "`put` by the API", "put bounded");
      row(text, cluster, "`invalidate`", "invalidate bounded");
      row(text, cluster, "`invalidate`, `STRONG`", "invalidate strong");
      row(text, cluster, "`invalidateByTags`", "invalidateByTags bounded");
      row(text, cluster, "`invalidatePattern` of nothing", "invalidatePattern bounded");
      row(text, cluster, "`invalidateAll`", "invalidateAll bounded");
      return text + "\n" + rest(cluster);
    }
  }

  private static void row(
      StringBuilder text, CountedCluster cluster, String title, String command) {
    cluster.cost("load bounded", 1); // what was invalidated is there again
    Cost cost = cluster.cost(command, TIMES);
    List<String> parts = new ArrayList<>();
    perKind(cost.asked())
        .forEach(
            (kind, count) -> {
              double each = (double) count / TIMES;
              if (each >= 0.5) { // less is what runs beside
                parts.add(String.format(Locale.ROOT, "%s %.2f", kind, each));
              }
            });
    text.append("| %s | %s |\n".formatted(title, parts.isEmpty() ? "nothing" : join(parts)));
  }

  private static String rest(CountedCluster cluster) throws InterruptedException {
    Map<Operation, Long> before = cluster.counts();
    long begin = System.nanoTime();
    Thread.sleep(REST_MILLIS);
    double seconds = (System.nanoTime() - begin) / 1e9;
    Map<Operation, Long> asked = CountedCluster.difference(before, cluster.counts());
    double renewals = new Cost(asked, 0, 0).ofOthers("none") / seconds;
    List<String> parts = new ArrayList<>();
    perKind(asked)
        .forEach(
            (kind, count) ->
                parts.add(String.format(Locale.ROOT, "%s %.2f", kind, count / seconds)));
    return String.format(
        Locale.ROOT,
        "- A node at rest, a second, in a window of %.0f s: %s.%n"
            + "- That is %.2f a second, parked reads of the log aside, goal at most 4: %s.%n",
        seconds,
        parts.isEmpty() ? "nothing" : join(parts),
        renewals,
        renewals <= 4 ? "met" : "missed");
  }

  /** By operation and the part that the object plays, whatever its cache is. */
  private static Map<String, Long> perKind(Map<Operation, Long> asked) {
    Map<String, Long> kinds = new TreeMap<>();
    asked.forEach(
        (operation, count) -> {
          String part = operation.object().replaceFirst("^mlc:(fixture:)?", "");
          String kind = part.startsWith("v:") ? "values" : "`" + part + "`";
          kinds.merge(kind + "." + operation.name(), count, Long::sum);
        });
    return kinds;
  }

  private static String join(List<String> parts) {
    return String.join(", ", parts);
  }
}
