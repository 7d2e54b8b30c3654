package dev.multilayercache.agent.coherence;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The invalidations that this node has begun to carry out, and has not applied yet: farther layers
 * may have forgotten, while this JVM's entries still answer.
 *
 * <p>What is loaded meanwhile may be made of those entries, for a body may call other cached
 * methods. So it bears a stamp from before, and is not stored while one is under way that concerns
 * it. Safe for use by any thread.
 */
final class Announcements {
  private final Set<Announced> underWay = ConcurrentHashMap.newKeySet();

  /** One of them, until it is over. */
  private final class Announced implements Runnable {
    private final Invalidation invalidation;
    private final long before;

    private Announced(Invalidation invalidation, long before) {
      this.invalidation = invalidation;
      this.before = before;
    }

    @Override
    public void run() {
      underWay.remove(this);
    }

    private boolean concerns(String cache, String key, List<String> tags) {
      if (invalidation instanceof Invalidation.ByPattern byPattern) {
        return byPattern.concerns(cache, key);
      }
      if (invalidation instanceof Invalidation.ByTags byTags) {
        return byTags.isOf(cache) && tags.stream().anyMatch(byTags.tags()::contains);
      }
      return invalidation instanceof Invalidation.All && invalidation.isOf(cache);
    }
  }

  /**
   * One begins.
   *
   * @param before the stamp in force
   * @return to be run when it is applied
   */
  Runnable begin(Invalidation invalidation, long before) {
    Announced begun = new Announced(invalidation, before);
    underWay.add(begun);
    return begun;
  }

  /** The stamp, or that from before the first of them. */
  long stampBefore(long stamp) {
    long least = stamp;
    for (Announced each : underWay) {
      least = Math.min(least, each.before);
    }
    return least;
  }

  boolean concern(String cache, String key, List<String> tags) {
    for (Announced each : underWay) {
      if (each.concerns(cache, key, tags)) {
        return true;
      }
    }
    return false;
  }
}
