package dev.multilayercache.agent.testing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A nano clock that moves only when told; it starts at an arbitrary, large negative reading. */
public final class FakeClock implements LongSupplier {
  private final AtomicLong nanos = new AtomicLong(-5_000_000_000_000L);

  @Override
  public long getAsLong() {
    return nanos.get();
  }

  public void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
  }

  /** The reading a while from now: a deadline. */
  public long in(Duration ahead) {
    return nanos.get() + ahead.toNanos();
  }
}
