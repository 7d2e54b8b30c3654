package dev.multilayercache.agent.coherence;

import java.util.List;

/**
 * The order of invalidations on this node: every invalidation applied here takes the next number.
 *
 * <p>A reader takes {@link #stamp()} before it reads a farther layer or runs a method body. The
 * value it then holds may be kept, or served to others, only while {@link #isFresh} holds for that
 * stamp. Generations answer for keys, tags, patterns and whole caches without an index of entries;
 * an invalidation costs O(1) whatever it concerns. Numbers are per node: between nodes the shared
 * layer has its own. Memory is bounded; what no longer fits costs misses, never staleness. Safe for
 * use by any thread.
 */
public final class Generations {

  /** The number of the last invalidation applied on this node; taken before a load. */
  public long stamp() {
    throw new UnsupportedOperationException();
  }

  /**
   * Changes whenever an entry that was fresh may no longer be, other than by key. An entry that was
   * found fresh in an epoch needs no further check within it: one volatile read on a hit.
   */
  public long epoch() {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes the next number for an invalidation; afterwards older stamps that it concerns are no
   * longer fresh.
   */
  public void apply(Invalidation invalidation) {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether no invalidation applied since the stamp concerns an entry with this key and these tags.
   */
  public boolean isFresh(long stamp, String cache, String canonicalKey, List<String> tags) {
    throw new UnsupportedOperationException();
  }
}
