package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.coherence.Coherence;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all regions of one layer share. Holds nothing of the application.
 *
 * @param nanoClock the clock of deadlines in this JVM
 * @param wallClock milliseconds; the clock that envelopes are dated by
 */
record RegionContext(
    String layer,
    Readiness readiness,
    Coherence coherence,
    Seal seal,
    Packing packing,
    Bulkhead bulkhead,
    Renewals renewals,
    Budgets budgets,
    Counters counters,
    LongSupplier nanoClock,
    LongSupplier wallClock) {

  /** Beyond this, deadlines in nanoseconds would overflow. */
  private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(365 * 100);

  long nanoTime() {
    return nanoClock.getAsLong();
  }

  /**
   * The life left by this node's clock; a writer's clock that is ahead does not extend it.
   *
   * @param mostMillis the longest life that this node grants now
   */
  long millisLeft(Envelope envelope, long mostMillis) {
    long ttlMillis = Math.min(envelope.ttlMillis(), mostMillis);
    // Both readings are cut to whole milliseconds: one more, so that life never grows.
    long age = wallClock.getAsLong() - envelope.createdAtMillis() + 1;
    return Math.min(ttlMillis, ttlMillis - age);
  }

  /** How long others may read what is kept for them; nothing is not kept. */
  long millisLeft(@Nullable Envelope kept) {
    return kept == null ? 0 : millisLeft(kept, Long.MAX_VALUE);
  }

  /** The end of a life that was asked for after {@code nowNanos}. */
  long deadline(long nowNanos, long millisLeft) {
    return nowNanos + TimeUnit.MILLISECONDS.toNanos(Math.min(millisLeft, LONGEST_MILLIS));
  }

  <T> T write(Session session, Callable<T> task) {
    return bulkhead.call(session.isWarmingUp() ? budgets.first() : budgets.write(), task);
  }

  <T> T scan(Callable<T> task) {
    return bulkhead.call(budgets.scan(), task);
  }
}
