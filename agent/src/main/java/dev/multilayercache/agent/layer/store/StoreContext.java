package dev.multilayercache.agent.layer.store;

import dev.multilayercache.agent.coherence.Generations;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;

/**
 * What all regions of one layer share. Holds nothing of the application.
 *
 * @param invalidations the layer's own: a lease is good while none concerns what it is to store
 * @param writing held shared while an entry is judged and put, so that who has it alone knows that
 *     none is on its way
 * @param nanoClock the clock of deadlines in this JVM
 * @param wallClock milliseconds; the clock that stored entries are dated by
 */
record StoreContext(
    String layer,
    StoreAccess access,
    Generations invalidations,
    ReentrantReadWriteLock writing,
    StoreCounts counts,
    LongSupplier nanoClock,
    LongSupplier wallClock) {

  /** Beyond this, deadlines in nanoseconds would overflow. */
  private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(365 * 100);

  /** The end of a life that was asked for after {@code nowNanos}. */
  long deadline(long nowNanos, long millisLeft) {
    return nowNanos + TimeUnit.MILLISECONDS.toNanos(Math.min(millisLeft, LONGEST_MILLIS));
  }
}
