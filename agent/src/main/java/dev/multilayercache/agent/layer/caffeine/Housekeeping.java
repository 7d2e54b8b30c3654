package dev.multilayercache.agent.layer.caffeine;

import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.thread.DetachedThread;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs Caffeine's upkeep and prunes expired entries, on one daemon thread that is started by the
 * first upkeep to run.
 *
 * <p>Upkeep is gathered for a few milliseconds and run together: a thread that reads or writes the
 * cache wakes this one at most once in that time and never does the work itself. An idle layer
 * costs one wake-up per prune. Pruning takes at most about two percent of one core however many
 * entries there are: after a long one comes a long pause.
 */
final class Housekeeping implements Executor, AutoCloseable {
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int PAUSE_PER_WORK = 50;

  private final String layer;
  private final Runnable prune;
  private final long pruneEveryNanos;
  private final Queue<Runnable> upkeep = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Thread thread;
  private volatile boolean idle;
  private volatile boolean closed;

  Housekeeping(String layer, Duration pruneEvery, Runnable prune) {
    this.layer = layer;
    this.pruneEveryNanos = pruneEvery.toNanos();
    this.prune = prune;
  }

  @Override
  public void execute(Runnable task) {
    if (closed) {
      task.run();
      return;
    }
    upkeep.add(task);
    Thread known = thread;
    Thread running = known == null ? start() : known;
    if (idle) {
      idle = false;
      LockSupport.unpark(running);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private synchronized Thread start() {
    Thread running = thread;
    if (running == null) {
      running = DetachedThread.start("multilayercache-" + layer, this::run);
      thread = running;
    }
    return running;
  }

  private void run() {
    try {
      work();
    } finally {
      thread = null; // whatever ended it, the next upkeep starts another one
    }
  }

  private void work() {
    long nextPrune = System.nanoTime() + pruneEveryNanos;
    while (!closed) {
      await(nextPrune);
      runUpkeep();
      if (System.nanoTime() - nextPrune >= 0) {
        nextPrune = pruneAndPlanNext();
      }
    }
    runUpkeep();
  }

  private void await(long nextPrune) {
    idle = true;
    if (upkeep.isEmpty() && !closed) {
      LockSupport.parkNanos(this, nextPrune - System.nanoTime());
    }
    idle = false;
    if (!upkeep.isEmpty() && !closed) {
      LockSupport.parkNanos(this, GATHER_NANOS);
    }
  }

  private void runUpkeep() {
    for (Runnable task = upkeep.poll(); task != null; task = upkeep.poll()) {
      run(task);
    }
  }

  private long pruneAndPlanNext() {
    long start = System.nanoTime();
    run(prune);
    long end = System.nanoTime();
    return end + Math.max(pruneEveryNanos, PAUSE_PER_WORK * (end - start));
  }

  /** The thread outlives any failure: without it the layer would no longer be bounded. */
  private void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      AgentLog.warnOncePerMinute(
          "housekeeping " + layer,
          "layer %s: housekeeping failed (%s). Expired entries stay longer; it goes on."
              .formatted(layer, e.getClass().getName()));
    }
  }
}
