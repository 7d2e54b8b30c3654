package dev.multilayercache.agent.coherence;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The caches whose invalidations are confirmed only when no node serves an older value.
 *
 * <p>A node serves such a cache once every node knows that it is one: until then another node might
 * confirm an invalidation without waiting. Safe for use by any thread.
 */
final class StrongCaches {
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final Set<String> wanted = ConcurrentHashMap.newKeySet();
  private final Set<String> announced = ConcurrentHashMap.newKeySet();

  /** This node has such a cache; true if that is news. */
  boolean want(String cache) {
    known.add(cache);
    return wanted.add(cache);
  }

  /** Some node has such a cache. */
  void learn(String cache) {
    known.add(cache);
  }

  /** Those that the other nodes are to be told of yet. */
  List<String> toAnnounce() {
    return wanted.stream().filter(cache -> !announced.contains(cache)).toList();
  }

  void announced(Collection<String> caches) {
    announced.addAll(caches);
  }

  /** What the others were told may be lost. */
  void restart() {
    announced.clear();
  }

  boolean mayServe(String cache) {
    return announced.contains(cache);
  }

  boolean isAny() {
    return !known.isEmpty();
  }

  boolean concernedBy(Invalidation invalidation) {
    String cache = invalidation.cache();
    return cache == null ? isAny() : known.contains(cache);
  }
}
