package dev.multilayercache.benchmark.scale;

import java.util.EnumMap;
import java.util.Map;

/**
 * A time in which a cluster bore a load: what was asked in a second.
 *
 * @param done the load as it was in the end
 */
record Window(Load done, Map<Kind, Double> operations, Map<Kind, Double> bytes, double memberCpu) {
  private static final long MILLIS = 12_000;

  static Window of(Nodes nodes, Load wanted) throws InterruptedException {
    nodes.ask(0, "call bounded"); // what comes first takes more
    Tally.Count before = nodes.counted();
    long cpu = nodes.memberCpuNanos();
    long begin = System.nanoTime();
    long done = 0;
    if (wanted.what() == Load.What.NOTHING) {
      Thread.sleep(MILLIS);
    } else {
      done = Long.parseLong(nodes.ask(0, command(wanted)).split(" ")[0]);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    Tally.Count asked = nodes.counted().since(before);
    return new Window(
        new Load(wanted.nodes(), wanted.what(), done / seconds),
        each(asked.operations(), seconds),
        each(asked.bytes(), seconds),
        (nodes.memberCpuNanos() - cpu) / 1e9 / seconds);
  }

  double sum() {
    return sum(operations);
  }

  double sumOfBytes() {
    return sum(bytes);
  }

  double of(Kind kind) {
    return operations.getOrDefault(kind, 0.0);
  }

  private static String command(Load load) {
    return switch (load.what()) {
          case TAG -> "bounded tag ";
          case STRONG -> "strong key ";
          default -> "bounded key ";
        }
        + load.perSecond()
        + " "
        + MILLIS;
  }

  private static double sum(Map<Kind, Double> figures) {
    return figures.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static Map<Kind, Double> each(Map<Kind, Long> counted, double seconds) {
    Map<Kind, Double> each = new EnumMap<>(Kind.class);
    counted.forEach((kind, count) -> each.put(kind, count / seconds));
    return each;
  }
}
