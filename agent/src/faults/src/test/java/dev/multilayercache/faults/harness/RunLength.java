package dev.multilayercache.faults.harness;

import java.time.Duration;

/**
 * How long the faults of a run go on. Written for a suite of ten minutes, and scaled by {@code
 * -Dfaults.seconds}, the length of the whole suite.
 */
public final class RunLength {
  private static final double SHORT_SECONDS = 600;
  private static final double SCALE =
      Integer.getInteger("faults.seconds", (int) SHORT_SECONDS) / SHORT_SECONDS;

  private RunLength() {}

  static Duration of(int secondsInTheShortSuite) {
    return Duration.ofMillis((long) (secondsInTheShortSuite * 1000L * SCALE));
  }

  /** Whether there is time for what takes minutes. */
  public static boolean isLong() {
    return SCALE >= 5;
  }
}
