package dev.multilayercache.agent.layer.store;

import dev.multilayercache.agent.layer.LayerFailure;
import dev.multilayercache.agent.thread.FailureTold;
import dev.multilayercache.layer.LayerStore;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How the methods of a store are called.
 *
 * <p>Ours on the caller's thread. A third party's on a few threads of its own, which have its class
 * loader as context: so the application waits for a time budget at most, and none of its threads
 * runs foreign code. Safe for use by any thread.
 */
final class StoreCalls {
  private static final int THREADS = 4;
  private static final int WAITING = 64;

  private final String layer;
  private final @Nullable ClassLoader loader;
  private volatile @Nullable ThreadPoolExecutor threads;

  private StoreCalls(String layer, @Nullable ClassLoader loader) {
    this.layer = layer;
    this.loader = loader;
  }

  static StoreCalls onCallersThread(String layer) {
    return new StoreCalls(layer, /* loader= */ null);
  }

  /**
   * @param loader the store's
   */
  static StoreCalls onOwnThreads(String layer, ClassLoader loader) {
    return new StoreCalls(layer, loader);
  }

  /** Called by a thread that belongs to no application: the new ones inherit from it. */
  void start() {
    if (loader != null && threads == null) {
      ThreadPoolExecutor started =
          new ThreadPoolExecutor(
              THREADS,
              THREADS,
              0,
              TimeUnit.SECONDS,
              new ArrayBlockingQueue<>(WAITING),
              this::thread);
      started.prestartAllCoreThreads();
      threads = started;
    }
  }

  private Thread thread(Runnable work) {
    Thread thread =
        new Thread(
            /* group= */ null,
            work,
            "multilayercache-" + layer + "-call",
            /* stackSize= */ 0,
            /* inheritThreadLocals= */ false);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(new FailureTold());
    thread.setContextClassLoader(loader);
    return thread;
  }

  /**
   * What the call gives.
   *
   * @throws LayerFailure if it does not within the budget; it may still take effect
   */
  <T extends @Nullable Object> T call(Duration budget, Callable<T> call) throws Exception {
    if (loader == null) {
      return call.call();
    }
    ThreadPoolExecutor threads = this.threads;
    if (threads == null) {
      throw new LayerFailure("not open yet");
    }
    Future<T> answer;
    try {
      answer = threads.submit(call);
    } catch (RejectedExecutionException e) {
      throw new LayerFailure("too many calls are waiting");
    }
    return await(answer, budget);
  }

  private static <T extends @Nullable Object> T await(Future<T> answer, Duration budget)
      throws LayerFailure {
    try {
      return answer.get(budget.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new LayerFailure("no answer within " + budget.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LayerFailure("interrupted");
    } catch (ExecutionException e) {
      throw failure(e);
    } finally {
      answer.cancel(/* mayInterruptIfRunning= */ false); // if it still waits for a thread
    }
  }

  /** Of the store's own failures nothing is told but the type: messages may show keys. */
  private static LayerFailure failure(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause instanceof LayerFailure known
        ? known
        : new LayerFailure((cause == null ? e : cause).getClass().getName());
  }

  /**
   * Closes a store: ours here, a third party's on a thread of its own, for which nobody waits any
   * longer once the budget is over.
   *
   * @throws LayerFailure if it is not closed by then
   */
  void close(LayerStore store, Duration budget) throws Exception {
    if (loader == null) {
      store.close();
      return;
    }
    FutureTask<Void> closing =
        new FutureTask<>(
            () -> {
              store.close();
              return null;
            });
    thread(closing).start();
    await(closing, budget);
  }

  void close() {
    ThreadPoolExecutor threads = this.threads;
    if (threads != null) {
      threads.shutdownNow();
    }
  }
}
