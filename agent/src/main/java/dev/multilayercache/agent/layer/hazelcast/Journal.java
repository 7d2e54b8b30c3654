package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.coherence.Invalidation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Invalidations that the cluster has not confirmed, to be done again.
 *
 * <p>Bounded: when there are too many, one invalidation of everything takes their place. Guarded by
 * itself: callers synchronize on it where one step must not be seen without the next.
 */
final class Journal {
  private static final int MOST = 10_000;

  private final Set<Invalidation> pending = new LinkedHashSet<>();

  synchronized void add(Invalidation invalidation) {
    if (pending.size() >= MOST) {
      pending.clear();
      pending.add(new Invalidation.All(null));
    } else {
      pending.add(invalidation);
    }
  }

  synchronized List<Invalidation> copy() {
    return new ArrayList<>(pending);
  }

  synchronized void remove(Invalidation done) {
    pending.remove(done);
  }

  synchronized boolean isEmpty() {
    return pending.isEmpty();
  }
}
