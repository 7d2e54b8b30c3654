package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.layer.Entry;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether an entry of the nearest layer answers a call of one method, at first sight.
 *
 * <p>Nothing here depends on how many layers, tags or caches there are, nothing is allocated and no
 * locked instruction is executed. It is a record, because the JIT trusts a record's fields, and so
 * small that the JIT puts it into each woven method, where all of them are constants. What each
 * part costs stands in agent/docs/hit-path.md.
 *
 * @param clock tells when an entry has expired, and whether this node's lease has
 * @param type what the value must be an instance of
 * @param acceptsNull whether null is an answer
 */
record FirstSight(
    Generations generations,
    LongSupplier clock,
    HitCounter counter,
    Class<?> type,
    boolean acceptsNull) {
  /** A thread that only hits publishes the exact time once in so many, a power of two. */
  private static final int HITS_PER_EXACT_TIME = 256;

  /**
   * The entry, counted as a hit; or null, which says only that it takes a closer look, and counts
   * nothing.
   */
  @Nullable Entry answer(@Nullable Entry entry) {
    if (entry == null) {
      return null;
    }
    long now = clock.getAsLong();
    if (!entry.answersAtSight(now)
        || !entry.isKnownFresh(generations.view(), now)
        || !fits(entry)) {
      return null;
    }
    count();
    return entry;
  }

  /** Whether the value is one that the method may return. */
  boolean fits(Entry entry) {
    return LoadRequest.accepts(type, acceptsNull, entry.value());
  }

  void count() {
    long hits = counter.increment();
    if ((hits & (HITS_PER_EXACT_TIME - 1)) == 0 && clock instanceof CoarseClock coarse) {
      coarse.catchUp();
    }
  }
}
