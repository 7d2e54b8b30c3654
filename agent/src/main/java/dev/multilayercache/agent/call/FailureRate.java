package dev.multilayercache.agent.call;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Tells whether failures come too often: {@value #MOST} within a minute. Safe for any thread. */
final class FailureRate {
  static final int MOST = 3;
  private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final LongSupplier nanoClock;

  /** When the last ones happened; the oldest at {@link #next}. */
  private final long[] times = new long[MOST];

  private int next;
  private int known;

  FailureRate(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Takes one more; true if that is one too many, and then the count begins anew. */
  synchronized boolean exceededByOneMore() {
    long now = nanoClock.getAsLong();
    times[next] = now;
    next = (next + 1) % MOST;
    known = Math.min(known + 1, MOST);
    if (known < MOST || now - times[next] > WINDOW_NANOS) {
      return false;
    }
    known = 0;
    return true;
  }
}
