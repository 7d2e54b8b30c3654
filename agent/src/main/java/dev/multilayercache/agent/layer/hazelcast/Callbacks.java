package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.internal.util.ConcurrencyUtil;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which Hazelcast completes answers that somebody waits for.
 *
 * <p>By itself it takes the common pool, which the application may keep busy; where there is none,
 * on one or two processors, it starts a new thread for each answer, from the thread of the
 * application that asked: with its context class loader, thread locals and access control context.
 */
final class Callbacks {
  private static final int THREADS = 4;

  private static final ThreadPoolExecutor POOL =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          /* keepAliveTime= */ 0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          new DaemonThreads("cluster-answer"));

  private Callbacks() {}

  /** To be called before an instance is started, by a thread that is not the application's. */
  static void begin() {
    POOL.prestartAllCoreThreads(); // so that none is ever started by a caller
    ConcurrencyUtil.setDefaultAsyncExecutor(POOL);
  }
}
