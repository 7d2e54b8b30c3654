package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.thread.DetachedThread;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stores values of futures in shared layers, so that the thread which completes one need not wait
 * for the cluster: it may be one that serves all of an application's connections.
 *
 * <p>Threads of the agent's own, few, and none where there is nothing to store; never the common
 * pool. When more waits than {@value #MOST_WAITING} stores, the completing thread does its own.
 */
final class AsyncStores implements Executor {
  private static final int MOST_THREADS = 2;
  private static final int MOST_WAITING = 10_000;
  private static final Duration LINGER = Duration.ofSeconds(5);

  private final LinkedBlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final AtomicInteger threads = new AtomicInteger();

  @Override
  public void execute(Runnable store) {
    if (!waiting.offer(store)) {
      store.run();
      return;
    }
    startThread();
  }

  private void startThread() {
    int running = threads.get();
    boolean isNeeded = running == 0 || (running < MOST_THREADS && waiting.size() > running);
    if (!isNeeded || !threads.compareAndSet(running, running + 1)) {
      return; // whoever changed the number looks into the queue after that
    }
    try {
      DetachedThread.start("multilayercache-store", this::work);
    } catch (Throwable e) {
      threads.decrementAndGet();
      runAll(); // without threads of ours the application's has to do
    }
  }

  private void work() {
    try {
      for (Runnable next = next(); next != null; next = next()) {
        run(next);
      }
    } finally {
      threads.decrementAndGet();
      if (!waiting.isEmpty()) {
        startThread(); // came when this thread had looked for the last time
      }
    }
  }

  private @Nullable Runnable next() {
    try {
      return waiting.poll(LINGER.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return waiting.poll();
    }
  }

  private void runAll() {
    for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
      run(next);
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
