package dev.multilayercache.agent.engine;

import java.time.Duration;
import java.util.Map;

/**
 * What holds for every cache.
 *
 * @param populateUpperLayers whether a value found in a far layer is copied into the nearer ones
 * @param maxStaleness how long another node may serve what was invalidated; while this node does
 *     not know what others invalidate, entries in this JVM live for at most half of it
 * @param waitTimeout how long a call waits for another thread's load of the same key
 * @param ttlJitter by layer, the part of its ttl that an entry's life may be shorter, by chance:
 *     what was stored together is not to expire together
 * @param admitAfter by layer, with how many hits in farther layers a key is copied into it; with
 *     the first where nothing is said
 */
public record EngineOptions(
    boolean populateUpperLayers,
    Duration maxStaleness,
    Duration waitTimeout,
    Map<String, Double> ttlJitter,
    Map<String, Integer> admitAfter) {
  public EngineOptions {
    ttlJitter = Map.copyOf(ttlJitter);
    admitAfter = Map.copyOf(admitAfter);
  }

  /** Without jitter, with layers that take every key. */
  public EngineOptions(boolean populateUpperLayers, Duration maxStaleness, Duration waitTimeout) {
    this(
        populateUpperLayers,
        maxStaleness,
        waitTimeout,
        /* ttlJitter= */ Map.of(),
        /* admitAfter= */ Map.of());
  }

  Admission admission(String layer) {
    return Admission.after(admitAfter.getOrDefault(layer, 1));
  }
}
