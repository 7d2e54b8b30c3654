package dev.multilayercache.agent.thread;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Detached threads for tasks beside those of the application, never the common pool: few, with a
 * queue that is bounded.
 *
 * <p>There is no thread before the first task, and an idle one ends after seconds, so that nothing
 * which a task leaves on its thread stays for long. Safe for use by any thread.
 */
public final class DetachedPool {
  private static final long IDLE_SECONDS = 5;

  private final ThreadFactory threads;
  private final int mostThreads;
  private final int mostWaiting;

  /** Made when the first task comes: most applications have none, and their start is not slowed. */
  private volatile @Nullable Executor executor;

  /**
   * @param names of its threads, by the number of each from 1 on
   */
  public DetachedPool(IntFunction<String> names, int mostThreads, int mostWaiting) {
    this(mostThreads, mostWaiting, new Threads(names));
  }

  DetachedPool(int mostThreads, int mostWaiting, ThreadFactory threads) {
    this.mostThreads = mostThreads;
    this.mostWaiting = mostWaiting;
    this.threads = threads;
  }

  /** Whether the task is run, by and by; there may be too many. */
  public boolean offer(Runnable task) {
    try {
      executor().execute(task);
      return true;
    } catch (VirtualMachineError e) {
      if (isForWantOfThreads(e)) {
        return false;
      }
      throw e;
    } catch (Throwable e) { // too many, or a thread cannot be had
      return false;
    }
  }

  /** There may be plenty of heap. */
  private static boolean isForWantOfThreads(VirtualMachineError e) {
    return e instanceof OutOfMemoryError
        && String.valueOf(e.getMessage()).startsWith("unable to create native thread");
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
            new LinkedBlockingQueue<>(mostWaiting),
            threads);
    made.allowCoreThreadTimeOut(true);
    executor = made;
    return made;
  }

  private static final class Threads implements ThreadFactory {
    private final IntFunction<String> names;
    private final AtomicInteger made = new AtomicInteger();

    Threads(IntFunction<String> names) {
      this.names = names;
    }

    @Override
    public Thread newThread(Runnable work) {
      return DetachedThread.of(names.apply(made.incrementAndGet()), work);
    }
  }
}
