package dev.multilayercache.agent.coherence;

import java.util.concurrent.TimeUnit;

/**
 * When the follower may write into the registry: twenty times a second, and some at once after a
 * pause. What is loaded before such a write bears a stamp from before the last invalidations and
 * may be kept nowhere, so a few in a row must not wait.
 *
 * <p>After the generic cell rate algorithm (ITU-T I.371). Used by one thread.
 */
final class CommitPace {
  private static final long EACH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long AT_ONCE = 10;

  private long paidUntilNanos;

  CommitPace(long nowNanos) {
    this.paidUntilNanos = nowNanos;
  }

  /** How long the next one must wait; zero or less if it need not. */
  long waitNanos(long nowNanos) {
    return paidUntilNanos - (AT_ONCE - 1) * EACH_NANOS - nowNanos;
  }

  void committed(long nowNanos) {
    boolean isPaid = paidUntilNanos - nowNanos > 0;
    paidUntilNanos = (isPaid ? paidUntilNanos : nowNanos) + EACH_NANOS;
  }
}
