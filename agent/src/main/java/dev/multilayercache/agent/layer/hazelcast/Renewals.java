package dev.multilayercache.agent.layer.hazelcast;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The clock by which leases are renewed; the renewals themselves run on the bulkhead. */
final class Renewals implements AutoCloseable {
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, new DaemonThreads("lease-clock"));
  private final Bulkhead bulkhead;
  private final Duration interval;

  Renewals(Bulkhead bulkhead, Duration loadLease) {
    this.bulkhead = bulkhead;
    this.interval = loadLease.dividedBy(3);
    clock.setRemoveOnCancelPolicy(true);
    clock.prestartAllCoreThreads();
  }

  /** Null when closing: a lease that is not renewed ends by itself. */
  @Nullable ScheduledFuture<?> every(Runnable renewal) {
    try {
      return clock.scheduleWithFixedDelay(
          () -> bulkhead.tell(renewal),
          interval.toNanos(),
          interval.toNanos(),
          TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closing) {
      return null;
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
