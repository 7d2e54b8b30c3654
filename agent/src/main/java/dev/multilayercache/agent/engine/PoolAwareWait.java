package dev.multilayercache.agent.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A wait that tells the pool of the waiting thread, if it has one that can do something about it.
 *
 * <p>The common pool has few threads, and a load may itself need one of them, for a parallel stream
 * or {@code supplyAsync}: if all wait for that load, nothing goes on until their time is over. A
 * {@link ForkJoinPool} that hears of a wait puts another thread to work meanwhile.
 */
final class PoolAwareWait implements ForkJoinPool.ManagedBlocker {
  private final CountDownLatch latch;
  private final long deadlineNanos;
  private boolean isOver;

  private PoolAwareWait(CountDownLatch latch, long nanos) {
    this.latch = latch;
    this.deadlineNanos = System.nanoTime() + nanos;
  }

  /** Whether the latch opened in time. */
  static boolean on(CountDownLatch latch, long nanos) throws InterruptedException {
    if (!(Thread.currentThread() instanceof ForkJoinWorkerThread)) {
      return latch.await(nanos, TimeUnit.NANOSECONDS);
    }
    PoolAwareWait wait = new PoolAwareWait(latch, nanos);
    try {
      ForkJoinPool.managedBlock(wait);
    } catch (RejectedExecutionException e) { // by a pool that may have no more threads
      boolean unused = wait.block();
    }
    return latch.getCount() == 0;
  }

  @Override
  public boolean block() throws InterruptedException {
    if (!isOver) {
      boolean unused = latch.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
      isOver = true;
    }
    return true;
  }

  @Override
  public boolean isReleasable() {
    return isOver || latch.getCount() == 0;
  }
}
