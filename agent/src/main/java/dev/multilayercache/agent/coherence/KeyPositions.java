package dev.multilayercache.agent.coherence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Where in the log the last invalidation of each key was seen.
 *
 * <p>An invalidation removes its keys from the cluster; yet a member that was paused, and does not
 * know that others took its place, may still answer with what it holds. So a value is taken only if
 * its load began after the last invalidation of its key that this node knows. Keys of one hash
 * share a position: a collision is a miss. Of patterns the last {@value #MOST_PATTERNS} are kept,
 * older ones concern every key. Safe for use by any thread.
 */
final class KeyPositions {
  private static final int STRIPES = 1 << 16;
  private static final int MOST_PATTERNS = 64;
  private static final long NONE = -1;

  private final AtomicLongArray positions = new AtomicLongArray(STRIPES);
  private final AtomicLong ofAllKeys = new AtomicLong(NONE);

  /** Positions up to it are forgotten: no member is paused for that long and comes back. */
  private final AtomicLong horizon = new AtomicLong(NONE);

  private volatile List<Matching> oldestFirst = List.of();

  private record Matching(Invalidation.ByPattern invalidation, long position) {}

  KeyPositions() {
    for (int i = 0; i < STRIPES; i++) {
      positions.setPlain(i, NONE);
    }
  }

  void raise(Invalidation invalidation, long position) {
    if (invalidation instanceof Invalidation.ByKey one) {
      positions.accumulateAndGet(stripe(one.cache(), one.key()), position, Math::max);
    } else if (invalidation instanceof Invalidation.ByPattern matching) {
      raise(matching, position);
    }
  }

  private synchronized void raise(Invalidation.ByPattern matching, long position) {
    List<Matching> next = new ArrayList<>(oldestFirst);
    next.removeIf(each -> each.invalidation().equals(matching) && each.position() <= position);
    next.add(new Matching(matching, position));
    if (next.size() > MOST_PATTERNS) {
      ofAllKeys.accumulateAndGet(next.remove(0).position(), Math::max);
    }
    oldestFirst = List.copyOf(next);
  }

  /** What the log said up to there is not known: values from before are not taken. */
  void distrustUpTo(long position) {
    ofAllKeys.accumulateAndGet(position, Math::max);
  }

  /** Forgets what was seen up to there. */
  void forgetUpTo(long position) {
    horizon.accumulateAndGet(position, Math::max);
  }

  /** Forgets everything: the log is another one. */
  synchronized void clear() {
    for (int i = 0; i < STRIPES; i++) {
      positions.set(i, NONE);
    }
    ofAllKeys.set(NONE);
    horizon.set(NONE);
    oldestFirst = List.of();
  }

  /** Whether no invalidation of the key known here came after a load that began at the position. */
  boolean areFresh(String cache, String key, long position) {
    return isFresh(ofAllKeys.get(), position)
        && isFresh(positions.get(stripe(cache, key)), position)
        && oldestFirst.stream()
            .allMatch(
                each ->
                    isFresh(each.position(), position)
                        || !each.invalidation().concerns(cache, key));
  }

  private boolean isFresh(long last, long position) {
    return position >= last || last <= horizon.get();
  }

  private static int stripe(String cache, String key) {
    int hash = 31 * cache.hashCode() + key.hashCode();
    return (hash * 0x9E3779B9) >>> 16;
  }
}
