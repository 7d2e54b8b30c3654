package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.log.AgentLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private static final int AT_ONCE = 4;

  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, new DaemonThreads("lease-clock"));
  private final Bulkhead bulkhead;
  private final long intervalNanos;
  private final Map<Runnable, Long> begun = new ConcurrentHashMap<>();

  Renewals(Bulkhead bulkhead, Duration loadLease) {
    this.bulkhead = bulkhead;
    this.intervalNanos = loadLease.toNanos() / 3;
  }

  /** Begins to tick; once, when {@link Bulkhead#start} says. */
  void start() {
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

  /** A tick that fails is the last one of a clock: so none does. */
  private void tick() {
    try {
      List<Runnable> due = due(System.nanoTime());
      for (int i = 0; i < AT_ONCE && i < due.size(); i++) {
        List<Runnable> share = everyNth(due, i);
        bulkhead.tell(() -> share.forEach(Runnable::run));
      }
    } catch (Throwable e) {
      AgentLog.warnOncePerMinute(
          "renewals",
          "layer cluster: leases of loads under way were not renewed (%s). Other nodes may load the same."
              .formatted(e.getClass().getName()));
    }
  }

  private List<Runnable> due(long now) {
    List<Runnable> due = new ArrayList<>();
    begun.forEach(
        (renewal, since) -> {
          if (now - since >= intervalNanos / 2) {
            due.add(renewal);
          }
        });
    return due;
  }

  /** A share for one thread: there may be more loads than the bulkhead has room for. */
  private static List<Runnable> everyNth(List<Runnable> due, int first) {
    List<Runnable> share = new ArrayList<>();
    for (int i = first; i < due.size(); i += AT_ONCE) {
      share.add(due.get(i));
    }
    return share;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    begun.clear();
  }
}
