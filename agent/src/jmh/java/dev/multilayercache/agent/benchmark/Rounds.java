package dev.multilayercache.agent.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * What was measured: one start of each variant a round.
 *
 * <p>Variants are compared inside each round, and the median of the rounds' ratios is told: what
 * else the machine does changes from round to round and hits the neighbours in time alike.
 */
final class Rounds {
  private final Map<Variant, List<Start>> starts = new HashMap<>();

  void add(Variant variant, Start start) {
    starts.computeIfAbsent(variant, first -> new ArrayList<>()).add(start);
  }

  double median(Variant variant, ToDoubleFunction<Start> figure) {
    return median(of(variant).stream().mapToDouble(figure).toArray());
  }

  /** The median of a figure's ratios to that of another variant in the same round. */
  double ratio(Variant variant, Variant to, ToDoubleFunction<Start> figure) {
    return compared(variant, to, (one, other) -> one / other, figure);
  }

  /** The median of a figure's distances from that of another variant in the same round. */
  double difference(Variant variant, Variant from, ToDoubleFunction<Start> figure) {
    return compared(variant, from, (one, other) -> one - other, figure);
  }

  private List<Start> of(Variant variant) {
    return Objects.requireNonNull(starts.get(variant), variant.title());
  }

  private double compared(
      Variant variant, Variant other, Comparison comparison, ToDoubleFunction<Start> figure) {
    List<Start> these = of(variant);
    List<Start> those = of(other);
    double[] compared = new double[these.size()];
    for (int i = 0; i < compared.length; i++) {
      compared[i] =
          comparison.of(figure.applyAsDouble(these.get(i)), figure.applyAsDouble(those.get(i)));
    }
    return median(compared);
  }

  private static double median(double[] figures) {
    Arrays.sort(figures);
    int middle = figures.length / 2;
    return figures.length % 2 == 1 ? figures[middle] : (figures[middle - 1] + figures[middle]) / 2;
  }

  private interface Comparison {
    double of(double one, double other);
  }
}
