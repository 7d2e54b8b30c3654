package dev.multilayercache;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts of one cache on this node since the start or the last reset. Immutable.
 *
 * <p>Every read moves exactly one of hits and misses; {@code hits} is the sum of {@code layerHits}.
 * Expiry, eviction and invalidation are counted apart.
 *
 * @param layerHits by layer name, nearest first
 * @param loads loads that gave a value
 * @param loadFailures loads that threw
 * @param loadTime spent in loads that gave a value
 * @param refusedStores values that were returned and not kept: an invalidation came first, they
 *     have too many tags, one caller only can use them, or the method asked so
 * @param bypasses calls that were left alone because the method or the caller asked so; no reads
 * @param staleHits misses that an expired entry answered, because the load failed or took long
 */
public record CacheStatistics(
    long hits,
    long misses,
    Map<String, Long> layerHits,
    long loads,
    long loadFailures,
    Duration loadTime,
    long puts,
    long invalidations,
    long expirations,
    long evictions,
    long refusedStores,
    long bypasses,
    long staleHits) {

  /** All zero: without the agent, or before the first use. */
  static final CacheStatistics NONE =
      new CacheStatistics(0, 0, Map.of(), 0, 0, Duration.ZERO, 0, 0, 0, 0, 0, 0, 0);

  public CacheStatistics {
    layerHits = Collections.unmodifiableMap(new LinkedHashMap<>(layerHits));
  }

  /** Hits among reads, from 0 to 1; 0 before the first read. */
  public double hitRate() {
    long reads = hits + misses;
    return reads == 0 ? 0 : (double) hits / reads;
  }
}
