package dev.multilayercache.faults.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** One fault after the other, of the given kinds in turn, until the time is over. */
final class Schedule {
  private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final List<FaultKind> kinds;
  private final RandomGenerator random;
  private final List<String> log = new ArrayList<>();

  Schedule(List<FaultKind> kinds, RandomGenerator random) {
    this.kinds = kinds;
    this.random = random;
  }

  /** What happened, a line for each fault; all have ended. */
  List<String> run(Cluster cluster, Duration time) {
    long began = System.nanoTime();
    long until = began + time.toNanos();
    // What goes wrong then finds something cached.
    sleepUntil(kinds.isEmpty() ? until : began + CALM_NANOS);
    for (int i = 0; !kinds.isEmpty() && System.nanoTime() < until; i++) {
      Fault fault = kinds.get(i % kinds.size()).next(cluster, random);
      long at = System.nanoTime();
      fault.begin().run();
      sleepUntil(at + fault.length().toNanos());
      fault.end().run();
      log.add(
          "%6.1f s to %6.1f s: %s"
              .formatted((at - began) / 1e9, (System.nanoTime() - began) / 1e9, fault.name()));
      sleepUntil(System.nanoTime() + fault.rest().toNanos());
    }
    return log;
  }

  private static void sleepUntil(long time) {
    for (long left; (left = time - System.nanoTime()) > 0; ) {
      LockSupport.parkNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
    }
  }
}
