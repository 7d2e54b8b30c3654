package dev.multilayercache.agent.layer.hazelcast;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of the invalidations by tag, by cache and of everything: for each such scope
 * the cluster's clock at its last one.
 *
 * <p>An entry is stale if it was loaded before the last invalidation of a scope it is in. Memory is
 * bounded by forgetting: what is forgotten makes older entries stale, never fresh. Safe for use by
 * any thread.
 */
final class Scopes {
  private static final int MOST = 100_000;
  private static final String ALL = "a";

  private final Map<String, Long> sequences = new ConcurrentHashMap<>();
  private final AtomicLong known = new AtomicLong();
  private final AtomicLong floor = new AtomicLong();

  /** The scope of a cache, or of all caches. */
  static String of(@Nullable String cache) {
    return cache == null ? ALL : "c" + cache;
  }

  /** The scope of a tag in one cache, or in all caches. */
  static String of(@Nullable String cache, String tag) {
    return cache == null ? "t" + tag : "k" + cache.length() + ":" + cache + tag;
  }

  /** The latest clock known here: the stamp for loads that begin now. */
  long known() {
    return known.get();
  }

  void learn(long sequence) {
    known.accumulateAndGet(sequence, Math::max);
  }

  void raise(String scope, long sequence) {
    if (sequences.size() >= MOST) {
      floor.accumulateAndGet(known(), Math::max);
      sequences.clear();
    }
    sequences.merge(scope, sequence, Math::max);
    learn(sequence);
  }

  /** Whether no invalidation known here came after an entry's load began. */
  boolean areFresh(String cache, List<String> tags, long sequence) {
    if (sequence < floor.get() || !isAfter(of(null), sequence) || !isAfter(of(cache), sequence)) {
      return false;
    }
    for (String tag : tags) {
      if (!isAfter(of(null, tag), sequence) || !isAfter(of(cache, tag), sequence)) {
        return false;
      }
    }
    return true;
  }

  private boolean isAfter(String scope, long sequence) {
    Long last = sequences.get(scope);
    return last == null || sequence >= last;
  }
}
