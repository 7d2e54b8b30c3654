package dev.multilayercache.agent.coherence;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Where the log ended some minutes ago: no member is paused for longer and then answers as if
 * nothing had been. Used by one thread.
 */
final class LogHorizon {
  private static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long LONG_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Deque<Mark> oldestFirst = new ArrayDeque<>();
  private long passed = -1;

  private record Mark(long nanos, long tail) {}

  /** The position at the end then, or -1 if that is not known. A log that was lost begins anew. */
  long positionLongAgo(long nowNanos, long tail) {
    Mark newest = oldestFirst.peekLast();
    if (newest != null && newest.tail() > tail) {
      oldestFirst.clear();
      passed = -1;
      newest = null;
    }
    if (newest == null || nowNanos - newest.nanos() >= EVERY_NANOS) {
      oldestFirst.addLast(new Mark(nowNanos, tail));
    }
    while (nowNanos - oldestFirst.getFirst().nanos() >= LONG_NANOS) {
      passed = oldestFirst.removeFirst().tail();
    }
    return passed;
  }
}
