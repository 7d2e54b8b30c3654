package dev.multilayercache.agent.coherence;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The last invalidation of each tag, each tag within a cache, each cache, and everything.
 *
 * <p>When there are too many, all are replaced by one floor: whatever is older is no longer fresh.
 * Reads need no lock; writers are serialized by the caller.
 */
final class Scopes {

  /** A null cache is every cache, a null tag every entry. */
  private record Scope(@Nullable String cache, @Nullable String tag) {}

  private static final Scope EVERYTHING = new Scope(null, null);

  private final int most;
  private final ConcurrentHashMap<Scope, Long> numbers = new ConcurrentHashMap<>();
  private volatile long floor;

  Scopes(int most) {
    this.most = most;
  }

  void invalidate(@Nullable String cache, @Nullable String tag, long number) {
    numbers.merge(new Scope(cache, tag), number, Math::max);
    if (numbers.size() > most) {
      floor = number;
      numbers.clear();
    }
  }

  boolean isFresh(long stamp, String cache, List<String> tags) {
    return (numbers.isEmpty() || areAllFresh(stamp, cache, tags))
        && stamp >= floor; // last: the floor rises before the numbers go
  }

  int size() {
    return numbers.size();
  }

  private boolean areAllFresh(long stamp, String cache, List<String> tags) {
    return isFresh(stamp, EVERYTHING)
        && isFresh(stamp, new Scope(cache, null))
        && areFresh(stamp, cache, tags);
  }

  private boolean areFresh(long stamp, String cache, List<String> tags) {
    for (String tag : tags) {
      if (!isFresh(stamp, new Scope(null, tag)) || !isFresh(stamp, new Scope(cache, tag))) {
        return false;
      }
    }
    return true;
  }

  private boolean isFresh(long stamp, Scope scope) {
    Long number = numbers.get(scope);
    return number == null || number <= stamp;
  }
}
