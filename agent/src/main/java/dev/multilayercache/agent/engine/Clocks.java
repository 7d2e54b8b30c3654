package dev.multilayercache.agent.engine;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What time it is for caches.
 *
 * @param nanos the clock of the entries' deadlines, {@link System#nanoTime} or alike
 * @param hits the same clock as hits read it: it may lag behind a little if no lease has to be
 *     proved by it, that is in a JVM which shares no layer
 * @param wall tells what time of day it is
 */
public record Clocks(LongSupplier nanos, LongSupplier hits, InstantSource wall) {

  /** All of them exact. */
  static Clocks of(LongSupplier nanos) {
    return new Clocks(nanos, nanos, InstantSource.system());
  }
}
