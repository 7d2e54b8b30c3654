package dev.multilayercache.benchmark.paired;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * What was measured: one measurement of each variant a round.
 *
 * <p>Variants are compared inside each round, and the median of the rounds' ratios is told: what
 * else the machine does changes from round to round and hits the neighbours in time alike.
 *
 * @param <V> what is compared
 * @param <M> what is measured of it
 */
public final class Rounds<V, M> {
  private final Map<V, List<M>> measured = new HashMap<>();

  public void add(V variant, M measurement) {
    measured.computeIfAbsent(variant, first -> new ArrayList<>()).add(measurement);
  }

  public double median(V variant, ToDoubleFunction<M> figure) {
    return median(of(variant).stream().mapToDouble(figure).toArray());
  }

  /** The median of a figure's ratios to that of another variant in the same round. */
  public double ratio(V variant, V to, ToDoubleFunction<M> figure) {
    return ratio(variant, to, figure, /* share= */ 0.5);
  }

  /** The ratio that this share of the rounds stays below. */
  public double ratio(V variant, V to, ToDoubleFunction<M> figure, double share) {
    double[] ratios = compared(variant, to, (one, other) -> one / other, figure);
    Arrays.sort(ratios);
    double at = share * (ratios.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, ratios.length - 1);
    return ratios[below] + (at - below) * (ratios[above] - ratios[below]);
  }

  /** The median of a figure's distances from that of another variant in the same round. */
  public double difference(V variant, V from, ToDoubleFunction<M> figure) {
    return median(compared(variant, from, (one, other) -> one - other, figure));
  }

  private List<M> of(V variant) {
    return Objects.requireNonNull(measured.get(variant), () -> "not measured: " + variant);
  }

  private double[] compared(V variant, V other, Comparison comparison, ToDoubleFunction<M> figure) {
    List<M> these = of(variant);
    List<M> those = of(other);
    double[] compared = new double[these.size()];
    for (int i = 0; i < compared.length; i++) {
      compared[i] =
          comparison.of(figure.applyAsDouble(these.get(i)), figure.applyAsDouble(those.get(i)));
    }
    return compared;
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
