package dev.multilayercache.agent.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Threads of a test, and the latches that order them; nothing waits longer than 30 seconds. */
public final class Background {
  private static final long PATIENCE_SECONDS = 30;

  private Background() {}

  /** A call on a thread of its own. */
  public static final class Call<T> {
    private final FutureTask<T> task;
    private final Thread thread;

    private Call(Callable<T> body) {
      task = new FutureTask<>(body);
      thread = new Thread(task, "background call");
      thread.setDaemon(true);
      thread.start();
    }

    public T result() throws Exception {
      return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    public Thread thread() {
      return thread;
    }

    public boolean isDone() {
      return task.isDone();
    }

    /** Whether the thread waits for another one, with a bound. */
    public boolean isWaiting() {
      return thread.getState() == Thread.State.TIMED_WAITING;
    }

    /** Returns when the thread waits for another one, with a bound. */
    public Call<T> untilItWaits() {
      await().until(this::isWaiting);
      return this;
    }
  }

  public static <T> Call<T> run(Callable<T> body) {
    return new Call<>(body);
  }

  public static void reach(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "never happened");
  }
}
