package dev.multilayercache.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.testing.Background;
import dev.multilayercache.agent.testing.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class FirstSightTest {
  private static final Duration TTL = Duration.ofMinutes(1);
  private static final int MOST_OLD_ANSWERS = 256;

  private final FakeClock exact = new FakeClock();
  private final Generations generations = new Generations();
  private final HitCounter counter = new HitCounter(ThreadSlots.of(1));
  private final Entry entry = new Entry("value", List.of(), exact.in(TTL), /* stamp= */ 0);

  private FirstSight by(LongSupplier clock) {
    return new FirstSight(generations, clock, counter, String.class, /* acceptsNull= */ false);
  }

  private void judge() {
    entry.rememberFresh(generations.viewToJudge().epoch());
  }

  @Test
  void an_entry_that_was_not_judged_does_not_answer() {
    assertNull(by(exact).answer(entry));
  }

  @Test
  void each_answer_is_counted() {
    judge();

    assertSame(entry, by(exact).answer(entry));
    assertSame(entry, by(exact).answer(entry));

    assertEquals(2, counter.sum());
  }

  @Test
  void what_does_not_answer_is_not_counted() {
    judge();
    exact.advance(TTL);

    assertNull(by(exact).answer(entry));

    assertEquals(0, counter.sum());
  }

  @Test
  void a_clock_that_is_late_lets_few_old_answers_through() {
    judge();
    try (LateClock late = new LateClock(exact)) {
      assertTrue(oldAnswers(by(late.clock())) <= MOST_OLD_ANSWERS);
    }
  }

  @Test
  void a_clock_that_is_late_lets_few_old_answers_through_to_threads_without_a_slot()
      throws Exception {
    judge();
    counter.increment(); // the only slot is taken
    try (LateClock late = new LateClock(exact)) {
      int old = Background.run(() -> oldAnswers(by(late.clock()))).result();

      assertTrue(old <= MOST_OLD_ANSWERS);
    }
  }

  private int oldAnswers(FirstSight sight) {
    exact.advance(TTL);
    int old = 0;
    while (old < 10 * MOST_OLD_ANSWERS && sight.answer(entry) != null) {
      old++;
    }
    assertTrue(old > 0, "the clock is not late");
    return old;
  }
}
