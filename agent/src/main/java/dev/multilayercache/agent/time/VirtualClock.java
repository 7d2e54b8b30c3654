package dev.multilayercache.agent.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A clock that tests move ahead: the system's, and what they have moved it by.
 *
 * <p>Its nanoseconds, by which entries expire, never go back. Its time of day can be set right
 * again, so that what one test has moved does not change what is five o'clock in the next one. Safe
 * for use by any thread.
 */
public final class VirtualClock implements LongSupplier, InstantSource {
  /** So much in all: deadlines are compared by their difference, which has to fit. */
  private static final Duration MOST = Duration.ofDays(36_500);

  private final @Nullable String refusal;
  private final AtomicLong aheadNanos = new AtomicLong();
  private volatile long rightAtNanos;

  /**
   * @param refusal why this clock cannot be moved, and what to do; null if it can
   */
  public VirtualClock(@Nullable String refusal) {
    this.refusal = refusal;
  }

  @Override
  public long getAsLong() {
    return System.nanoTime() + aheadNanos.get();
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead());
  }

  /** How far the time of day is ahead of the system's. */
  public Duration ahead() {
    return Duration.ofNanos(aheadNanos.get() - rightAtNanos);
  }

  /**
   * Moves all of it, at once and for all threads.
   *
   * @throws UnsupportedOperationException if it cannot be moved
   * @throws IllegalArgumentException if it would be moved by more than a hundred years in all
   */
  public void advance(Duration by) {
    if (refusal != null) {
      throw new UnsupportedOperationException(refusal);
    }
    if (by.isNegative() || by.compareTo(MOST.minusNanos(aheadNanos.get())) > 0) {
      throw new IllegalArgumentException(
          "The time of caches moves ahead only, and by a hundred years in the life of a JVM.");
    }
    aheadNanos.addAndGet(by.toNanos());
  }

  /** Sets the time of day to the system's; what has expired stays so. */
  public void resetTimeOfDay() {
    rightAtNanos = aheadNanos.get();
  }
}
