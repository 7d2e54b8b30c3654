package dev.multilayercache.agent.coherence;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of the invalidations by tag, by cache and of everything: for each such scope
 * the cluster's clock at its last one.
 *
 * <p>An entry is stale if its load began before the last invalidation of a scope it is in. Memory
 * is bounded by forgetting: what is forgotten makes older entries stale, never fresh. A sequence
 * that is too high costs a miss, so each is taken as soon as it is seen. Safe for use by any
 * thread.
 */
final class ScopeGenerations {
  private static final int MOST = 100_000;

  private final Map<String, Long> sequences = new ConcurrentHashMap<>();
  private final AtomicLong highest = new AtomicLong(-1);
  private final AtomicLong floor = new AtomicLong(-1);

  /** The scope of a cache, or of all caches. */
  static String of(@Nullable String cache) {
    return cache == null ? Cluster.EVERYTHING : "c" + cache;
  }

  /** The scope of a tag in one cache, or in all caches. */
  static String of(@Nullable String cache, String tag) {
    return cache == null ? "t" + tag : "k" + cache.length() + ":" + cache + tag;
  }

  /** Not a scope of entries: it says that a cache is strong. */
  static String ofStrong(String cache) {
    return Cluster.MARK + cache;
  }

  /** The cache that such a scope says is strong, or null. */
  static @Nullable String strongCache(String scope) {
    return scope.startsWith(Cluster.MARK) ? scope.substring(Cluster.MARK.length()) : null;
  }

  /** Those that an invalidation concerns; none for one by key or pattern. */
  static Set<String> concerned(Invalidation invalidation) {
    Set<String> scopes = new TreeSet<>();
    if (invalidation instanceof Invalidation.ByTags some) {
      some.tags().forEach(tag -> scopes.add(of(some.cache(), tag)));
    } else if (invalidation instanceof Invalidation.All all) {
      scopes.add(of(all.cache()));
    }
    return scopes;
  }

  /** The invalidation of just that scope, or null if it is no scope of entries. */
  static @Nullable Invalidation invalidation(String scope) {
    String rest = scope.substring(1);
    return switch (scope.charAt(0)) {
      case 'a' -> new Invalidation.All(null);
      case 'c' -> new Invalidation.All(rest);
      case 't' -> new Invalidation.ByTags(null, List.of(rest));
      case 'k' -> {
        int colon = rest.indexOf(':');
        int end = colon + 1 + Integer.parseInt(rest.substring(0, colon));
        yield new Invalidation.ByTags(rest.substring(colon + 1, end), List.of(rest.substring(end)));
      }
      default -> null;
    };
  }

  /** One at a time: what is raised while the table is emptied must not be lost with it. */
  synchronized void raise(String scope, long sequence) {
    highest.accumulateAndGet(sequence, Math::max);
    if (sequences.size() >= MOST && !sequences.containsKey(scope)) {
      floor.accumulateAndGet(highest.get(), Math::max);
      sequences.clear();
    }
    sequences.merge(scope, sequence, Math::max);
  }

  /** Whether no invalidation known here came after an entry's load began. */
  boolean areFresh(String cache, List<String> tags, long sequence) {
    for (String tag : tags) {
      if (!isFresh(of(null, tag), sequence) || !isFresh(of(cache, tag), sequence)) {
        return false;
      }
    }
    return isFresh(of(null), sequence)
        && isFresh(of(cache), sequence)
        && sequence >= floor.get(); // last: the floor rises before the sequences go
  }

  private boolean isFresh(String scope, long sequence) {
    Long last = sequences.get(scope);
    return last == null || sequence >= last;
  }
}
