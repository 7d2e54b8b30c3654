package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.config.LayerConfig;
import java.time.Duration;
import java.util.List;

/**
 * The shorter ttl of layers above the last, where nobody says one: with each step up it is less by
 * the same part of the whole, so that the top one's is the shortest.
 *
 * @param factor the part; 0 changes nothing
 * @param layers the chain, nearest first
 */
record UpperLayerTtl(double factor, List<LayerConfig> layers) {
  private static final long WHOLE = 1_000_000;

  /** In whole numbers: no fraction of a nanosecond makes two layers differ. */
  Duration of(LayerConfig layer, Duration ttl) {
    if (factor == 0) {
      return ttl;
    }
    long part = WHOLE - stepsUp(layer) * Math.round(factor * WHOLE);
    long nanos = ttl.toNanos();
    return Duration.ofNanos(nanos / WHOLE * part + nanos % WHOLE * part / WHOLE);
  }

  /** By name: to compare records, a JVM makes up a hundred classes the first time. */
  private int stepsUp(LayerConfig layer) {
    int last = layers.size() - 1;
    int index = last;
    while (index > 0 && !layers.get(index).name().equals(layer.name())) {
      index--;
    }
    return last - index;
  }
}
