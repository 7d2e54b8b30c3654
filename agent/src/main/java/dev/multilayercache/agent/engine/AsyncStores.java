package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.thread.DetachedPool;
import java.util.concurrent.Executor;

/**
 * Stores values of futures in shared layers, so that the thread which completes one need not wait
 * for the cluster: it may be one that serves all of an application's connections.
 *
 * <p>When more waits than {@value #MOST_WAITING} stores, or there is no thread to be had, the
 * completing thread does its own.
 */
final class AsyncStores implements Executor {
  private static final int MOST_THREADS = 2;
  private static final int MOST_WAITING = 10_000;

  private final DetachedPool pool =
      new DetachedPool(number -> "multilayercache-store", MOST_THREADS, MOST_WAITING);

  @Override
  public void execute(Runnable store) {
    boolean isTaken = false;
    try {
      isTaken = pool.offer(() -> run(store));
    } finally {
      if (!isTaken) {
        store.run();
      }
    }
  }

  private static void run(Runnable store) {
    try {
      store.run();
    } catch (Throwable e) {
      AgentLog.warnOncePerMinute(
          "async store",
          "Storing the value of a future failed (%s). It is loaded again."
              .formatted(e.getClass().getName()));
    }
  }
}
