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
    int steps = layers.size() - 1 - layers.indexOf(layer);
    long part = WHOLE - steps * Math.round(factor * WHOLE);
    return part == WHOLE ? ttl : ttl.multipliedBy(part).dividedBy(WHOLE);
  }
}
