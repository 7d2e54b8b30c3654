package dev.multilayercache.agent.layer;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * An entry that is loaded anew before it expires, or is kept when it has expired, in case its load
 * fails; or both.
 *
 * <p>At first sight it answers only until it is to be reloaded, so a hit before then costs what any
 * hit costs. Beyond that, it knows when a load is to be tried next: a time that threads agree upon,
 * so that one of them tries.
 */
public final class EnduringEntry extends Entry {
  private static final AtomicLongFieldUpdater<EnduringEntry> NEXT_TRY =
      AtomicLongFieldUpdater.newUpdater(EnduringEntry.class, "nextTryNanos");

  private final long expiryNanos;
  private final long goneNanos;
  private volatile long nextTryNanos;

  EnduringEntry(
      @Nullable Object value,
      List<String> tags,
      long expiryNanos,
      long stamp,
      long reloadNanos,
      long goneNanos) {
    super(value, tags, earlier(reloadNanos, expiryNanos), stamp);
    this.expiryNanos = expiryNanos;
    this.goneNanos = goneNanos;
    this.nextTryNanos = earlier(reloadNanos, expiryNanos);
  }

  @Override
  public long deadlineNanos() {
    return expiryNanos;
  }

  @Override
  public long goneNanos() {
    return goneNanos;
  }

  /** Is kept for as long after its nearer end as it would have been. */
  @Override
  public Entry expiringBy(long earlierDeadlineNanos) {
    return outlives(earlierDeadlineNanos)
        ? new EnduringEntry(
            value(),
            tags(),
            earlierDeadlineNanos,
            stamp(),
            nextTryNanos,
            earlierDeadlineNanos + (goneNanos - expiryNanos))
        : this;
  }

  /** Whether a load was tried lately, and is not to be tried again yet. */
  public boolean isHeldBack(long nowNanos) {
    return nowNanos - nextTryNanos < 0;
  }

  /** No load is tried until then, but for those under way. */
  public void holdBackUntil(long nanos) {
    nextTryNanos = nanos;
  }

  /**
   * Lets one caller reload it, if it has not expired and the time for that has come; for all others
   * that comes when it has expired, or earlier if this one says so.
   */
  public boolean takeReload(long nowNanos) {
    long next = nextTryNanos;
    return nowNanos - next >= 0
        && !isExpired(nowNanos)
        && NEXT_TRY.compareAndSet(this, next, expiryNanos);
  }

  private static long earlier(long a, long b) {
    return a - b < 0 ? a : b;
  }
}
