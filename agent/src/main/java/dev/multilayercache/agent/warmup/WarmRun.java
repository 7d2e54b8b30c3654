package dev.multilayercache.agent.warmup;

import dev.multilayercache.agent.config.WarmUpConfig;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.thread.DetachedThread;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the calls of one method, so many at the same time, until its time is over. A call that has
 * begun is never interrupted: it is the application's code.
 */
final class WarmRun {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final String method;
  private final WarmCalls calls;
  private final WarmUpConfig config;
  private final WarmUpProgress progress;
  private final CountDownLatch closed;
  private final AtomicInteger next = new AtomicInteger();
  private final CountDownLatch ended;
  private volatile boolean isOver;

  /**
   * @param closed at zero once no further call is to begin
   */
  WarmRun(
      String method,
      WarmCalls calls,
      WarmUpConfig config,
      WarmUpProgress progress,
      CountDownLatch closed) {
    this.method = method;
    this.calls = calls;
    this.config = config;
    this.progress = progress;
    this.closed = closed;
    this.ended = new CountDownLatch(Math.min(config.concurrency(), calls.count()));
  }

  /** Returns when all are made, when the time is over, or when the agent leaves. */
  void run() throws InterruptedException {
    for (int i = 0; i < Math.min(config.concurrency(), calls.count()); i++) {
      Thread unused = DetachedThread.start("multilayercache-warm-up-" + (i + 1), this::work);
    }
    boolean complete = awaitEnd();
    isOver = true;
    if (!complete) {
      int begun = Math.min(next.getAndSet(calls.count()), calls.count());
      progress.skipped.addAndGet(calls.count() - begun);
      tookTooLong(calls.count() - begun);
    }
  }

  private void tookTooLong(int skipped) {
    if (closed.getCount() > 0) {
      AgentLog.warn(
          "warm-up: %s took longer than %s; %d of %d calls were not begun. Raise warmUp.timeout."
              .formatted(method, config.timeout(), skipped, calls.count()));
    }
  }

  /** False if the time is over before, or the agent leaves. */
  private boolean awaitEnd() throws InterruptedException {
    long begun = System.nanoTime();
    long most = config.timeout().toNanos();
    long left = most;
    do {
      if (ended.await(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS)) {
        return true;
      }
      left = most - (System.nanoTime() - begun);
    } while (closed.getCount() > 0 && left > 0);
    return false;
  }

  private void work() {
    Thread.currentThread().setContextClassLoader(calls.loader());
    try {
      for (int i = next.getAndIncrement(); i < calls.count(); i = next.getAndIncrement()) {
        if (isOver || closed.getCount() == 0) {
          progress.skipped.incrementAndGet();
        } else {
          make(i);
        }
      }
    } finally {
      ended.countDown();
    }
  }

  private void make(int index) {
    try {
      calls.make(index);
      progress.loaded.incrementAndGet();
    } catch (InvocationTargetException e) {
      failed(e.getTargetException());
    } catch (Throwable e) {
      failed(e);
    }
  }

  /** Without the message, which may carry somebody's data. */
  private void failed(Throwable thrown) {
    progress.failed.incrementAndGet();
    AgentLog.warnOncePerMinute(
        "warm-up " + method,
        "warm-up: a call of %s failed (%s). The others go on."
            .formatted(method, thrown.getClass().getName()));
  }
}
