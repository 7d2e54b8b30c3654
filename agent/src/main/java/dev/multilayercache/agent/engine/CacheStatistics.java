package dev.multilayercache.agent.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a cache did since its start or the last reset; a snapshot.
 *
 * <p>Every read is one hit or one miss. A hit is counted for the layer that gave the value; who
 * waited for another thread's read of that layer counts likewise. A miss is a call that no layer
 * answered: it ran the method body as leader (then it is also one of {@code loads} or {@code
 * loadFailures}), took another thread's loaded value, or was left alone.
 *
 * @param layerHits by layer name, nearest first; their sum is {@code hits}
 * @param loads method bodies that ended with a value; not those of calls that were left alone
 * @param loadFailures method bodies that ended with an exception
 * @param loadNanos time spent in {@code loads}
 * @param puts writes by the API; populating layers does not count
 * @param invalidations requests to forget that concerned this cache
 * @param expirations entries dropped in this JVM because their time had passed
 * @param evictions entries dropped in this JVM to make room
 * @param refusedStores values that were returned and not kept: an invalidation or a newer write
 *     came first, they have too many tags, one caller only can use them, or the method asked so
 * @param bypasses calls that were left alone because the method or the caller asked so; no reads
 * @param staleHits misses that an expired entry answered, because the load failed or took long
 */
public record CacheStatistics(
    long hits,
    long misses,
    Map<String, Long> layerHits,
    long loads,
    long loadFailures,
    long loadNanos,
    long puts,
    long invalidations,
    long expirations,
    long evictions,
    long refusedStores,
    long bypasses,
    long staleHits) {

  public CacheStatistics {
    layerHits = Collections.unmodifiableMap(new LinkedHashMap<>(layerHits));
  }

  /** Hits per read, 0 to 1; 0 before the first read. */
  public double hitRate() {
    long reads = hits + misses;
    return reads == 0 ? 0 : (double) hits / reads;
  }

  /** What the hits would have taken at the average time of a load. */
  public long timeSavedMillis() {
    return loads == 0
        ? 0
        : TimeUnit.NANOSECONDS.toMillis((long) ((double) loadNanos / loads * hits));
  }
}
