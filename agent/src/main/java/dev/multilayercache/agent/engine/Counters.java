package dev.multilayercache.agent.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a cache does, striped so that threads do not meet. */
final class Counters {
  private final HitCounter[] layerHits;
  private final LongAdder misses = new LongAdder();
  private final LongAdder loads = new LongAdder();
  private final LongAdder loadFailures = new LongAdder();
  private final LongAdder loadNanos = new LongAdder();
  private final LongAdder staleHits = new LongAdder();
  private final LongAdder puts = new LongAdder();
  private final LongAdder invalidations = new LongAdder();
  private final LongAdder refusedStores = new LongAdder();
  private final LongAdder bypasses = new LongAdder();

  Counters(int layers, ThreadSlots slots) {
    layerHits = new HitCounter[layers];
    for (int i = 0; i < layers; i++) {
      layerHits[i] = new HitCounter(slots);
    }
  }

  /** That of the nearest layer's hits, for the hit path. */
  HitCounter nearestHits() {
    return layerHits[0];
  }

  void hit(int layer) {
    layerHits[layer].increment();
  }

  void miss() {
    misses.increment();
  }

  void load(long nanos) {
    loads.increment();
    loadNanos.add(nanos);
  }

  void loadFailure() {
    loadFailures.increment();
  }

  void staleHit() {
    staleHits.increment();
  }

  void put() {
    puts.increment();
  }

  void invalidation() {
    invalidations.increment();
  }

  void refusedStore() {
    refusedStores.increment();
  }

  void bypass() {
    bypasses.increment();
  }

  /** A snapshot; what the regions in this JVM count is given by the caller. */
  CacheStatistics snapshot(List<String> layers, long expirations, long evictions) {
    Map<String, Long> byLayer = new LinkedHashMap<>();
    long hits = 0;
    for (int i = 0; i < layerHits.length; i++) {
      long ofLayer = layerHits[i].sum();
      byLayer.put(layers.get(i), ofLayer);
      hits += ofLayer;
    }
    return new CacheStatistics(
        hits,
        misses.sum(),
        byLayer,
        loads.sum(),
        loadFailures.sum(),
        loadNanos.sum(),
        puts.sum(),
        invalidations.sum(),
        expirations,
        evictions,
        refusedStores.sum(),
        bypasses.sum(),
        staleHits.sum());
  }

  void reset() {
    for (HitCounter each : layerHits) {
      each.reset();
    }
    misses.reset();
    loads.reset();
    loadFailures.reset();
    loadNanos.reset();
    staleHits.reset();
    puts.reset();
    invalidations.reset();
    refusedStores.reset();
    bypasses.reset();
    staleHits.reset();
  }
}
