package dev.multilayercache.agent.engine;

import static org.awaitility.Awaitility.await;

import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.thread.DetachedThread;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A coarse clock whose thread the system does not let run any more. */
final class LateClock implements AutoCloseable {
  private static final int TICKS_BEFORE = 5;

  private final FakeClock exact;
  private final Thread reader = Thread.currentThread();
  private final CountDownLatch mayRun = new CountDownLatch(1);
  private final AtomicInteger ticks = new AtomicInteger();
  private final CoarseClock clock;

  /** Made and read by one thread. */
  LateClock(FakeClock exact) {
    this.exact = exact;
    this.clock =
        new CoarseClock(
            this::exactTime,
            work -> DetachedThread.start("late clock", work),
            /* ticks= */ 20,
            Duration.ofMillis(50));
    await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              clock.getAsLong();
              return ticks.get() == TICKS_BEFORE;
            });
  }

  CoarseClock clock() {
    return clock;
  }

  private long exactTime() {
    if (Thread.currentThread() != reader && ticks.incrementAndGet() == TICKS_BEFORE) {
      await().until(() -> mayRun.getCount() == 0);
    }
    return exact.getAsLong();
  }

  @Override
  public void close() {
    mayRun.countDown();
  }
}
