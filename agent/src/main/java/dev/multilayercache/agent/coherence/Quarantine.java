package dev.multilayercache.agent.coherence;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The invalidations that the cluster has not confirmed: what they concern this node neither reads
 * from the cluster nor writes there, until they were carried out again.
 *
 * <p>So what was invalidated here cannot come back from the cluster to the node that invalidated
 * it. Bounded: when there are too many, one of everything takes their place. Safe for use by any
 * thread.
 */
final class Quarantine {
  private static final int MOST = 10_000;

  /** Each with a number of its own, so that one that is added again is not taken for done. */
  private final Map<Invalidation, Long> pending = new ConcurrentHashMap<>();

  private final Map<String, Integer> scopes = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private volatile boolean isEmpty = true;

  /** What was pending at a moment. */
  record Pending(Map<Invalidation, Long> numbered) {
    List<Invalidation> invalidations() {
      return List.copyOf(numbered.keySet());
    }
  }

  /**
   * A pattern is replaced by everything in its cache: a scan that did not end in time must not
   * stand in the way of the node's lease.
   */
  synchronized void add(Invalidation asked) {
    isEmpty = false;
    Invalidation invalidation =
        asked instanceof Invalidation.ByPattern ? new Invalidation.All(asked.cache()) : asked;
    boolean isFull = pending.size() >= MOST && !pending.containsKey(invalidation);
    Invalidation added = isFull ? new Invalidation.All(null) : invalidation;
    if (pending.put(added, numbers.incrementAndGet()) == null) {
      ScopeGenerations.concerned(added).forEach(scope -> scopes.merge(scope, 1, Integer::sum));
    }
    if (isFull) {
      List.copyOf(pending.keySet()).stream()
          .filter(each -> !each.equals(added))
          .forEach(this::drop);
    }
  }

  synchronized Pending pending() {
    return new Pending(Map.copyOf(pending));
  }

  /** These were carried out; what was added since stays. */
  synchronized void remove(Pending done) {
    done.numbered()
        .forEach(
            (invalidation, number) -> {
              if (number.equals(pending.get(invalidation))) {
                drop(invalidation);
              }
            });
    isEmpty = pending.isEmpty();
  }

  private void drop(Invalidation invalidation) {
    pending.remove(invalidation);
    ScopeGenerations.concerned(invalidation)
        .forEach(scope -> scopes.computeIfPresent(scope, (same, n) -> n == 1 ? null : n - 1));
  }

  int size() {
    return pending.size();
  }

  /** Whether an entry with this key and these tags, as far as they are known, is concerned. */
  boolean covers(String cache, String key, List<String> tags) {
    if (isEmpty) {
      return false;
    }
    return pending.containsKey(new Invalidation.ByKey(cache, key))
        || isHeld(ScopeGenerations.of(null))
        || isHeld(ScopeGenerations.of(cache))
        || tags.stream().anyMatch(tag -> coversTag(cache, tag));
  }

  private boolean coversTag(String cache, String tag) {
    return isHeld(ScopeGenerations.of(null, tag)) || isHeld(ScopeGenerations.of(cache, tag));
  }

  private boolean isHeld(String scope) {
    return scopes.containsKey(scope);
  }
}
