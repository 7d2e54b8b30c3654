package dev.multilayercache.benchmark.growth;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What cached methods cost by how many there are, as Markdown. */
final class MethodsTable {
  private static final int LARGEST_CLASSES = 24;

  /** Below, one table more or less of the JVM, or one compilation, is more than all methods. */
  private static final int FEWEST = 100;

  private final Map<Integer, MethodCosts> byCount = new LinkedHashMap<>();

  void add(int count, MethodCosts costs) {
    byCount.put(count, costs);
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        | methods | woven ns | Caffeine ns | ratio | warm-up s, calls of each, compilers ms and code KB for each \
        | of Caffeine | CPU at rest, ms in a second |
        |---|---|---|---|---|---|---|
        """);
    byCount.forEach((count, costs) -> text.append(calls(count, costs)));
    text.append(
        """

        | methods | weaving, µs for each | first call, µs | with Caffeine by hand, µs | heap, bytes \
        | with Caffeine | metaspace, bytes | with Caffeine | classes |
        |---|---|---|---|---|---|---|---|---|
        """);
    byCount.forEach((count, costs) -> text.append(beginnings(count, costs)));
    int most = MethodsBenchmark.COUNTS.get(MethodsBenchmark.COUNTS.size() - 1);
    MethodCosts ofMost = Objects.requireNonNull(byCount.get(most));
    text.append("\nHeap for one of %d methods, bytes: ".formatted(most))
        .append(ofMost.largest(LARGEST_CLASSES))
        .append(".\n");
    return text.toString();
  }

  private static String calls(int count, MethodCosts costs) {
    return format(
        "| %,d | %.1f | %.1f | %.2f | %s | %s | %.0f |\n",
        count,
        costs.nanos(true),
        costs.nanos(false),
        costs.ratio(),
        warmUp(costs, true),
        warmUp(costs, false),
        costs.restMillisPerSecond());
  }

  private static String warmUp(MethodCosts costs, boolean isWoven) {
    return format(
        "%d, %,d, %.1f, %.0f",
        costs.warmUp(isWoven).get(2),
        costs.warmUp(isWoven).get(1),
        costs.warmUp(isWoven).get(0) / 1e3,
        Math.max(0, costs.warmUp(isWoven).get(3) / 1e3));
  }

  private static String beginnings(int count, MethodCosts costs) {
    return count < FEWEST
        ? ""
        : format(
            "| %,d | %.0f | %.0f | %.0f | %,.0f | %,.0f | %,.0f | %,.0f | %.2f |\n",
            count,
            costs.of("weaveMicros"),
            costs.of("linkMicros"),
            costs.of("byHandMicros"),
            costs.of("heap"),
            costs.of("byHandHeap"),
            costs.of("metaspace"),
            costs.of("byHandMetaspace"),
            costs.of("classes"));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
