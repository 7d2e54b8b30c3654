package dev.multilayercache.agent.call;

import dev.multilayercache.agent.thread.DetachedThread;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs bodies of the application's methods beside its own threads: at most as many at once as there
 * are processors, with a queue that is bounded.
 *
 * <p>There is no thread before the first task, and an idle one ends after seconds, so that nothing
 * which a body leaves on its thread stays for long. Safe for use by any thread.
 */
final class BackgroundCalls {
  private static final int MOST_WAITING = 256;
  private static final long IDLE_SECONDS = 5;

  private final AtomicInteger threads = new AtomicInteger();
  private final int mostThreads;
  private final int mostWaiting;

  /** Made when the first task comes: most applications have none, and their start is not slowed. */
  private volatile @Nullable Executor executor;

  BackgroundCalls() {
    this(Runtime.getRuntime().availableProcessors(), MOST_WAITING);
  }

  BackgroundCalls(int mostThreads, int mostWaiting) {
    this.mostThreads = mostThreads;
    this.mostWaiting = mostWaiting;
  }

  /** Whether the task is run, by and by; there may be too many. */
  boolean offer(Runnable task) {
    try {
      executor().execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private Executor executor() {
    Executor known = executor;
    return known == null ? make() : known;
  }

  private synchronized Executor make() {
    Executor known = executor;
    if (known != null) {
      return known;
    }
    ThreadPoolExecutor made =
        new ThreadPoolExecutor(
            mostThreads,
            mostThreads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(mostWaiting),
            work -> DetachedThread.of("multilayercache-load-" + threads.incrementAndGet(), work));
    made.allowCoreThreadTimeOut(true);
    executor = made;
    return made;
  }
}
