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
  private final ThreadPoolExecutor threads;

  private Bulkhead(String name, int size, int waiting) {
    this.threads =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            new DaemonThreads(name));
  }

  /**
   * Starts all threads, on the layer's own: none is ever started by the application. Not before it
   * has begun, for a thread that waits for work makes the JVM settle its common pool, whose size
   * {@code main} may want to choose.
   */
  void start() {
    threads.prestartAllCoreThreads();
  }

  /** For reads and writes of entries: a call that must wait long had better not be made. */
  static Bulkhead ofEntries() {
    return new Bulkhead("cluster-call", /* size= */ 8, /* waiting= */ 64);
  }

  /**
   * For invalidations and the lease, apart from the others: a burst of misses must not make one
   * fail, for then this node could no longer trust what it holds.
   */
  static Bulkhead ofLease() {
    return new Bulkhead("cluster-lease", /* size= */ 4, /* waiting= */ 1_000);
  }

  /**
   * For what is spread over all members, of which one may hang: the lease depends on one member
   * alone and must not wait for the others.
   */
  static Bulkhead ofScopes() {
    return new Bulkhead("cluster-scopes", /* size= */ 8, /* waiting= */ 1_000);
  }

  /**
   * Waits at most so long for the answer.
   *
   * @throws ClusterFailure if there is none, or the call failed; it may still take effect
   */
  <T> T call(Duration budget, Callable<T> task) {
    Future<T> answer;
    try {
      answer = threads.submit(task);
    } catch (RejectedExecutionException e) {
      throw new ClusterFailure("too many calls are waiting");
    }
    try {
      return await(answer, budget);
    } finally {
      answer.cancel(/* mayInterruptIfRunning= */ false); // if it still waits for a thread
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
      throw ClusterFailure.of(e.getCause() == null ? e : e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
