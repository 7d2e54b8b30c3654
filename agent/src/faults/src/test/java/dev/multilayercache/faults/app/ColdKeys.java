package dev.multilayercache.faults.app;

import dev.multilayercache.faults.history.Keys;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Which cold key is due when, on a timetable that all nodes share: each is read for some seconds,
 * updated once by one node, and then only read.
 */
final class ColdKeys {
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int BEFORE = 25;
  private static final int AFTER = 150;

  private final long start;

  /**
   * @param start on the clock that all nodes share
   */
  ColdKeys(long start) {
    this.start = start;
  }

  /** The index of the key that is due now. */
  int due() {
    return (int) Math.max(0, (System.nanoTime() - start) / STEP_NANOS);
  }

  /** One to read: not updated yet, or lately. */
  String some(RandomGenerator random) {
    int due = due();
    int from = Math.max(0, due - AFTER);
    return Keys.cold(from + random.nextInt(due + BEFORE - from));
  }
}
