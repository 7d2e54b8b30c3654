package dev.multilayercache.agent.coherence;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Gives and takes a node's lease, for tests of those who depend on it. */
public final class NodeLeases {
  private NodeLeases() {}

  public static void give(Generations generations, LongSupplier nanoClock, Duration term) {
    generations.leaseUntil(nanoClock.getAsLong() + term.toNanos());
  }

  public static void take(Generations generations) {
    generations.endLease();
  }
}
