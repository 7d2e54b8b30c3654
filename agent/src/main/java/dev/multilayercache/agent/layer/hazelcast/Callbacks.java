package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.internal.util.ConcurrencyUtil;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which Hazelcast completes answers that somebody waits for, from the first of this
 * agent's layers that begins to the last that ends.
 *
 * <p>By itself it takes the common pool, which the application may keep busy; where there is none,
 * on one or two processors, it starts a new thread for each answer, from the thread of the
 * application that asked: with its context class loader, thread locals and access control context.
 *
 * <p>Shared, because Hazelcast has one such executor for all instances.
 */
final class Callbacks implements AutoCloseable {
  private static final int THREADS = 4;

  private static int users;
  private static @Nullable ThreadPoolExecutor pool;

  private boolean closed;

  private Callbacks() {}

  /** To be called before an instance is started, by a thread that is not the application's. */
  static Callbacks begin() {
    synchronized (Callbacks.class) {
      if (pool == null) {
        pool = startPool();
        ConcurrencyUtil.setDefaultAsyncExecutor(pool);
      }
      users++;
      return new Callbacks();
    }
  }

  /** To be called when the instance has ended; the threads end with the last one, soon after. */
  @Override
  public void close() {
    synchronized (Callbacks.class) {
      if (closed) {
        return;
      }
      closed = true;
      users--;
      ThreadPoolExecutor unused = pool;
      if (users == 0 && unused != null) {
        pool = null;
        // What an instance in its last throes still completes, its own threads may run.
        ConcurrencyUtil.setDefaultAsyncExecutor(ConcurrencyUtil.CALLER_RUNS);
        unused.shutdown();
      }
    }
  }

  private static ThreadPoolExecutor startPool() {
    ThreadPoolExecutor started =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            /* keepAliveTime= */ 0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DaemonThreads("cluster-answer"),
            new ThreadPoolExecutor.CallerRunsPolicy());
    started.prestartAllCoreThreads(); // so that none is ever started by a caller
    return started;
  }
}
