package dev.multilayercache.benchmark.scale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long until other nodes no longer answer what one has invalidated, in milliseconds: seen by
 * calls once a millisecond on each.
 */
record Propagation(double median, double longest) {
  private static final int PER_SECOND = 5;
  private static final long MILLIS = 6_000;

  static Propagation measured(Nodes nodes) {
    for (int node = 1; node < nodes.count(); node++) {
      nodes.tell(node, "watch " + (MILLIS + 1_000));
    }
    long[] begun = times(nodes.ask(0, "bounded key " + PER_SECOND + " " + MILLIS), 2);
    List<Double> millis = new ArrayList<>();
    for (int node = 1; node < nodes.count(); node++) {
      long[] seen = times(nodes.next(node), 1);
      for (int i = 0; i < begun.length; i++) {
        long until = i + 1 < begun.length ? begun[i + 1] : Long.MAX_VALUE;
        long from = begun[i];
        Arrays.stream(seen)
            .filter(at -> at >= from && at < until)
            .findFirst()
            .ifPresent(at -> millis.add((at - from) / 1e6));
      }
    }
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0
        ? new Propagation(Double.NaN, Double.NaN)
        : new Propagation(sorted[sorted.length / 2], sorted[sorted.length - 1]);
  }

  private static long[] times(String answer, int first) {
    return Arrays.stream(answer.split(" ")).skip(first).mapToLong(Long::parseLong).toArray();
  }
}
