package dev.multilayercache.benchmark.scale;

import dev.multilayercache.benchmark.scale.Load.What;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Calculates what a load asks of a cluster in a second.
 *
 * <p>At rest each node renews its lease: clock, end of the log, the last record, registry. An
 * invalidation is a delete, or a move of the clock and a scope, and a record in the log. Each node
 * reads that record, and writes into the registry how far it is, with a look at the clock: at most
 * twenty times a second, or at each record once there is a strong cache. Who invalidates a strong
 * cache scans the registry until all have written, and then looks once more at clock and log.
 */
final class Calculation {
  private static final double MOST_COMMITS = 20;
  private static final double CLEANS_PER_SECOND = 1.0 / 60;

  private final Constants constants;
  private final Prices prices;
  private final Load load;
  private final Map<Kind, Double> operations = new EnumMap<>(Kind.class);

  private Calculation(Constants constants, Prices prices, Load load) {
    this.constants = constants;
    this.prices = prices;
    this.load = load;
  }

  static Calculation of(Constants constants, Prices prices, Load load) {
    Calculation calculation = new Calculation(constants, prices, load);
    calculation.rest();
    calculation.invalidations();
    return calculation;
  }

  private void rest() {
    double renewals = load.nodes() * constants.renewalsPerSecond();
    add(Kind.CLOCK_GET, renewals);
    add(Kind.LOG_TAIL, renewals);
    add(Kind.LOG_READ, renewals);
    add(Kind.REGISTRY_SET, renewals);
    add(Kind.SCOPE_COUNT, load.nodes() * CLEANS_PER_SECOND);
    add(Kind.REGISTRY_SCAN, load.nodes() * CLEANS_PER_SECOND);
    add(Kind.OTHER, load.nodes() * constants.otherPerSecond());
  }

  private void invalidations() {
    double rate = load.perSecond();
    if (load.what() == What.NOTHING) {
      return;
    }
    add(Kind.LOG_ADD, rate);
    if (load.what() == What.TAG) {
      add(Kind.CLOCK_GET, rate * attempts());
      add(Kind.CLOCK_SET, rate * attempts());
      add(Kind.SCOPE_GET, rate);
      add(Kind.SCOPE_SET, rate);
    } else {
      add(Kind.DELETE, rate);
    }
    boolean isStrong = load.what() == What.STRONG;
    double commits = load.nodes() * (isStrong ? rate : Math.min(rate, MOST_COMMITS));
    add(Kind.LOG_PARKED, load.nodes() * rate);
    add(Kind.CLOCK_GET, commits);
    add(Kind.REGISTRY_SET, commits);
    if (isStrong) {
      add(Kind.REGISTRY_SCAN, rate * scans());
      add(Kind.CLOCK_GET, rate);
      add(Kind.LOG_READ, 2 * rate);
      add(Kind.LOG_TAIL, rate);
      add(Kind.REGISTRY_SET, rate);
    }
  }

  /** Of the clock, for one invalidation of a tag: simulated. */
  double attempts() {
    return load.what() != What.TAG || load.nodes() == 1
        ? 1
        : ClockSimulation.attempts(load.nodes(), load.perSecond(), prices.roundTripMicros() / 1e6);
  }

  /** Pauses of 1, 2, 4, 8, 16 and then 20 ms between, until the last node has written. */
  private double scans() {
    double wait = strongMillis();
    double scans = 1;
    double waited = 0;
    for (double pause = 1; waited < wait; pause = Math.min(2 * pause, 20)) {
      waited += pause;
      scans++;
    }
    return scans;
  }

  /** Until the last of all parked reads is answered, one after the other by one thread. */
  double arrivalMillis() {
    return (2 * prices.roundTripMicros() + load.nodes() * prices.parked().partition()) / 1e3;
  }

  /** Until the last node has looked at the clock and written into the registry, too. */
  double strongMillis() {
    double writes = prices.get().partition() + prices.set().partition();
    return arrivalMillis() + (2 * prices.roundTripMicros() + load.nodes() * writes) / 1e3;
  }

  double sum() {
    return operations.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  double of(Kind kind) {
    return operations.getOrDefault(kind, 0.0);
  }

  double bytes() {
    return weighed((kind, count) -> count * constants.bytesOf(kind, load.nodes()), false);
  }

  /** Of the partition with clock, log and registry. */
  double onOnePartition() {
    return weighed((kind, count) -> count, true);
  }

  /** Cores of the member that holds that partition. */
  double ownerCores() {
    return seconds(Price::owner, true);
  }

  /** Of the one thread that answers for that partition: 1 is all of it. */
  double partitionThread() {
    return seconds(Price::partition, true);
  }

  /** Cores of all members for all operations. */
  double cores() {
    return seconds(Price::all, false);
  }

  private double seconds(ToDoubleFunction<Price> part, boolean onePartition) {
    return weighed(
        (kind, count) -> count * part.applyAsDouble(prices.of(kind, load.nodes())) / 1e6,
        onePartition);
  }

  private double weighed(Weight weight, boolean onePartition) {
    double sum = 0;
    for (Map.Entry<Kind, Double> each : operations.entrySet()) {
      if (!onePartition || each.getKey().isOfOnePartition()) {
        sum += weight.of(each.getKey(), each.getValue());
      }
    }
    return sum;
  }

  private void add(Kind kind, double perSecond) {
    operations.merge(kind, perSecond, Double::sum);
  }

  private interface Weight {
    double of(Kind kind, double count);
  }
}
