package dev.multilayercache.faults.harness;

import java.time.Duration;
import java.util.Locale;

/**
 * A long time, in laps: each has a cluster, a history and a seed of its own, so that a history fits
 * into memory and the lap that fails can be repeated.
 */
public final class Soak {
  private static final Duration LAP = Duration.ofMinutes(10);

  private final long began = System.nanoTime();
  private final Duration whole;
  private int laps;

  private Soak(Duration whole) {
    this.whole = whole;
  }

  /** As {@code -Dfaults.soak} says: {@code 8h}, {@code 30m}. */
  public static Soak asked() {
    String text = System.getProperty("faults.soak").toUpperCase(Locale.ROOT);
    return new Soak(Duration.parse("PT" + text));
  }

  public boolean goesOn() {
    return System.nanoTime() - began < whole.toNanos();
  }

  public boolean isOdd() {
    return laps % 2 == 1;
  }

  public Duration lap() {
    return whole.compareTo(LAP) < 0 ? whole : LAP;
  }

  public String nextName() {
    return "T18 soak, lap " + ++laps;
  }

  /** Of the lap that {@link #nextName} has begun. */
  public long nextSeed() {
    return Seed.get() + laps;
  }
}
