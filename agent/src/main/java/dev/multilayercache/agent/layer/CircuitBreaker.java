package dev.multilayercache.agent.layer;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether calls to something that may be down are let through.
 *
 * <p>Closed, it lets all through, until {@value #MOST_IN_A_ROW} fail in a row or half of the last
 * {@value #WINDOW} do. Then it is open: nothing passes for a second, after that one call, the
 * probe. If the probe succeeds, the breaker is closed again; if it fails, the time doubles up to
 * half a minute. A probe that does not come back is given up after that time.
 *
 * <p>After Nygard, "Release It!". Calls that were let through before the last change of state no
 * longer count when they end. Times are of one nanosecond clock. Safe for use by any thread.
 */
final class CircuitBreaker {
  /** The ticket of a call that is not let through. */
  static final long REFUSED = -1;

  private static final int MOST_IN_A_ROW = 5;
  private static final int WINDOW = 20;
  private static final long SHORTEST_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();

  /** Changes with the state; the ticket of every call let through in it. */
  private long period;

  private boolean isOpen;
  private boolean isProbing;
  private long nextProbeAt;
  private long openNanos;
  private String reason = "";

  private int inARow;
  private int calls;

  /** The last calls, newest in the lowest bit; a failure is 1. */
  private int failures;

  /** Asks to let a call through; its ticket, or {@link #REFUSED}. */
  synchronized long admit(long now) {
    if (!isOpen) {
      return period;
    }
    if (now - nextProbeAt < 0) {
      return REFUSED;
    }
    isProbing = true;
    nextProbeAt = now + openNanos;
    return ++period;
  }

  /** A call ended well; true if that closed the breaker. */
  synchronized boolean succeeded(long ticket) {
    if (ticket != period) {
      return false;
    }
    if (isOpen) {
      close();
      return true;
    }
    inARow = 0;
    record(/* failure= */ 0);
    return false;
  }

  /** A call failed, for a reason in a phrase; true if that opened the breaker. */
  synchronized boolean failed(long ticket, long now, String why) {
    if (ticket != period) {
      return false;
    }
    if (isOpen) {
      open(now, Math.min(openNanos * 2, LONGEST_NANOS), "still failing (last: " + why + ")");
      return false;
    }
    inARow++;
    record(/* failure= */ 1);
    if (inARow >= MOST_IN_A_ROW) {
      open(now, SHORTEST_NANOS, inARow + " calls failed in a row (last: " + why + ")");
    } else if (calls == WINDOW && Integer.bitCount(failures) * 2 >= WINDOW) {
      open(
          now,
          SHORTEST_NANOS,
          "%d of %d calls failed (last: %s)".formatted(Integer.bitCount(failures), WINDOW, why));
    }
    return isOpen;
  }

  /** A call ended in a way that says nothing; another one may be the probe. */
  synchronized void withdrawn(long ticket, long now) {
    if (ticket == period && isProbing) {
      isProbing = false;
      nextProbeAt = now;
    }
  }

  /** "open for 4 s: …", or null if it is closed. */
  synchronized @Nullable String state(long now) {
    if (!isOpen) {
      return null;
    }
    long seconds = Math.max(1, Duration.ofNanos(nextProbeAt - now).plusMillis(999).toSeconds());
    return isProbing ? "open, trying again: " + reason : "open for " + seconds + " s: " + reason;
  }

  /** Why it was opened last. */
  synchronized String reason() {
    return reason;
  }

  private void record(int failure) {
    failures = ((failures << 1) | failure) & ((1 << WINDOW) - 1);
    calls = Math.min(calls + 1, WINDOW);
  }

  private void open(long now, long nanos, String why) {
    period++;
    isOpen = true;
    isProbing = false;
    openNanos = nanos;
    nextProbeAt = now + nanos;
    reason = why;
  }

  private void close() {
    period++;
    isOpen = false;
    isProbing = false;
    inARow = 0;
    calls = 0;
    failures = 0;
  }
}
