package dev.multilayercache.agent.coherence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The last invalidations by pattern, to judge values that were on their way when they came.
 *
 * <p>A pattern that no longer fits counts as an invalidation of its whole cache. Reads need no
 * lock; writers are serialized by the caller.
 */
final class RecentPatterns {

  private record Numbered(Invalidation.ByPattern invalidation, long number) {}

  private final int most;
  private final Scopes scopes;
  private volatile List<Numbered> oldestFirst = List.of();

  RecentPatterns(int most, Scopes scopes) {
    this.most = most;
    this.scopes = scopes;
  }

  void invalidate(Invalidation.ByPattern invalidation, long number) {
    List<Numbered> next = new ArrayList<>(oldestFirst);
    next.removeIf(each -> each.invalidation().equals(invalidation));
    next.add(new Numbered(invalidation, number));
    if (next.size() > most) {
      Numbered dropped = next.remove(0);
      scopes.invalidate(dropped.invalidation().cache(), null, dropped.number());
    }
    oldestFirst = List.copyOf(next);
  }

  /**
   * @param canonicalKey asked only if a pattern has come since the stamp
   */
  boolean isFresh(long stamp, String cache, Supplier<String> canonicalKey) {
    List<Numbered> patterns = oldestFirst;
    for (int i = patterns.size() - 1; i >= 0 && patterns.get(i).number() > stamp; i--) {
      if (patterns.get(i).invalidation().concerns(cache, canonicalKey.get())) {
        return false;
      }
    }
    return true;
  }
}
