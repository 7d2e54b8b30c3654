package dev.multilayercache.agent.coherence;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Notices that the whole machine was suspended: its monotonic clock may stand still then, so that a
 * lease seems to run on. The wall clock is only compared with it; that it was set looks the same,
 * and costs one renewal.
 */
final class SleepDetector {
  private final LongSupplier nanoClock;
  private final LongSupplier wallClock;
  private long lastNanos;
  private long lastMillis;
  private boolean isStarted;

  SleepDetector(LongSupplier nanoClock, LongSupplier wallClock) {
    this.nanoClock = nanoClock;
    this.wallClock = wallClock;
  }

  /** Whether the two clocks have drifted apart by more than that since it was asked last. */
  boolean hasSlept(Duration tolerance) {
    long nanos = nanoClock.getAsLong();
    long millis = wallClock.getAsLong();
    long drift = millis - lastMillis - TimeUnit.NANOSECONDS.toMillis(nanos - lastNanos);
    boolean hasSlept = isStarted && Math.abs(drift) > tolerance.toMillis();
    lastNanos = nanos;
    lastMillis = millis;
    isStarted = true;
    return hasSlept;
  }
}
