package dev.multilayercache.agent.coherence;

import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The sequences that the cluster clock has given away and no record has told of yet.
 *
 * <p>A node may end between its two writes of an invalidation, the scopes and the record. A gap
 * that stays is to be looked up among the scopes. Bounded; used by one thread at a time.
 */
final class SequenceGaps {
  private static final int MOST = 10_000;

  private final TreeMap<Long, Long> missingSince = new TreeMap<>();
  private final TreeSet<Long> seenAhead = new TreeSet<>();
  private long clock = -1;

  /** A record told of a sequence. */
  synchronized void seen(long sequence) {
    if (sequence > clock) {
      if (seenAhead.size() < MOST) {
        seenAhead.add(sequence);
      }
    } else {
      missingSince.remove(sequence);
    }
  }

  /** The clock was read; its earlier sequences must be told of some time. */
  synchronized void clockIs(long sequence, long nowNanos) {
    if (clock >= 0 && sequence - clock <= MOST) {
      for (long each = clock + 1; each <= sequence; each++) {
        if (!seenAhead.contains(each)) {
          missingSince.put(each, nowNanos);
        }
      }
    }
    clock = Math.max(clock, sequence);
    seenAhead.headSet(clock, /* inclusive= */ true).clear();
  }

  /** The first that has been missing for so long, or -1. */
  synchronized long firstOlderThan(long nanos, long nowNanos) {
    return missingSince.entrySet().stream()
        .filter(each -> nowNanos - each.getValue() > nanos)
        .mapToLong(each -> each.getKey())
        .min()
        .orElse(-1);
  }

  /** All those up to the clock as it was read last were looked up. */
  synchronized void close() {
    missingSince.clear();
  }

  /** The node begins anew. */
  synchronized void restart(long sequence) {
    missingSince.clear();
    seenAhead.clear();
    clock = sequence;
  }
}
