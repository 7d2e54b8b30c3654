package dev.multilayercache.agent.layer.hazelcast;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The few threads on which Hazelcast's blocking calls wait, so that a slow cluster costs callers
 * their time budget and no more; after the pattern of that name (Nygard, "Release It!").
 *
 * <p>When all are busy and the queue is full, a call fails at once. Safe for use by any thread.
 */
final class Bulkhead implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int WAITING = 64;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          new DaemonThreads("cluster-call"));

  Bulkhead() {
    // All of them now, on the thread that makes the layer: none is ever started by the application.
    threads.prestartAllCoreThreads();
  }

  /**
   * Waits at most so long for the answer.
   *
   * @throws ClusterFailure if there is none, or the call failed; it may still take effect
   */
  <T> T call(Duration budget, Callable<T> task) {
    try {
      return await(threads.submit(task), budget);
    } catch (RejectedExecutionException e) {
      throw new ClusterFailure("too many calls are waiting");
    }
  }

  /** Starts a call whose outcome nobody needs; it may be dropped. */
  void tell(Runnable task) {
    try {
      threads.execute(
          () -> {
            try {
              task.run();
            } catch (RuntimeException dropped) {
              // By contract: what is told here is housekeeping.
              return;
            }
          });
    } catch (RejectedExecutionException dropped) {
      return;
    }
  }

  /** Waits at most so long for an answer that is on its way. */
  static <T> T await(Future<T> answer, Duration budget) {
    try {
      return answer.get(budget.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new ClusterFailure("no answer within " + budget.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterFailure("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof VirtualMachineError error) {
        throw error;
      }
      throw ClusterFailure.of(e.getCause() == null ? e : e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
