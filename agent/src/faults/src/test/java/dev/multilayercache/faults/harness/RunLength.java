package dev.multilayercache.faults.harness;

import java.time.Duration;

/**
 * How long the faults of a run go on. Written for a suite of a quarter of an hour, and scaled to
 * {@code -Dfaults.seconds}, the length of the whole suite: ten minutes by default.
 */
public final class RunLength {
  private static final double WRITTEN_FOR_SECONDS = 900;
  private static final double SCALE =
      Integer.getInteger("faults.seconds", 600) / WRITTEN_FOR_SECONDS;

  private RunLength() {}

  static Duration of(int secondsInTheShortSuite) {
    return Duration.ofMillis((long) (secondsInTheShortSuite * 1000L * SCALE));
  }

  /** Whether there is time for what takes minutes. */
  public static boolean isLong() {
    return SCALE >= 5;
  }
}
