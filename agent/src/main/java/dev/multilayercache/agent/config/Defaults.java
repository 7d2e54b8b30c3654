package dev.multilayercache.agent.config;

import dev.multilayercache.agent.coherence.Consistency;
import java.time.Duration;

/**
 * What holds where nothing nearer says otherwise.
 *
 * @param upperLayerTtlFactor by which part of the ttl a layer's is shorter with each step up from
 *     the last layer, where neither layer nor cache nor method says one
 * @param detectMutations whether it is told that a caller changed a value that all share
 */
public record Defaults(
    Duration ttl,
    double upperLayerTtlFactor,
    boolean populateUpperLayers,
    Duration maxStaleness,
    Consistency consistency,
    boolean detectMutations) {
  static final Defaults BUILT_IN =
      new Defaults(
          Duration.ofSeconds(300),
          /* upperLayerTtlFactor= */ 0,
          /* populateUpperLayers= */ true,
          Duration.ofSeconds(10),
          Consistency.BOUNDED,
          /* detectMutations= */ false);
}
