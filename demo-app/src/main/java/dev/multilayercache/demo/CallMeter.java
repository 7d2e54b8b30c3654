package dev.multilayercache.demo;

import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls of the catalogue and says who answered and how long it took.
 *
 * <p>The caller of a cached method cannot see who answered, so this watches from outside: if the
 * call made a query, the method body answered; otherwise the layer whose count of hits has grown
 * did. To keep that true, measured calls run one at a time: the price of watching in this demo, not
 * one of the cache.
 */
final class CallMeter {

  /**
   * What a call gave.
   *
   * @param layer the layer that answered, or {@link #METHOD_BODY}
   * @param micros the duration of the call
   */
  record Measured(@Nullable Object answer, String layer, double micros) {}

  static final String METHOD_BODY = "method body";

  private final LongSupplier queries;
  private final Function<String, Map<String, Long>> layerHits;

  /**
   * Watches these counters.
   *
   * @param queries how many queries were made
   * @param layerHits how often each layer of a cache has answered, nearest layer first
   */
  CallMeter(LongSupplier queries, Function<String, Map<String, Long>> layerHits) {
    this.queries = queries;
    this.layerHits = layerHits;
  }

  /** Runs one call of a method that uses this cache. */
  synchronized Measured measure(String cache, Supplier<? extends @Nullable Object> call) {
    Map<String, Long> hitsBefore = layerHits.apply(cache);
    long queriesBefore = queries.getAsLong();

    long start = System.nanoTime();
    Object answer = call.get();
    double micros = (System.nanoTime() - start) / 1000.0;

    boolean bodyRan = queries.getAsLong() > queriesBefore;
    String layer = bodyRan ? METHOD_BODY : grown(hitsBefore, layerHits.apply(cache));
    return new Measured(answer, layer, micros);
  }

  private static String grown(Map<String, Long> before, Map<String, Long> after) {
    return after.entrySet().stream()
        .filter(layer -> layer.getValue() > before.getOrDefault(layer.getKey(), 0L))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("unknown"); // someone reset the statistics during the call
  }
}
