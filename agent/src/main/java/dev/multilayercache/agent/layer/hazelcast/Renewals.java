package dev.multilayercache.agent.layer.hazelcast;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The clock by which leases are renewed; the renewals themselves run on the bulkhead.
 *
 * <p>It ticks for all of them: a clock for each would be woken by every load, of which hardly one
 * takes long enough to be renewed. Safe for use by any thread.
 */
final class Renewals implements AutoCloseable {
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, new DaemonThreads("lease-clock"));
  private final Bulkhead bulkhead;
  private final long intervalNanos;
  private final Map<Runnable, Long> begun = new ConcurrentHashMap<>();

  Renewals(Bulkhead bulkhead, Duration loadLease) {
    this.bulkhead = bulkhead;
    this.intervalNanos = loadLease.dividedBy(3).toNanos();
    clock.prestartAllCoreThreads();
    var unused =
        clock.scheduleWithFixedDelay(
            this::tick, intervalNanos, intervalNanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Runs it at each tick from now on, at the next one only if that is not near; until {@link #end}.
   */
  void begin(Runnable renewal) {
    begun.put(renewal, System.nanoTime());
  }

  void end(Runnable renewal) {
    begun.remove(renewal);
  }

  private void tick() {
    long now = System.nanoTime();
    begun.forEach(
        (renewal, since) -> {
          if (now - since >= intervalNanos / 2) {
            bulkhead.tell(renewal);
          }
        });
  }

  @Override
  public void close() {
    clock.shutdownNow();
    begun.clear();
  }
}
