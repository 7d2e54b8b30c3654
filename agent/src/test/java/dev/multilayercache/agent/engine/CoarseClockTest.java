package dev.multilayercache.agent.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.thread.DetachedThread;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CoarseClockTest {
  private static final String THREAD = "multilayercache-clock";
  private static final Duration LINGER = Duration.ofMillis(50);

  private final FakeClock exact = new FakeClock();
  private final Thread reader = Thread.currentThread();

  /** How often the reader has paid for the exact time. */
  private final AtomicInteger paid = new AtomicInteger();

  private final CoarseClock clock = clock(this::paidFor);

  private static CoarseClock clock(LongSupplier exact) {
    return clock(exact, work -> DetachedThread.start(THREAD, work));
  }

  private static CoarseClock clock(LongSupplier exact, Function<Runnable, Thread> starter) {
    return new CoarseClock(exact, starter, /* ticks= */ 20, LINGER);
  }

  private long paidFor() {
    if (Thread.currentThread() == reader) {
      paid.incrementAndGet();
    }
    return exact.getAsLong();
  }

  @Nested
  class ReadSeldom {
    @Test
    void is_the_exact_clock() {
      for (int i = 0; i < 1_000; i++) {
        exact.advance(Duration.ofMillis(1));

        assertEquals(exact.getAsLong(), clock.getAsLong());
      }
    }

    @Test
    void needs_no_thread() {
      for (int i = 0; i < 1_000; i++) {
        exact.advance(Duration.ofMillis(1));
        clock.getAsLong();
      }

      assertEquals(0, threads());
    }
  }

  @Nested
  class ReadOften {
    @Test
    void costs_no_reading_of_the_exact_clock() {
      here().until(() -> paidInOneGo() == 0);
    }

    @Test
    void follows_the_exact_clock() {
      here().until(() -> paidInOneGo() == 0);

      exact.advance(Duration.ofSeconds(1));

      here().until(() -> clock.getAsLong() == exact.getAsLong());
    }

    @Test
    void ends_its_thread_when_it_is_not_read_any_more() {
      here().until(() -> paidInOneGo() == 0);
      assertTrue(threads() > 0);

      here().until(() -> threads() == 0);
    }

    @Test
    void starts_a_thread_again_afterwards() {
      here().until(() -> paidInOneGo() == 0);
      here().until(() -> threads() == 0);

      here().until(() -> paidInOneGo() == 0);
    }

    private int paidInOneGo() {
      int before = paid.get();
      for (int i = 0; i < 500; i++) {
        clock.getAsLong();
      }
      return paid.get() - before;
    }
  }

  @Test
  void tells_an_old_time_while_its_thread_is_not_let_run_until_somebody_catches_up() {
    try (LateClock late = new LateClock(exact)) {
      long old = exact.getAsLong();
      exact.advance(Duration.ofHours(1));
      assertEquals(old, late.clock().getAsLong());

      late.clock().catchUp();

      assertEquals(exact.getAsLong(), late.clock().getAsLong());
    }
  }

  @Nested
  class WhoseThreadCannotBeStarted {
    private final AtomicInteger tries = new AtomicInteger();
    private final CoarseClock alone =
        clock(
            exact,
            work -> {
              tries.incrementAndGet();
              throw new OutOfMemoryError("unable to create native thread");
            });

    private void read(int times) {
      for (int i = 0; i < times; i++) {
        assertEquals(exact.getAsLong(), alone.getAsLong());
      }
    }

    @Test
    void is_the_exact_clock_and_tries_seldom() {
      read(1_000);
      exact.advance(LINGER.minusMillis(1));
      read(1_000);

      assertEquals(1, tries.get());
    }

    @Test
    void tries_again_after_a_while() {
      read(1_000);

      exact.advance(LINGER.plusMillis(20));
      read(1_000);

      assertEquals(2, tries.get());
    }
  }

  /** The reader itself asks. */
  private static ConditionFactory here() {
    return await().pollInSameThread().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().equals(THREAD))
        .count();
  }
}
